// What the colours over the picture mean.

import { niceCeiling, scaleGradient, states } from "plumbline/colours.js";
import { element } from "plumbline/dom.js";
import { commonTop, loadMaps } from "plumbline/overlay.js";
import { tick, unitName } from "plumbline/words.js";

// Small errors must look small on every clip, so a scale in pixels never ends below this.
const leastTopPixels = 4;

/** Top of the scale of one map, the same for all frames of the clip. */
export async function topOf(timeline, mapIndex) {
  timeline.tops ??= new Map();
  if (!timeline.tops.has(mapIndex)) {
    const frames = timeline.frames.filter((frame) => frame.evidence);
    const loaded = await Promise.all(frames.map((frame) => loadMaps(frame.evidence)));
    const top = niceCeiling(commonTop(loaded.map((one) => one.maps[mapIndex])));
    timeline.tops.set(mapIndex, loaded[0].maps[mapIndex].unit === "px" ? Math.max(leastTopPixels, top) : top);
  }
  return timeline.tops.get(mapIndex);
}

/** Elements of the legend for the chosen layer. */
export function legend(chosen, map, top, loaded) {
  if (map) return [gradient(map, top)];
  if (chosen !== "verdict") return [];
  const present = new Set(loaded.states.map((packed) => packed & 3));
  return states.flatMap((state, i) => (present.has(i)
    ? [element("span", { className: "swatch" }, swatch(state), state.text)] : []));
}

function gradient(map, top) {
  const bar = element("span", { className: "gradient" });
  bar.style.background = scaleGradient;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => element("span", {}, `${share === 1 ? "≥ " : ""}${tick(share * top)}`));
  return element("div", { className: "scale", role: "img", "aria-label": `Colour scale from 0 to ${tick(top)} ${map.unit}` },
    bar, element("span", { className: "ticks" }, ticks), element("span", { className: "unit" }, unitName(map.unit)));
}

function swatch(state) {
  const box = element("span", { className: `box ${state.name}` });
  box.style.background = `rgb(${state.colour.join(" ")})`;
  return box;
}
