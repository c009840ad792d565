// Sections that differ from round to round.

import { element } from "plumbline/dom.js";

/** What a section says in place of what is not there. */
export const missing = (text) => element("p", { className: "note missing" }, text);

/** The nodes of one round at a time; buttons choose it where there are several. */
export function perRound(rounds, nodes) {
  if (rounds.length === 0) return [missing("The run has no round yet.")];
  const place = element("div", { className: "round" });
  const show = (round) => {
    place.replaceChildren(...nodes(round));
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === String(round.round)));
  };
  const buttons = rounds.map((round) =>
    element("button", { type: "button", value: round.round, onclick: () => show(round) }, `Round ${round.round}`),
  );
  show(rounds[0]);
  return [
    rounds.length > 1 ? element("div", { className: "chips", role: "group", "aria-label": "Round" }, buttons) : undefined,
    place,
  ];
}
