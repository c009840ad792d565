// Every measurement of a clip in a table.

import { element, section, spoken } from "plumbline/dom.js";
import { number, partTitle, unitName } from "plumbline/words.js";

const directions = {
  higherIsBetter: ["↑", "higher is better"],
  lowerIsBetter: ["↓", "lower is better"],
  descriptive: ["·", "describes the clip"],
};

/** The table; undefined where nothing was measured. */
export function parts(clip, glossary) {
  if (clip.parts.length === 0) return undefined;
  const heads = ["Measurement", "Value", "Better"].map((title) => element("th", { scope: "col" }, title));
  return section(
    "All measurements",
    { className: "parts" },
    element(
      "div",
      { className: "wide", tabIndex: 0, role: "region", "aria-label": "Table of measurements" },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, heads)),
        element(
          "tbody",
          {},
          clip.parts.map((part) => row(part, glossary)),
        ),
      ),
    ),
  );
}

function row(part, glossary) {
  const [arrow, words] = directions[part.direction];
  const meaning = element("small", {}, glossary[part.name]?.text ?? "");
  const unit = element("small", {}, part.unit === "1" ? "" : ` ${unitName(part.unit)}`);
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, partTitle(glossary, part.name), meaning),
    element("td", { className: "figure" }, number(part.value), unit),
    element(
      "td",
      { className: "arrow", title: words },
      element("span", { "aria-hidden": "true" }, arrow),
      spoken(words),
    ),
  );
}
