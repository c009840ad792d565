// A moving clip and the controls of all clips.

import { niceCeiling } from "plumbline/colours.js";
import { element, icon, spoken } from "plumbline/dom.js";
import { paintMap } from "plumbline/overlay.js";
import { inflate, picture } from "plumbline/unpack.js";

const icons = {
  back: "M18 5v14L8 12zM6 5v14",
  play: "M7 4.5v15l12-7.5z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  forward: "M6 5v14l10-7zM18 5v14",
};
const mapOpacity = 0.65;
// As on the page of scores: a scale in pixels ends at this share of the picture's width, whatever was measured.
const topShareOfWidth = 0.01;
const loaded = new Map();

/** Top of the scale of the maps of a clip, in pixels of the clip. */
export const topOf = (clip) => niceCeiling(clip.sourceWidth * topShareOfWidth);

/** The data of a clip; unpacked once. */
export async function load(place) {
  if (!loaded.has(place)) loaded.set(place, unpack(JSON.parse(document.getElementById(`evidence-${place}`).textContent)));
  return loaded.get(place);
}

async function unpack(clip) {
  const bitmap = await picture(clip.strip);
  if (!clip.map) return { ...clip, bitmap };
  const map = { ...clip.map, bytes: await inflate(clip.map.data) };
  return { ...clip, bitmap, painted: paintMap(map, topOf(clip)) };
}

/** A clip that follows the clock; it is unpacked when it comes into view. */
export function film(place, playback, label) {
  const canvas = element("canvas", { className: "film", role: "img", "aria-label": label, width: 128, height: 128 });
  let clip;
  let isVisible = false;
  const draw = () => {
    if (clip && isVisible) paint(canvas, clip, playback);
  };
  new IntersectionObserver(
    async (changes) => {
      isVisible = changes.at(-1).isIntersecting;
      if (isVisible && !clip) {
        clip = await load(place);
        canvas.width = clip.width;
        canvas.height = clip.height;
        playback.hold(clip.frames.length);
      }
      draw();
    },
    { rootMargin: "200px" },
  ).observe(canvas);
  playback.subscribe(draw);
  return canvas;
}

function paint(canvas, clip, playback) {
  const { width, height, frames, bitmap, painted } = clip;
  const position = Math.min(playback.frame, frames.length - 1);
  const context = canvas.getContext("2d");
  context.globalAlpha = 1;
  context.drawImage(bitmap, 0, position * height, width, height, 0, 0, width, height);
  if (painted && playback.map) {
    const rows = painted.height / clip.latentFrames;
    // Latent frame 0 holds frame 0; every later one holds as many frames as the others.
    const stride = (clip.sourceFrames - 1) / Math.max(1, clip.latentFrames - 1);
    const latent = frames[position] === 0 ? 0 : 1 + Math.floor((frames[position] - 1) / stride);
    context.globalAlpha = mapOpacity;
    context.imageSmoothingEnabled = false;
    context.drawImage(painted, 0, latent * rows, painted.width, rows, 0, 0, width, height);
  }
  canvas.dataset.frame = frames[position];
}

/** Play, step, speed and map, for all clips together. */
export function controls(playback, { hasMaps = false } = {}) {
  const button = (name, text, onclick) =>
    element("button", { type: "button", className: name, onclick }, icon(icons[name]), spoken(text));
  const play = element("button", { type: "button", className: "play", onclick: () => playback.toggle() });
  const seek = element("input", {
    type: "range",
    min: 0,
    "aria-label": "Frame",
    oninput: () => playback.seek(Number(seek.value)),
  });
  const place = element("output", { className: "place" });
  const speed = element(
    "select",
    { "aria-label": "Speed", onchange: () => playback.setSpeed(Number(speed.value)) },
    [[1, "as filmed"], [0.5, "half speed"], [0.25, "quarter speed"]].map(([value, text]) => element("option", { value }, text)),
  );
  const map = element("input", { type: "checkbox", onchange: () => playback.showMap(map.checked) });
  playback.subscribe(() => {
    play.replaceChildren(icon(playback.playing ? icons.pause : icons.play), spoken(playback.playing ? "Pause" : "Play"));
    seek.max = playback.length - 1;
    seek.value = playback.frame;
    map.checked = playback.map;
    place.replaceChildren(`frame ${playback.frame}`);
  });
  return element(
    "div",
    { className: "controls", role: "group", "aria-label": "Playback of all clips" },
    button("back", "Previous frame", () => playback.step(-1)),
    play,
    button("forward", "Next frame", () => playback.step(1)),
    seek,
    place,
    speed,
    hasMaps ? element("label", { className: "map" }, map, "judge's map") : undefined,
  );
}
