// How candidates were scored, how far they differ within a prompt, and why pairs were not made.

import { missing } from "plumbline/align/rounds.js";
import { element, section, shape } from "plumbline/dom.js";
import { count, number, score } from "plumbline/words.js";

const binWidth = 5;
const plot = { width: 420, height: 150, left: 34, right: 8, top: 10, bottom: 22 };

/** Builds the section: a column for each round, so that rounds can be compared. */
export function rewards(rounds) {
  return section(
    "Rewards",
    { className: "rewards" },
    rounds.length === 0
      ? missing("The run has no round yet.")
      : element("div", { className: "rounds" }, rounds.map(roundOf)),
  );
}

function roundOf({ round, rewards: found }, _, all) {
  const title = all.length > 1 ? element("h3", {}, `Round ${round}`) : undefined;
  if (found.missing) return element("div", {}, title, missing(found.missing));
  const stopped = found.stopped > 0 ? `, ${found.stopped} given up early${found.savedShare ? ` (${Math.round(100 * found.savedShare)} % of the steps saved)` : ""}` : "";
  return element(
    "div",
    {},
    title,
    element("p", {}, `${count(found.candidates, "finished candidate")}${stopped}.`),
    found.judges.length === 0 ? missing("No judge has judged them yet.") : found.judges.map(judgeOf),
    found.pairsMissing ? missing(found.pairsMissing) : pairsOf(found),
  );
}

function judgeOf({ identity, isReward, judged, scores }) {
  const without = judged - scores.length;
  return element(
    "figure",
    { className: isReward ? "judge reward" : "judge" },
    element(
      "figcaption",
      {},
      element("b", {}, identity),
      isReward ? " decided" : " looked on",
      `; ${scores.length} of ${judged} have a score${without > 0 ? `, ${without} have a reason instead` : ""}`,
    ),
    scores.length === 0 ? missing("No candidate has a score.") : [histogram(scores), withinPrompts(scores)],
  );
}

function frame(label, ...children) {
  return shape(
    "svg",
    { class: "plot", viewBox: `0 0 ${plot.width} ${plot.height}`, role: "img", "aria-label": label },
    ...children.flat(Infinity),
  );
}

const inner = { width: plot.width - plot.left - plot.right, height: plot.height - plot.top - plot.bottom };

function histogram(scores) {
  const bins = Array.from({ length: 100 / binWidth }, () => 0);
  for (const [, value] of scores) bins[Math.min(bins.length - 1, Math.max(0, Math.floor(value / binWidth)))]++;
  const most = Math.max(...bins);
  const mean = scores.reduce((sum, [, value]) => sum + value, 0) / scores.length;
  const x = (value) => plot.left + (value / 100) * inner.width;
  const y = (amount) => plot.top + (1 - amount / most) * inner.height;
  return frame(
    `Scores of ${scores.length} candidates, on average ${score(mean)} points`,
    [0, most].map((amount) => [
      shape("line", { class: "level", x1: plot.left, x2: plot.width - plot.right, y1: y(amount), y2: y(amount) }),
      shape("text", { x: plot.left - 6, y: y(amount) + 4, "text-anchor": "end" }, String(amount)),
    ]),
    bins.map((amount, i) =>
      amount === 0
        ? undefined
        : shape(
            "rect",
            { class: "bin", x: x(i * binWidth) + 0.75, width: (binWidth / 100) * inner.width - 1.5, y: y(amount), height: y(0) - y(amount) },
            shape("title", {}, `${i * binWidth} to ${(i + 1) * binWidth} points: ${count(amount, "candidate")}`),
          ),
    ),
    shape("line", { class: "mean", x1: x(mean), x2: x(mean), y1: plot.top, y2: y(0) }),
    [0, 25, 50, 75, 100].map((value) =>
      shape("text", { x: x(value), y: plot.height - 6, "text-anchor": value === 0 ? "start" : value === 100 ? "end" : "middle" }, value === 100 ? "100 points" : String(value)),
    ),
  );
}

// One column for each prompt, the weakest on the left: what a pair is made of is the height of its column.
function withinPrompts(scores) {
  const groups = [...Map.groupBy(scores, ([prompt]) => prompt).values()]
    .map((own) => own.map(([, value]) => value))
    .map((values) => ({ values, mean: values.reduce((sum, value) => sum + value, 0) / values.length }))
    .toSorted((a, b) => a.mean - b.mean);
  const step = inner.width / groups.length;
  const values = scores.map(([, value]) => value);
  const [low, high] = [Math.floor(Math.min(...values) / 10) * 10, Math.max(10, Math.ceil(Math.max(...values) / 10) * 10)];
  const y = (value) => plot.top + (1 - (value - low) / (high - low || 1)) * inner.height;
  return frame(
    `Scores within each of ${groups.length} prompts`,
    [low, high].map((value) => [
      shape("line", { class: "level", x1: plot.left, x2: plot.width - plot.right, y1: y(value), y2: y(value) }),
      shape("text", { x: plot.left - 6, y: y(value) + 4, "text-anchor": "end" }, String(value)),
    ]),
    groups.map(({ values: own }, i) => {
      const x = plot.left + (i + 0.5) * step;
      return [
        shape("line", { class: "span", x1: x, x2: x, y1: y(Math.max(...own)), y2: y(Math.min(...own)) }),
        own.map((value) => shape("circle", { class: "point", cx: x, cy: y(value), r: Math.min(2.6, Math.max(1, step / 3)) })),
      ];
    }),
    shape("text", { x: plot.left, y: plot.height - 6 }, `${groups.length} prompts, weakest first`),
  );
}

function pairsOf(found) {
  const rows = [
    ["Pairs", `${found.pairs}, of ${found.promptsWithPair} of ${found.prompts} prompts`],
    ["Mean score", points(found.meanScore)],
    ["Spread within prompts", points(found.spread, "standard deviation")],
    ["Winners against losers", found.meanWinner === undefined ? undefined : `${score(found.meanWinner)} against ${score(found.meanLoser)} points`],
    ["Median margin", points(found.medianMargin)],
    ["Winners move", ratio(found.motionRatio, found.pathRatio)],
  ].filter(([, text]) => text !== undefined);
  return [
    element("dl", { className: "facts" }, rows.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)])),
    element("h3", {}, "Pairs that were not made"),
    found.rejected.length === 0 ? element("p", { className: "muted" }, "None was rejected.") : rejections(found.rejected),
    element("p", { className: "muted" }, found.rules),
  ];
}

const points = (value, more) => (value === undefined ? undefined : `${score(value)} points${more ? ` (${more})` : ""}`);

function ratio(motion, path) {
  if (motion === undefined) return undefined;
  const further = path === undefined ? "" : `; their cameras travel ${number(path)} times as far`;
  return `${number(motion)} times as much as losers (median)${further}`;
}

function rejections(list) {
  const most = Math.max(...list.map(({ count: amount }) => amount));
  return element(
    "ul",
    { className: "bars" },
    list.map(({ text, count: amount, kind }) =>
      element(
        "li",
        { "data-kind": kind },
        element("span", { className: "figure" }, String(amount)),
        shape(
          "svg",
          { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
          shape("rect", { width: (amount / most) * 100, height: 8, rx: 1 }),
        ),
        element("span", {}, text),
      ),
    ),
  );
}
