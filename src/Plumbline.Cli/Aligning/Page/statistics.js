// Every row of the comparison in plain words.

import { missing } from "plumbline/align/rounds.js";
import { bar, percent } from "plumbline/align/summary.js";
import { element, section, shape } from "plumbline/dom.js";
import { number, unitName } from "plumbline/words.js";

const columns = ["Measurement", "Base", "Adapter", "Change, 95 % interval", "p", "Clips won", "In words"];

/** Builds the section. */
export function statistics(found) {
  return section("Statistics", { className: "statistics" }, found.missing ? missing(found.missing) : content(found));
}

function content(found) {
  const [motion, others] = [found.rows.filter((row) => row.isMotion), found.rows.filter((row) => !row.isMotion)];
  return [
    element(
      "p",
      {},
      `${found.aligned} against ${found.base}. "Surely" stands for a corrected p of at most 0.05; "no difference seen" is no proof that there is none. ${found.correction}`,
    ),
    element("h3", {}, "Did it win by holding still?"),
    element("p", {}, found.motion),
    motion.length > 0 ? table("Motion", motion) : undefined,
    element("h3", {}, "Every other measurement"),
    table("Measurements", others),
    list(found.notMeasured, found.missingCount, "What could not be measured"),
    list(found.leftOut, found.leftOut.length, "Left out"),
    found.command ? element("p", { className: "muted" }, "Made by ", element("code", {}, found.command), found.commit ? ` at ${found.commit.slice(0, 12)}` : "") : undefined,
  ];
}

function table(label, rows) {
  return element(
    "div",
    { className: "wide", tabIndex: 0, role: "region", "aria-label": label },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, columns.map((text) => element("th", { scope: "col" }, text)))),
      element("tbody", {}, rows.map(row)),
    ),
  );
}

function row(found) {
  const unit = found.unit === "1" ? "" : `${unitName(found.unit)}, `;
  return element(
    "tr",
    { "data-name": found.name, className: found.word.replaceAll(" ", "-") },
    element("th", { scope: "row" }, found.title, element("small", {}, `${unit}${found.direction}. ${found.text}`)),
    element("td", { className: "figure" }, found.base === undefined ? "–" : number(found.base)),
    element("td", { className: "figure" }, found.aligned === undefined ? "–" : number(found.aligned)),
    element("td", { className: "change" }, found.changeText, forest(found)),
    element("td", { className: "figure" }, found.p === undefined ? "–" : found.p < 0.001 ? "< 0.001" : found.p.toFixed(3)),
    element("td", { className: "won" }, found.share === undefined ? "–" : [percent(found.share), bar(found)]),
    element("td", { className: "says" }, found.says),
  );
}

// The interval against no change; each row on a scale of its own, since units differ.
function forest({ change, low, high }) {
  if (change === undefined || low === undefined) return undefined;
  const reach = Math.max(Math.abs(low), Math.abs(high), Math.abs(change)) * 1.05 || 1;
  const x = (value) => 50 + (value / reach) * 50;
  return shape(
    "svg",
    { class: "forest", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    shape("line", { x1: 50, x2: 50, y1: 0, y2: 10, class: "chance" }),
    shape("rect", { x: x(low), width: Math.max(0.6, x(high) - x(low)), y: 3, height: 4, class: "band" }),
    shape("rect", { x: x(change) - 0.7, width: 1.4, y: 1, height: 8, class: "mark" }),
  );
}

function list(lines, total, title) {
  if (lines.length === 0) return undefined;
  return element(
    "details",
    {},
    element("summary", {}, `${title}: ${total}`),
    element("ul", {}, lines.map((line) => element("li", {}, line)), total > lines.length ? element("li", {}, `and ${total - lines.length} more, all of them in comparison.json`) : undefined),
  );
}
