// The tested frames of a clip, one at a time, with controls for stepping, comparing and overlaying.

import { states } from "plumbline/colours.js";
import { element, icon, section, spoken } from "plumbline/dom.js";
import { legend, topOf } from "plumbline/legend.js";
import { loadMaps, paintHoles, paintMap, paintStates } from "plumbline/overlay.js";
import { Stage } from "plumbline/stage.js";
import { mapValue, picture } from "plumbline/unpack.js";
import { count, mapTitle, quantity, score } from "plumbline/words.js";

const icons = {
  back: "M18 5v14L8 12zM6 5v14",
  play: "M7 4.5v15l12-7.5z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  forward: "M6 5v14l10-7zM18 5v14",
};
const hint = "Drag across the picture to compare; point at a place to read its error.";

/** Builds the player over the frames of a timeline. */
export function player(clip, timeline, glossary) {
  const stage = new Stage(read);
  const layer = element("select", { id: "layer", onchange: refresh }, layers(timeline, glossary));
  const legendBox = element("div", { className: "legend" });
  const readout = element("p", { className: "readout muted", "aria-live": "off" }, hint);
  const controls = transport(timeline);
  let drawing = 0;
  timeline.subscribe(refresh);

  async function refresh() {
    const { frame } = timeline;
    const turn = ++drawing;
    controls.follow();
    if (!frame.evidence) return stage.show(undefined);
    const { evidence } = frame;
    const loaded = await loadMaps(evidence);
    const map = loaded.maps.find((one) => one.name === layer.value);
    const top = map && (await topOf(timeline, map.name, clip.source.width));
    const bitmaps = await bitmapsOf(evidence, loaded);
    if (turn !== drawing) return undefined;
    legendBox.replaceChildren(...legend(layer.value, map, top, loaded));
    const label = `Frame ${frame.index} of ${clip.path}, original on the left and prediction on the right`;
    return stage.show({ ...bitmaps, layer: paintLayer(evidence, loaded, map, top) }, label);
  }

  function paintLayer({ width, height }, loaded, map, top) {
    if (map) return paintMap(map, top);
    return layer.value === "verdict" ? paintStates(loaded, width, height) : undefined;
  }

  async function read(place) {
    const { evidence } = timeline.frame;
    if (!place || !evidence) return readout.replaceChildren(hint);
    const loaded = await loadMaps(evidence);
    const at = ({ width, height }) => Math.floor(place.down * height) * width + Math.floor(place.across * width);
    const map = loaded.maps.find((one) => one.name === layer.value) ?? loaded.maps[0];
    const byte = map.bytes[at(map)];
    const value = byte ? quantity(mapValue(map, byte), map.unit) : "not measured";
    const [x, y] = [Math.floor(place.across * clip.source.width), Math.floor(place.down * clip.source.height)];
    return readout.replaceChildren(`pixel ${x}, ${y}: ${value}; ${states[loaded.states[at(evidence)] & 3].text}`);
  }

  const labelled = (text, control) => element("label", {}, element("span", {}, text), control);
  return section(
    "Frame by frame",
    { className: "player" },
    stage.node,
    controls.node,
    element(
      "div",
      { className: "sliders" },
      labelled("Prediction ↔ original", stage.wipe),
      labelled("Overlay", layer),
      labelled("Overlay opacity", stage.opacity),
    ),
    legendBox,
    readout,
    keys(clip, timeline),
  );
}

function layers(timeline, glossary) {
  const maps = new Map(timeline.frames.flatMap((frame) => frame.evidence?.maps ?? []).map((map) => [map.name, map]));
  const title = (map, i) => (i === 0 ? "Error against the rigid world" : mapTitle(glossary, map.name));
  const options = [...maps.values()].map((map, i) => [
    map.name,
    title(map, i) + (map.unit === "1" ? "" : ` (${map.unit})`),
  ]);
  options.push(["verdict", "Verdict on each pixel"], ["none", "Nothing"]);
  return options.map(([value, text]) => element("option", { value }, text));
}

async function bitmapsOf(evidence, loaded) {
  evidence.picture ??= picture(evidence.original);
  if (!loaded.states.some((state) => state & 4)) return { picture: await evidence.picture };
  evidence.prediction ??= picture(evidence.predicted);
  evidence.holes ??= paintHoles(loaded, evidence.width, evidence.height);
  return { picture: await evidence.picture, prediction: await evidence.prediction, holes: evidence.holes };
}

function transport(timeline) {
  const button = (id, text, onclick) =>
    element("button", { type: "button", id, onclick }, icon(icons[id]), spoken(text));
  const play = element("button", { type: "button", id: "play", onclick: () => timeline.toggle() });
  const place = element("output", { className: "place", htmlFor: "seek" });
  const seek = element("input", {
    type: "range",
    id: "seek",
    min: 0,
    max: timeline.frames.length - 1,
    "aria-label": "Tested frame",
    oninput: () => {
      timeline.pause();
      timeline.seek(Number(seek.value));
    },
  });

  function follow() {
    const { frame, playing, position, frames } = timeline;
    const words = `frame ${frame.index} · ${frame.time.toFixed(2)} s`;
    play.replaceChildren(icon(playing ? icons.pause : icons.play), spoken(playing ? "Pause" : "Play"));
    seek.value = position;
    seek.setAttribute("aria-valuetext", words);
    place.replaceChildren(
      element("b", {}, words),
      element("span", {}, frame.score === undefined ? "too little to test" : `score ${score(frame.score)}`),
      element("span", { className: "muted" }, `${position + 1} of ${frames.length} tested`),
    );
  }

  const back = button("back", "Previous tested frame", () => timeline.step(-1));
  const forward = button("forward", "Next tested frame", () => timeline.step(1));
  return { follow, node: element("div", { className: "transport" }, back, play, forward, seek, place) };
}

function keys(clip, timeline) {
  const key = (name) => element("kbd", {}, name);
  return element(
    "p",
    { className: "muted keys" },
    [key("←"), key("→"), " step, ", key("space"), " plays, ", key("o"), " overlay. "],
    `${count(timeline.frames.length, "frame")} of ${clip.source.frames} tested.`,
  );
}
