// What the colours over the picture mean.

import { niceCeiling, scaleGradient, states } from "plumbline/colours.js";
import { element } from "plumbline/dom.js";
import { commonTop, loadMaps } from "plumbline/overlay.js";
import { tick, unitName } from "plumbline/words.js";

// Errors must look alike on all clips: a scale in pixels ends at this share of the picture's width, whatever was measured.
const topShareOfWidth = 0.01;

/** Top of the scale of one map, the same for all frames of the clip. */
export async function topOf(timeline, name, sourceWidth) {
  timeline.tops ??= new Map();
  if (!timeline.tops.has(name)) {
    const frames = timeline.frames.filter((frame) => frame.evidence);
    const loaded = await Promise.all(frames.map((frame) => loadMaps(frame.evidence)));
    const maps = loaded.map((one) => one.maps.find((map) => map.name === name)).filter(Boolean);
    timeline.tops.set(name, niceCeiling(maps[0].unit === "px" ? sourceWidth * topShareOfWidth : commonTop(maps)));
  }
  return timeline.tops.get(name);
}

/** Elements of the legend for the chosen layer. */
export function legend(chosen, map, top, loaded) {
  if (map) return [gradient(map, top)];
  if (chosen === "none") return [];
  if (chosen !== "verdict") return [element("span", { className: "muted" }, "Not measured in this frame.")];
  const present = new Set(loaded.states.map((packed) => packed & 3));
  return states.flatMap((state, i) =>
    present.has(i) ? [element("span", { className: "swatch" }, swatch(state), state.text)] : [],
  );
}

function gradient(map, top) {
  const bar = element("span", { className: "gradient" });
  bar.style.background = scaleGradient;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) =>
    element("span", {}, `${share === 1 ? "≥ " : ""}${tick(share * top)}`),
  );
  return element(
    "div",
    { className: "scale", role: "img", "aria-label": `Colour scale from 0 to ${tick(top)} ${map.unit}` },
    bar,
    element("span", { className: "ticks" }, ticks),
    element("span", { className: "unit" }, unitName(map.unit)),
  );
}

function swatch(state) {
  const box = element("span", { className: `box ${state.name}` });
  box.style.background = `rgb(${state.colour.join(" ")})`;
  return box;
}
