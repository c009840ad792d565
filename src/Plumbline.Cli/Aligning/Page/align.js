// Opens the report of an alignment: reads the data in the page and builds its sections, in the order of the run.

import { asked } from "plumbline/align/asked.js";
import { examples } from "plumbline/align/examples.js";
import { gallery } from "plumbline/align/gallery.js";
import { Playback } from "plumbline/align/playback.js";
import { rewards } from "plumbline/align/rewards.js";
import { stages } from "plumbline/align/stages.js";
import { statistics } from "plumbline/align/statistics.js";
import { summary } from "plumbline/align/summary.js";
import { training } from "plumbline/align/training.js";
import { brand, element } from "plumbline/dom.js";
import { themeButton } from "plumbline/theme.js";

const report = JSON.parse(document.getElementById("document").textContent);
const playback = new Playback();
const sections = [
  asked(report.asked),
  stages(report.stages, report.lint),
  rewards(report.rounds),
  gallery(report.rounds, playback),
  training(report.rounds),
  examples(report.examples, playback),
  statistics(report.statistics),
];

document.getElementById("app").append(
  masthead(),
  element("main", { id: "report", className: "alignment" }, summary(report), contents(), sections),
);
addEventListener("keydown", shortcuts);
playback.begin();

function masthead() {
  return element(
    "header",
    { className: "masthead" },
    element("a", { className: "skip", href: "#report" }, "Skip to the report"),
    brand(),
    element(
      "p",
      { className: "title" },
      element("b", {}, report.title),
      element("span", {}, `alignment report · Plumbline ${report.toolVersion}`),
    ),
    themeButton(),
  );
}

function contents() {
  return element(
    "nav",
    { className: "contents", "aria-label": "Sections" },
    sections.map((section) => {
      const heading = section.querySelector("h2");
      return element("a", { href: `#${heading.id}` }, heading.textContent);
    }),
  );
}

function shortcuts(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, summary, [role=slider]")) return;
  if (event.key === " " && event.target.closest("button, a")) return;
  const action = {
    ArrowLeft: () => playback.step(-1),
    ArrowRight: () => playback.step(1),
    " ": () => playback.toggle(),
  }[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
