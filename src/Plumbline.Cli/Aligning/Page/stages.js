// What each stage took and gave, and what was checked before the first one.

import { missing } from "plumbline/align/rounds.js";
import { element, section, shape } from "plumbline/dom.js";
import { count } from "plumbline/words.js";

const titles = {
  lint: "Checks of the model",
  candidates: "Candidates",
  judging: "Judging",
  pairs: "Pairs",
  training: "Training",
  comparison: "Comparison",
};
const states = { passed: "✓ holds", failed: "✗ does not hold", notChecked: "– not checked" };

/** Builds the section. */
export function stages(log, lint) {
  return section(
    "Time and cost",
    { className: "stages" },
    log.missing ? missing(log.missing) : table(log.stages),
    element("h3", {}, "Checks before the first step"),
    lint.missing ? missing(lint.missing) : findings(lint.findings),
  );
}

function table(log) {
  if (log.length === 0) return missing("No stage was begun yet.");
  const longest = Math.max(...log.map((stage) => stage.seconds), 1e-9);
  const total = log.reduce((sum, stage) => sum + stage.seconds, 0);
  const isWhole = log.every((stage) => stage.isWhole);
  return element(
    "div",
    { className: "wide" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ["Stage", "Time", "", "What came out"].map((text) => element("th", { scope: "col" }, text)))),
      element("tbody", {}, log.map((stage) => row(stage, longest))),
      element(
        "tfoot",
        {},
        element(
          "tr",
          {},
          element("th", { scope: "row" }, "Together"),
          element("td", { className: "figure" }, duration(total, isWhole)),
          element("td"),
          element("td", { className: "muted" }, isWhole ? "" : "A sitting was killed, so that it took longer than this."),
        ),
      ),
    ),
  );
}

function row(stage, longest) {
  const name = titles[stage.stage] ?? stage.stage;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, stage.round === undefined ? name : `${name}, round ${stage.round}`),
    element("td", { className: "figure" }, duration(stage.seconds, stage.isWhole)),
    element(
      "td",
      { className: "bar" },
      shape(
        "svg",
        { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
        shape("rect", { width: Math.max(0.5, (stage.seconds / longest) * 100), height: 8, rx: 1 }),
      ),
    ),
    element("td", {}, stage.isOpen ? "at work, or killed while it was" : stage.text || count(stage.count, "unit")),
  );
}

function duration(seconds, isWhole) {
  const words =
    seconds < 1
      ? `${seconds.toFixed(2)} s`
      : seconds < 90
        ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
        : seconds < 5400
          ? `${(seconds / 60).toFixed(1)} min`
          : `${(seconds / 3600).toFixed(1)} h`;
  return isWhole ? words : `> ${words}`;
}

function findings(list) {
  return element(
    "ul",
    { className: "checks" },
    list.map(({ check, state, text }) =>
      element(
        "li",
        { className: state },
        element("b", {}, states[state] ?? state),
        " ",
        element("code", {}, check),
        element("span", {}, ` ${text}`),
      ),
    ),
  );
}
