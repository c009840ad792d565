// Curves of the training; all of them follow one step, and two sliders choose the steps that are drawn.

import { missing, perRound } from "plumbline/align/rounds.js";
import { chart } from "plumbline/chart.js";
import { element, section } from "plumbline/dom.js";
import { Timeline } from "plumbline/timeline.js";

const size = 128;
const curves = [
  ["loss", "Loss", "With anchor and penalty; DPO begins at log 2 = 0.693."],
  ["accuracy", "Accuracy", "Share of pairs whose winner gained on its loser; 0.5 is chance."],
  ["margin", "Margin", "Mean logit: how far winners gained on losers."],
  ["meanAbsoluteLogit", "Mean |logit|", "Below 0.01 the preference is not felt, above 4 it saturates."],
  ["gradientNorm", "Gradient norm", "Before it is clipped."],
  ["heldOut.accuracy", "Held-out accuracy", "The same on prompts that are not trained on."],
  ["heldOut.margin", "Held-out margin", "Mean logit on prompts that are not trained on."],
  ["winnerChange", "Winners' error", "Against the base; below 0 winners became likelier."],
  ["loserChange", "Losers' error", "Against the base; above 0 losers became less likely."],
];
const least = { accuracy: [0, 1], "heldOut.accuracy": [0, 1] };

/** Builds the section. */
export function training(rounds) {
  return section(
    "Training",
    { className: "training" },
    perRound(rounds, ({ training: found }) => (found.missing ? [missing(found.missing)] : drawn(found))),
  );
}

function drawn({ lines, notes, damaged }) {
  const steps = [lines[0].step, lines.at(-1).step];
  const place = element("div", { className: "curves-grid" });
  const known = curves.filter(([name]) => lines.some((line) => line[name] !== undefined));
  const [from, to] = ["first", "last"].map((end, i) =>
    element("input", {
      type: "range",
      min: steps[0],
      max: Math.max(steps[1], steps[0] + 1),
      value: steps[i],
      "aria-label": `The ${end} step that is drawn`,
      className: end,
      oninput: rebuild,
    }),
  );
  const words = element("output", {});

  function rebuild() {
    const [first, last] = [from, to].map((one) => Number(one.value)).toSorted((a, b) => a - b);
    const inside = lines.filter((line) => line.step >= first && line.step <= last);
    words.replaceChildren(`steps ${first} to ${last}`);
    if (inside.length < 2) return place.replaceChildren(missing("Fewer than two lines were logged between these steps."));
    const frames = inside.map((line) => ({ ...line, index: line.step }));
    const clip = { shots: [{ first: frames[0].index, frames, findings: [] }] };
    const timeline = new Timeline(clip);
    timeline.seek(frames.length - 1);
    const width = Math.max(220, Math.min(520, columnWidth(place)));
    const charts = known.map(([name, title, text]) => curve(name, title, text, clip, timeline, width));
    timeline.subscribe(() => charts.forEach((one) => one?.follow()));
    return place.replaceChildren(...charts.map((one) => one.node));
  }

  let before;
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== before) rebuild();
    before = contentRect.width;
  }).observe(place);
  rebuild();
  return [
    notes.map((note) => element("p", {}, note)),
    damaged > 0 ? element("p", { className: "muted" }, `${damaged} damaged ${damaged === 1 ? "line" : "lines"} of the log left out.`) : undefined,
    element(
      "div",
      { className: "zoom", role: "group", "aria-label": "Steps that are drawn" },
      from,
      to,
      words,
      element("button", { type: "button", onclick: whole }, "All steps"),
    ),
    place,
    absent(lines),
  ].flat().filter(Boolean);

  function whole() {
    [from.value, to.value] = steps;
    rebuild();
  }
}

const columnWidth = (place) => {
  const columns = getComputedStyle(place).gridTemplateColumns.split(" ");
  return parseFloat(columns[0]) || 380;
};

function curve(name, title, text, clip, timeline, width) {
  const valueOf = (line) => line[name];
  const values = timeline.frames.map(valueOf).filter((value) => value !== undefined);
  const caption = element("p", { className: "muted" }, text);
  if (values.length === 0) return { follow: () => {}, node: element("div", {}, element("b", {}, title), missing("Not measured between these steps.")) };
  const [low, high] = range(name, values);
  const one = chart(
    { name, title, unit: "1", low, high, size, noun: "step", isSparse: name.startsWith("heldOut."), valueOf },
    clip,
    timeline,
    width,
  );
  return { follow: one.follow, node: element("div", { className: "curve" }, one.node, caption) };
}

function range(name, values) {
  if (least[name]) return least[name];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

function absent(lines) {
  const names = curves.filter(([name]) => !lines.some((line) => line[name] !== undefined)).map(([, title]) => title.toLowerCase());
  return names.length === 0
    ? undefined
    : element("p", { className: "muted" }, `Not logged by this objective, or not yet: ${names.join(", ")}.`);
}
