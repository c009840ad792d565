// The picture of the tested frame: original beside prediction, with a map of errors on top.

import { element, icon, section, spoken } from "plumbline/dom.js";
import { legend, topOf } from "plumbline/legend.js";
import { loadMaps, paintHoles, paintMap, paintStates } from "plumbline/overlay.js";
import { states } from "plumbline/colours.js";
import { mapValue, picture } from "plumbline/unpack.js";
import { count, partTitle, quantity, score } from "plumbline/words.js";

const icons = {
  back: "M18 5v14L8 12zM6 5v14",
  play: "M7 4.5v15l12-7.5z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  forward: "M6 5v14l10-7zM18 5v14",
};
const verdictLayer = "verdict";
const noLayer = "none";

/** Builds the player over the frames of a timeline. */
export function player(clip, timeline, glossary) {
  const canvas = element("canvas", { className: "picture", role: "img" });
  const grip = element("div", { className: "grip", "aria-hidden": "true" }, element("span"));
  const message = element("p", { className: "message", hidden: true }, "No pictures were kept for this frame: a report keeps them for a part of a long clip.");
  const stage = element("div", { className: "stage" }, canvas, grip, message,
    element("span", { className: "tag left", "aria-hidden": "true" }, "original"),
    element("span", { className: "tag right", "aria-hidden": "true" }, "predicted", element("span", {}, " from the other frames")),
    element("span", { className: "tag none", "aria-hidden": "true" }, "no prediction for this frame"));
  const wipe = element("input", { type: "range", id: "wipe", min: 0, max: 100, step: 1, value: 66, oninput: draw });
  const opacity = element("input", { type: "range", id: "opacity", min: 0, max: 100, step: 1, value: 75, oninput: draw });
  const layer = element("select", { id: "layer", onchange: refresh });
  const playButton = element("button", { type: "button", id: "play", onclick: () => timeline.toggle() });
  const seek = element("input", { type: "range", id: "seek", min: 0, max: timeline.frames.length - 1, step: 1, "aria-label": "Tested frame",
    oninput: () => { timeline.pause(); timeline.seek(Number(seek.value)); } });
  const place = element("output", { className: "place", htmlFor: "seek" });
  const key = element("div", { className: "legend" });
  const readout = element("p", { className: "readout muted", "aria-live": "off" });
  const shown = { picture: undefined, prediction: undefined, holes: undefined, layer: undefined };
  let drawing = 0;

  fillLayers();
  stage.addEventListener("pointerdown", (event) => { stage.setPointerCapture(event.pointerId); moveWipe(event); });
  stage.addEventListener("pointermove", (event) => { if (stage.hasPointerCapture(event.pointerId)) moveWipe(event); read(event); });
  stage.addEventListener("pointerleave", () => readout.replaceChildren(hint));
  const hint = "Drag across the picture to compare; point at a place to read its error.";
  readout.append(hint);
  timeline.subscribe(refresh);

  function fillLayers() {
    const maps = new Map(timeline.frames.flatMap((frame) => frame.evidence?.maps ?? []).map((map) => [map.name, map]));
    layer.append(...[...maps.values()].map((map, i) => element("option", { value: map.name },
      `${i === 0 ? "Error against the rigid world" : partTitle(glossary, map.name)}${map.unit === "1" ? "" : ` (${map.unit})`}`)),
    element("option", { value: verdictLayer }, "Verdict on each pixel"), element("option", { value: noLayer }, "Nothing"));
  }

  async function refresh() {
    const { frame } = timeline;
    const turn = ++drawing;
    playButton.replaceChildren(icon(timeline.playing ? icons.pause : icons.play), spoken(timeline.playing ? "Pause" : "Play"));
    seek.value = timeline.position;
    const words = `frame ${frame.index} · ${frame.time.toFixed(2)} s`;
    seek.setAttribute("aria-valuetext", words);
    place.replaceChildren(element("b", {}, words), element("span", {}, frame.score === undefined ? "too little to test" : `score ${score(frame.score)}`),
      element("span", { className: "muted" }, `${timeline.position + 1} of ${timeline.frames.length} tested`));
    message.hidden = frame.evidence !== undefined;
    stage.classList.toggle("empty", frame.evidence === undefined);
    if (!frame.evidence) return;
    const { evidence } = frame;
    const [original, prediction, loaded] = await Promise.all([
      (evidence.picture ??= picture(evidence.original)), (evidence.prediction ??= picture(evidence.predicted)), loadMaps(evidence)]);
    const map = loaded.maps.find((one) => one.name === layer.value);
    const top = map && await topOf(timeline, map.name);
    if (turn !== drawing) return;
    Object.assign(shown, { picture: original, prediction, holes: (evidence.holes ??= paintHoles(loaded, evidence.width, evidence.height)) });
    shown.layer = map ? paintMap(map, top) : layer.value === verdictLayer ? paintStates(loaded, evidence.width, evidence.height) : undefined;
    shown.alone = !loaded.states.some((state) => state & 4);
    stage.classList.toggle("alone", shown.alone);
    wipe.disabled = shown.alone;
    key.replaceChildren(...legend(layer.value, map, top, loaded));
    canvas.setAttribute("aria-label", `Frame ${frame.index} of ${clip.path}, original on the left and prediction on the right`);
    draw();
  }

  function draw() {
    if (!shown.picture) return;
    const { width, height } = shown.picture;
    const ratio = Math.min(2, Math.max(1, (stage.clientWidth * devicePixelRatio) / width));
    if (canvas.width !== Math.round(width * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    stage.style.setProperty("--ratio", `${width} / ${height}`);
    stage.style.setProperty("--widest", `${(width / height) * 62}vh`);
    const context = canvas.getContext("2d");
    const edge = shown.alone ? canvas.width : (canvas.width * wipe.value) / 100;
    context.globalAlpha = 1;
    context.imageSmoothingQuality = "high";
    context.drawImage(shown.picture, 0, 0, canvas.width, canvas.height);
    context.save();
    context.beginPath();
    context.rect(edge, 0, canvas.width - edge, canvas.height);
    context.clip();
    context.drawImage(shown.prediction, 0, 0, canvas.width, canvas.height);
    context.drawImage(shown.holes, 0, 0, canvas.width, canvas.height);
    context.restore();
    if (shown.layer) {
      context.globalAlpha = opacity.value / 100;
      context.drawImage(shown.layer, 0, 0, canvas.width, canvas.height);
    }
    grip.style.left = `${wipe.value}%`;
    wipe.setAttribute("aria-valuetext", `${wipe.value} % original, ${100 - wipe.value} % prediction`);
  }

  function moveWipe(event) {
    const box = stage.getBoundingClientRect();
    wipe.value = ((event.clientX - box.left) / box.width) * 100;
    draw();
  }

  async function read(event) {
    const { evidence } = timeline.frame;
    if (!evidence) return;
    const loaded = await loadMaps(evidence);
    const box = stage.getBoundingClientRect();
    const across = Math.max(0, Math.min(0.9999, (event.clientX - box.left) / box.width));
    const down = Math.max(0, Math.min(0.9999, (event.clientY - box.top) / box.height));
    const at = (map) => Math.floor(down * map.height) * map.width + Math.floor(across * map.width);
    const map = loaded.maps.find((one) => one.name === layer.value) ?? loaded.maps[0];
    const byte = map.bytes[at(map)];
    const pixel = `pixel ${Math.floor(across * clip.source.width)}, ${Math.floor(down * clip.source.height)}`;
    readout.replaceChildren(`${pixel}: ${byte ? quantity(mapValue(map, byte), map.unit) : "not measured"}; ${states[loaded.states[at(evidence)] & 3].text}`);
  }

  new ResizeObserver(draw).observe(stage);
  return section("Frame by frame", { className: "player" },
    stage,
    element("div", { className: "transport" },
      element("button", { type: "button", id: "back", onclick: () => timeline.step(-1) }, icon(icons.back), spoken("Previous tested frame")),
      playButton,
      element("button", { type: "button", id: "forward", onclick: () => timeline.step(1) }, icon(icons.forward), spoken("Next tested frame")),
      seek, place),
    element("div", { className: "sliders" },
      element("label", {}, element("span", {}, "Original ", element("i", {}, "→"), " prediction"), wipe),
      element("label", {}, element("span", {}, "Overlay"), layer),
      element("label", {}, element("span", {}, "Overlay opacity"), opacity)),
    key, readout,
    element("p", { className: "muted keys" }, element("kbd", {}, "←"), element("kbd", {}, "→"), " step, ", element("kbd", {}, "space"), " plays, ",
      element("kbd", {}, "o"), " overlay. ", `${count(timeline.frames.length, "frame")} of ${clip.source.frames} tested.`));
}
