// Turns states and maps into coloured layers that lie over a picture.

import { scale, states } from "plumbline/colours.js";
import { inflate, mapValue } from "plumbline/unpack.js";

const clearShare = 0.12; // Below this share of the scale a map stays transparent, so that good places show the picture.

/** Loads what a frame's layers need; each is unpacked once. */
export async function loadMaps(evidence) {
  evidence.loaded ??= (async () => ({
    states: await inflate(evidence.states),
    maps: await Promise.all(evidence.maps.map(async (map) => ({ ...map, bytes: await inflate(map.data) }))),
  }))();
  return evidence.loaded;
}

/** Colours of the verdict on every pixel. */
export function paintStates(loaded, width, height) {
  return paint(width, height, (at) => {
    const state = states[loaded.states[at] & 3];
    return state.name === "untestable" ? hatch(at % width, Math.floor(at / width)) : [...state.colour, state.alpha];
  });
}

/** Colours of a map up to the top of its scale. */
export function paintMap(map, top) {
  const table = Array.from({ length: 256 }, (_, byte) => colour(map, byte, top));
  return paint(map.width, map.height, (at) => table[map.bytes[at]]);
}

/** Grey checks where the other frames give no prediction. */
export function paintHoles(loaded, width, height) {
  return paint(width, height, (at) => {
    if (loaded.states[at] & 4) return undefined;
    const light = (((at % width) >> 3) + (Math.floor(at / width) >> 3)) & 1;
    return light ? [150, 150, 150, 255] : [122, 122, 122, 255];
  });
}

/** Top of a scale that shows all but the largest hundredth of a map's values over all frames. */
export function commonTop(maps) {
  const values = maps
    .flatMap((map) => {
      const sample = [];
      for (let at = 0; at < map.bytes.length; at += 7) if (map.bytes[at]) sample.push(mapValue(map, map.bytes[at]));
      return sample;
    })
    .sort((a, b) => a - b);
  return values[Math.floor(values.length * 0.99)];
}

function colour(map, byte, top) {
  if (byte === 0) return undefined;
  const share = Math.max(0, Math.min(1, mapValue(map, byte) / top));
  const opaque = Math.max(0, Math.min(1, (share - clearShare / 2) / clearShare));
  return [...scale[Math.round(share * 255)], Math.round(opaque * 255)];
}

function hatch(x, y) {
  return (x + y) % 8 < 2 ? [...states[0].colour, states[0].alpha] : undefined;
}

function paint(width, height, colourAt) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let at = 0; at < width * height; at++) {
    const rgba = colourAt(at);
    if (rgba) image.data.set(rgba, at * 4);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
