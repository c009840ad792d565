// Camera path and point cloud that one can turn.

import { element, section } from "plumbline/dom.js";
import { frameOfReference, frustum, frustumLines, ground, unpackCloud } from "plumbline/cloud.js";
import { add, multiply, perspective, poseOf, times, viewOfCamera } from "plumbline/matrix.js";
import { Orbit } from "plumbline/orbit.js";
import { Renderer } from "plumbline/renderer.js";
import { onThemeChange } from "plumbline/theme.js";
import { picture } from "plumbline/unpack.js";
import { count } from "plumbline/words.js";

/** Builds the 3-D view of the shot that the timeline is in; undefined where no shot has cameras. */
export function scene(clip, timeline, evidence) {
  const shots = evidence.shots.map((shot) => shot.scene);
  if (!shots.some((shot) => shot?.views.length > 0)) return undefined;
  const canvas = element("canvas", {
    className: "space",
    id: "space",
    tabIndex: 0,
    role: "application",
    "aria-label": "Point cloud and camera path. Arrow keys turn, plus and minus zoom, 0 resets.",
  });
  const renderer = Renderer.create(canvas);
  if (!renderer)
    return section(
      "Camera path and world",
      { className: "scene" },
      element(
        "p",
        { className: "message" },
        "This browser offers no WebGL2, so the camera path cannot be drawn. All numbers on this page hold without it.",
      ),
    );

  const through = element(
    "button",
    {
      type: "button",
      id: "through",
      "aria-pressed": "false",
      onclick: () => {
        through.setAttribute("aria-pressed", String(through.getAttribute("aria-pressed") !== "true"));
        draw();
      },
    },
    "Look through the camera",
  );
  const caption = element("p", { className: "muted" });
  const orbit = new Orbit(canvas, () => {
    through.setAttribute("aria-pressed", "false");
    draw();
  });
  const scenes = new Map();
  let current;
  let pending = false;
  let left = false;

  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  const watch = new ResizeObserver(draw);
  const deafen = onThemeChange(draw);
  watch.observe(canvas);
  timeline.subscribe(follow);
  timeline.onLeave(() => {
    watch.disconnect();
    deafen();
    renderer.release();
    left = true;
  });

  async function follow() {
    const { frame } = timeline;
    const shot = shots[frame.shot];
    if (!shot?.views.length) {
      current = undefined;
      caption.textContent = "No camera path was found for this shot.";
      return draw();
    }
    if (!scenes.has(frame.shot)) scenes.set(frame.shot, prepare(shot));
    const [prepared, bitmap] = await Promise.all([
      scenes.get(frame.shot),
      frame.evidence && (frame.evidence.picture ??= picture(frame.evidence.original)),
    ]);
    if (left || frame !== timeline.frame) return undefined;
    if (current !== prepared) renderer.setCloud(prepared.cloud);
    if (bitmap) renderer.setPicture(bitmap);
    current = prepared;
    const { cloud } = prepared;
    const points = cloud.count > 0 ? count(cloud.count, "point") : "no points: depth cannot be measured on the spot";
    const use = "Drag to turn, wheel or pinch to zoom, shift-drag to move.";
    caption.textContent = `${count(shot.views.length, "camera")}, ${points}. ${use}`;
    return draw();
  }

  async function prepare(shot) {
    const cloud = await unpackCloud(shot.cloud);
    return { shot, cloud, reference: frameOfReference(shot.views, cloud) };
  }

  function draw() {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      if (!left && canvas.isConnected) paint();
    });
  }

  function paint() {
    const colours = getComputedStyle(canvas);
    const colour = (name) => rgb(colours.getPropertyValue(name));
    const ratio = Math.min(devicePixelRatio, 2);
    const [width, height] = [
      Math.max(1, Math.round(canvas.clientWidth * ratio)),
      Math.max(1, Math.round(canvas.clientHeight * ratio)),
    ];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    renderer.begin(colour("--space"));
    if (!current) return;
    const {
      shot: { views },
      reference,
    } = current;
    const view = views.find((one) => one.frame === timeline.frame.index);
    const inside = view && through.getAttribute("aria-pressed") === "true";
    const clip4 = inside
      ? throughCamera(view, width / height, reference)
      : multiply(
          perspective(fieldOfView(width / height), width / height, reference.distance * 0.004, reference.distance * 40),
          orbit.view(reference),
        );
    renderer.points(clip4, reference.distance * height * 0.0055);
    if (inside) return;
    renderer.lines(clip4, grid(reference), colour("--grid"));
    renderer.path(
      clip4,
      views.flatMap((one) => poseOf(one.cameraFromWorld).centre),
      colour("--path"),
    );
    for (const one of views)
      if (one !== view) renderer.lines(clip4, frustumLines(one, reference.size * 0.6), colour("--camera"));
    if (!view) return;
    renderer.lines(clip4, frustumLines(view, reference.size), colour("--current"));
    if (timeline.frame.evidence) renderer.picture(clip4, frustum(view, reference.size).slice(1));
  }

  return section(
    "Camera path and world",
    { className: "scene" },
    canvas,
    element(
      "div",
      { className: "buttons" },
      through,
      element("button", { type: "button", id: "reset", onclick: () => orbit.reset() }, "Reset the view"),
    ),
    caption,
  );
}

// A narrow canvas widens the vertical angle, so that it shows as much from left to right as a wide one.
const fieldOfView = (aspect) => 2 * Math.atan(Math.tan(0.4) * Math.max(1, 1.5 / aspect));

// The whole filmed picture fits in the canvas, whatever its shape.
function throughCamera(view, aspect, reference) {
  const [, fy] = view.intrinsics;
  const fx = view.intrinsics[0];
  const tall = Math.max(view.height / fy, view.width / fx / aspect);
  return multiply(
    perspective(2 * Math.atan(tall / 2), aspect, reference.distance * 0.004, reference.distance * 40),
    viewOfCamera(view.cameraFromWorld),
  );
}

function grid(reference) {
  const [forward, side, up] = ground(reference);
  const reach = reference.distance;
  const floor = add(reference.target, times(-reach * 0.42, up));
  const lines = [];
  for (let i = -4; i <= 4; i++) {
    for (const [along, across] of [
      [forward, side],
      [side, forward],
    ]) {
      const middle = add(floor, times((i * reach) / 5, across));
      lines.push(...add(middle, times(-reach * 0.8, along)), ...add(middle, times(reach * 0.8, along)));
    }
  }
  return lines;
}

const rgb = (text) =>
  text
    .trim()
    .match(/[\da-f]{2}/gi)
    .map((two) => Number.parseInt(two, 16) / 255);
