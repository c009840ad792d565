// A viewer that turns about a target: mouse, touch and keys.

import { add, cross, lookAt, times, unit } from "plumbline/matrix.js";

const start = { yaw: 0.45, pitch: 0.38, zoom: 1, shift: [0, 0] };
const steepest = 1.5;

export class Orbit {
  /** Listens on a canvas and calls back after every change. */
  constructor(canvas, changed) {
    Object.assign(this, structuredClone(start));
    this.changed = changed;
    this.pointers = new Map();
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    });
    canvas.addEventListener("pointermove", (event) => this.#drag(event, canvas));
    for (const end of ["pointerup", "pointercancel"])
      canvas.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.#zoom(Math.exp(event.deltaY * 0.0012));
      },
      { passive: false },
    );
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  reset() {
    Object.assign(this, structuredClone(start));
    this.changed();
  }

  /** View matrix for a frame of reference: up, forward, target and distance. */
  view({ up, forward, target, distance }) {
    const side = cross(forward, up);
    const flat = add(times(-Math.cos(this.yaw), forward), times(Math.sin(this.yaw), side));
    const back = unit(add(times(Math.cos(this.pitch), flat), times(Math.sin(this.pitch), up)));
    const right = unit(cross(up, back));
    const reach = distance * this.zoom;
    const middle = add(
      target,
      add(times(this.shift[0] * reach, right), times(this.shift[1] * reach, cross(back, right))),
    );
    return lookAt(add(middle, times(reach, back)), middle, up);
  }

  #drag(event, canvas) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before[0], event.clientY - before[1]];
    const spread = () => {
      const [a, b] = [...this.pointers.values()];
      return Math.hypot(a[0] - b[0], a[1] - b[1]);
    };
    if (this.pointers.size === 2) {
      const wide = spread();
      this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
      this.#move(dx / 2, dy / 2, canvas);
      this.#zoom(wide / (spread() || 1));
      return;
    }
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (event.shiftKey || event.buttons === 4 || event.buttons === 2) this.#move(dx, dy, canvas);
    else this.#turn(dx * 0.007, dy * 0.007);
  }

  #key(event) {
    const action = {
      ArrowLeft: () => this.#turn(-0.12, 0),
      ArrowRight: () => this.#turn(0.12, 0),
      ArrowUp: () => this.#turn(0, 0.12),
      ArrowDown: () => this.#turn(0, -0.12),
      "+": () => this.#zoom(1 / 1.15),
      "=": () => this.#zoom(1 / 1.15),
      "-": () => this.#zoom(1.15),
      0: () => this.reset(),
      Home: () => this.reset(),
    }[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  #turn(yaw, pitch) {
    this.yaw += yaw;
    this.pitch = Math.max(-steepest, Math.min(steepest, this.pitch + pitch));
    this.changed();
  }

  #move(dx, dy, canvas) {
    this.shift = [this.shift[0] - dx / canvas.clientHeight, this.shift[1] + dy / canvas.clientHeight];
    this.changed();
  }

  #zoom(factor) {
    this.zoom = Math.max(0.05, Math.min(8, this.zoom * factor));
    this.changed();
  }
}
