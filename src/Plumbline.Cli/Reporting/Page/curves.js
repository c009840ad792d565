// Measurements over time: the score, and those that the reader chooses.

import { chart } from "plumbline/chart.js";
import { element, section } from "plumbline/dom.js";
import { partTitle } from "plumbline/words.js";

const height = { score: 132, part: 84 };

/** Builds the charts of a clip's timeline. */
export function curves(clip, timeline, glossary) {
  const parts = partsOf(timeline.frames);
  const chosen = new Set();
  const charts = element("div", { className: "charts" });
  const chips = element(
    "div",
    { className: "chips", role: "group", "aria-label": "Measurements to draw" },
    parts.map((part) =>
      element(
        "button",
        {
          type: "button",
          "aria-pressed": "false",
          onclick: ({ currentTarget }) => {
            if (!chosen.delete(part.name)) chosen.add(part.name);
            currentTarget.setAttribute("aria-pressed", String(chosen.has(part.name)));
            rebuild();
          },
        },
        partTitle(glossary, part.name),
      ),
    ),
  );
  let drawn = [];

  const series = () => [
    {
      name: "score",
      title: "Score",
      unit: "1",
      low: 0,
      high: 100,
      levels: [0, 25, 50, 75, 100],
      size: height.score,
      valueOf: (frame) => frame.score,
    },
    ...parts.filter((part) => chosen.has(part.name)).map((part) => withRange(part, timeline.frames, glossary)),
  ];

  function rebuild() {
    const width = charts.clientWidth || 600;
    drawn = series().map((one) => chart(one, clip, timeline, width));
    charts.replaceChildren(...drawn.map((one) => one.node));
    follow();
  }

  function follow() {
    for (const one of drawn) one.follow();
  }

  let width;
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== width) rebuild();
    width = contentRect.width;
  }).observe(charts);
  timeline.subscribe(follow);
  return section("Over time", { className: "curves" }, parts.length > 0 ? chips : undefined, charts);
}

function partsOf(frames) {
  const parts = new Map();
  for (const part of frames.flatMap((frame) => frame.parts)) if (!parts.has(part.name)) parts.set(part.name, part);
  return [...parts.values()];
}

function withRange(part, frames, glossary) {
  const valueOf = (frame) => frame.parts.find((one) => one.name === part.name)?.value;
  const values = frames.map(valueOf).filter((value) => value !== undefined);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || Math.abs(most) || 1) * 0.08;
  return {
    name: part.name,
    title: partTitle(glossary, part.name),
    unit: part.unit,
    low: least >= 0 ? Math.max(0, least - room) : least - room,
    high: most + room,
    size: height.part,
    valueOf,
  };
}
