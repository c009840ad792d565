// One measurement over frames, or over the steps of a training; a click goes to the place.

import { element, shape } from "plumbline/dom.js";
import { number, quantity, unitName } from "plumbline/words.js";

const margin = { left: 46, right: 12, top: 12, bottom: 20 };

/** Draws a series over the frames of a timeline; answers its element and how it follows the current frame. */
export function chart(series, clip, timeline, width) {
  const { frames } = timeline;
  const [first, last] = [frames[0].index, Math.max(frames.at(-1).index, frames[0].index + 1)];
  const x = (index) => margin.left + ((index - first) / (last - first)) * (width - margin.left - margin.right);
  const y = (value) =>
    margin.top + (1 - (value - series.low) / (series.high - series.low)) * (series.size - margin.top - margin.bottom);
  const head = shape("line", { class: "head", y1: margin.top, y2: series.size - margin.bottom });
  const dot = shape("circle", { class: "dot", r: 4.5 });
  const value = element("output");

  const seek = (event) => {
    const box = svg.getBoundingClientRect();
    const share = (event.clientX - box.left - margin.left) / (box.width - margin.left - margin.right);
    timeline.pause();
    timeline.seekFrame(first + share * (last - first));
  };
  const svg = shape(
    "svg",
    {
      class: "chart",
      viewBox: `0 0 ${width} ${series.size}`,
      width,
      height: series.size,
      role: "slider",
      tabindex: 0,
      "data-series": series.name,
      "aria-label": `${series.title} over time`,
      "aria-valuemin": first,
      "aria-valuemax": last,
      onpointerdown: (event) => {
        svg.setPointerCapture(event.pointerId);
        seek(event);
      },
      onpointermove: (event) => {
        if (svg.hasPointerCapture(event.pointerId)) seek(event);
      },
    },
    marks(series, clip, x, y, width),
    runs(series, frames, x, y),
    frames.map((frame) => point(series, frame, x, y)),
    head,
    dot,
  );

  function follow() {
    const { frame } = timeline;
    const now = series.valueOf(frame);
    head.setAttribute("x1", x(frame.index));
    head.setAttribute("x2", x(frame.index));
    dot.setAttribute("visibility", now === undefined ? "hidden" : "visible");
    if (now !== undefined) {
      dot.setAttribute("cx", x(frame.index));
      dot.setAttribute("cy", y(now));
    }
    const words = now === undefined ? "not measured" : quantity(now, series.unit);
    value.replaceChildren(words);
    svg.setAttribute("aria-valuenow", frame.index);
    svg.setAttribute("aria-valuetext", `${noun(series)} ${frame.index}: ${words}`);
  }

  return {
    follow,
    node: element(
      "figure",
      {},
      element(
        "figcaption",
        {},
        series.title,
        series.unit === "1" ? "" : element("small", {}, ` ${unitName(series.unit)}`),
        value,
      ),
      svg,
    ),
  };
}

function marks(series, clip, x, y, width) {
  const bottom = series.size - margin.bottom;
  const findings = clip.shots
    .flatMap((shot) => shot.findings)
    .map((finding) =>
      shape("rect", {
        class: "finding",
        x: x(finding.first) - 2,
        width: Math.max(4, x(finding.last) - x(finding.first) + 4),
        y: margin.top,
        height: bottom - margin.top,
      }),
    );
  const cuts = clip.shots
    .slice(1)
    .map((shot) => shape("line", { class: "cut", x1: x(shot.first), x2: x(shot.first), y1: margin.top, y2: bottom }));
  const levels = series.levels ?? [series.low, series.high];
  const lines = levels.flatMap((level) => [
    shape("line", { class: "level", x1: margin.left, x2: width - margin.right, y1: y(level), y2: y(level) }),
    shape("text", { x: margin.left - 7, y: y(level) + 3.5, "text-anchor": "end" }, number(level).replace(/\.0+$/, "")),
  ]);
  const frames = clip.shots.flatMap((shot) => shot.frames);
  const ends = [frames[0], frames.at(-1)].map((frame, i) =>
    shape(
      "text",
      {
        x: x(frame.index),
        y: series.size - 5,
        "text-anchor": i ? "end" : "start",
      },
      i ? `${noun(series)} ${frame.index}` : `${frame.index}`,
    ),
  );
  return [...lines, ...findings, ...cuts, ...ends];
}

const noun = (series) => series.noun ?? "frame";

// The line breaks where a frame has no value and where a shot ends: nothing is drawn that was not measured. A series that
// is measured now and then goes on to its next value.
function runs(series, frames, x, y) {
  const lines = [];
  let points = [];
  const close = () => {
    if (points.length > 1) lines.push(shape("polyline", { class: "line", points: points.join(" ") }));
    points = [];
  };
  frames.forEach((frame, i) => {
    const value = series.valueOf(frame);
    if (i > 0 && frame.shot !== frames[i - 1].shot) close();
    if (value === undefined) {
      if (!series.isSparse) close();
    } else points.push(`${x(frame.index)},${y(value)}`);
  });
  close();
  return lines;
}

function point(series, frame, x, y) {
  const value = series.valueOf(frame);
  return value === undefined
    ? undefined
    : shape("circle", { class: "point", r: 2.6, cx: x(frame.index), cy: y(value) });
}
