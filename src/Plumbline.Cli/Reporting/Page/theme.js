// Light and dark: as the system says until the reader chooses.

import { element, icon } from "plumbline/dom.js";

const sun =
  "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12 1v3M12 20v3M1 12h3M20 12h3M4.2 4.2l2.1 2.1M17.7 17.7l2.1 2.1M4.2 19.8l2.1-2.1M17.7 6.3l2.1-2.1";
const moon = "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z";
const key = "plumbline-theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

/** Calls back whenever the colours of the page change; answers how to stop that. */
export function onThemeChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Button that switches between light and dark. */
export function themeButton() {
  const button = element("button", {
    type: "button",
    className: "quiet",
    id: "theme",
    onclick: () => choose(current() === "dark" ? "light" : "dark"),
  });
  const show = () => {
    const other = current() === "dark" ? "light" : "dark";
    button.replaceChildren(icon(other === "dark" ? moon : sun));
    button.setAttribute("aria-label", `Switch to ${other} colours`);
    button.title = `Switch to ${other} colours`;
  };
  onThemeChange(show);
  system.addEventListener("change", announce);
  const remembered = recall();
  if (remembered) document.documentElement.dataset.theme = remembered;
  show();
  return button;
}

const current = () => document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light");

function choose(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Some browsers refuse storage to pages from disk; the choice then lasts as long as the page.
  }
  announce();
}

function recall() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function announce() {
  for (const listener of listeners) listener();
}
