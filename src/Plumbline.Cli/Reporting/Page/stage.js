// The picture of one frame: original left of the handle, prediction right of it, a layer of colours on top.

import { element } from "plumbline/dom.js";

const tallest = 62; // Per cent of the window's height, so that the controls below stay in sight.
const sharpest = 2; // Canvas pixels per picture pixel at most.

export class Stage {
  #canvas = element("canvas", { className: "picture", role: "img" });
  #grip = element("div", { className: "grip", "aria-hidden": "true" }, element("span"));
  #message = element(
    "p",
    { className: "message", hidden: true },
    "No pictures were kept for this frame: a report keeps them for a part of a long clip.",
  );
  #shown;

  /** Slider from all prediction (0) to all original (100). */
  wipe = element("input", { type: "range", id: "wipe", min: 0, max: 100, value: 66, oninput: () => this.#draw() });

  /** Slider of the layer's opacity in per cent. */
  opacity = element("input", {
    type: "range",
    id: "opacity",
    min: 0,
    max: 100,
    value: 75,
    oninput: () => this.#draw(),
  });

  /** Calls back with the place that is pointed at, as shares of width and height, and without one when it leaves. */
  constructor(pointed) {
    this.node = element("div", { className: "stage" }, this.#canvas, this.#grip, this.#message, tags());
    this.node.addEventListener("pointerdown", (event) => {
      this.node.setPointerCapture(event.pointerId);
      this.#moveWipe(event);
    });
    this.node.addEventListener("pointermove", (event) => {
      if (this.node.hasPointerCapture(event.pointerId)) this.#moveWipe(event);
      pointed(this.#placeOf(event));
    });
    this.node.addEventListener("pointerleave", () => pointed());
    new ResizeObserver(() => this.#draw()).observe(this.node);
  }

  /** Shows bitmaps: picture, prediction, holes of the prediction, layer (or none); or says that there are none. */
  show(shown, label) {
    this.#shown = shown;
    this.#message.hidden = shown !== undefined;
    this.node.classList.toggle("empty", shown === undefined);
    if (!shown) return;
    this.node.classList.toggle("alone", !shown.prediction);
    this.wipe.disabled = !shown.prediction;
    this.#canvas.setAttribute("aria-label", label);
    this.#draw();
  }

  #draw() {
    if (!this.#shown) return;
    const { picture, prediction, holes, layer } = this.#shown;
    this.#fit(picture);
    const { width, height } = this.#canvas;
    const context = this.#canvas.getContext("2d");
    const paint = (image) => context.drawImage(image, 0, 0, width, height);
    context.globalAlpha = 1;
    context.imageSmoothingQuality = "high";
    paint(picture);
    if (prediction) {
      const edge = (width * this.wipe.value) / 100;
      context.save();
      context.beginPath();
      context.rect(edge, 0, width - edge, height);
      context.clip();
      paint(prediction);
      paint(holes);
      context.restore();
    }
    if (layer) {
      context.globalAlpha = this.opacity.value / 100;
      paint(layer);
    }
    this.#grip.style.left = `${this.wipe.value}%`;
    this.wipe.setAttribute("aria-valuetext", `${this.wipe.value} % original, ${100 - this.wipe.value} % prediction`);
  }

  #fit({ width, height }) {
    this.node.style.setProperty("--ratio", `${width} / ${height}`);
    this.node.style.setProperty("--widest", `${(width / height) * tallest}vh`);
    const ratio = Math.min(sharpest, Math.max(1, (this.node.clientWidth * devicePixelRatio) / width));
    if (this.#canvas.width === Math.round(width * ratio)) return;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
  }

  #moveWipe(event) {
    if (this.wipe.disabled) return;
    this.wipe.value = this.#placeOf(event).across * 100;
    this.#draw();
  }

  #placeOf(event) {
    const box = this.node.getBoundingClientRect();
    const inside = (share) => Math.max(0, Math.min(0.9999, share));
    return {
      across: inside((event.clientX - box.left) / box.width),
      down: inside((event.clientY - box.top) / box.height),
    };
  }
}

function tags() {
  const tag = (where, ...text) => element("span", { className: `tag ${where}`, "aria-hidden": "true" }, ...text);
  return [
    tag("left", "original"),
    tag("right", "predicted", element("span", {}, " from the other frames")),
    tag("none", "no prediction for this frame"),
  ];
}
