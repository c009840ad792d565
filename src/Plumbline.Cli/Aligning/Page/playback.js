// One clock for every clip of the page, so that clips side by side show the same moment.

const usualFramesPerSecond = 8;

export class Playback {
  #listeners = [];
  #time = 0;
  #last;

  constructor() {
    this.playing = false;
    this.speed = 1;
    this.length = 1;
    this.framesPerSecond = usualFramesPerSecond;
    this.map = false;
  }

  /** The moment, in frames from 0. */
  get frame() {
    return Math.floor(this.#time) % this.length;
  }

  /** Calls back now and at every change. */
  subscribe(listener) {
    this.#listeners.push(listener);
    listener();
  }

  /** Plays unless the reader has asked for less motion. */
  begin() {
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.toggle();
  }

  toggle() {
    this.playing = !this.playing;
    if (this.playing) {
      this.#last = performance.now();
      requestAnimationFrame((now) => this.#tick(now));
    }
    this.#announce();
  }

  step(by) {
    this.seek((this.frame + by + this.length) % this.length);
  }

  seek(frame) {
    this.playing = false;
    this.#time = frame;
    this.#announce();
  }

  /** A clip with so many frames is there; the longest one decides. */
  hold(length) {
    if (length <= this.length) return;
    this.length = length;
    this.#announce();
  }

  setSpeed(speed) {
    this.speed = speed;
  }

  showMap(isShown) {
    this.map = isShown;
    this.#announce();
  }

  #tick(now) {
    if (!this.playing) return;
    const before = this.frame;
    this.#time += ((now - this.#last) / 1000) * this.framesPerSecond * this.speed;
    this.#last = now;
    if (this.frame !== before) this.#announce();
    requestAnimationFrame((next) => this.#tick(next));
  }

  #announce() {
    for (const listener of this.#listeners) listener();
  }
}
