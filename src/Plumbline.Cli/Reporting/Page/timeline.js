// The tested frames of one clip and the one that is being looked at; every view of the clip follows it.

const fastestMilliseconds = 120;
const slowestMilliseconds = 700;

export class Timeline {
  #listeners = [];
  #farewells = [];
  #timer;

  /** Takes the frames of all shots, in order; each knows its shot and, where pictures were kept, its evidence. */
  constructor(clip, evidence) {
    this.frames = clip.shots.flatMap((shot, shotIndex) => {
      const kept = new Map(evidence?.shots[shotIndex]?.frames.map((frame) => [frame.index, frame]));
      return shot.frames.map((frame) => ({ ...frame, shot: shotIndex, evidence: kept.get(frame.index) }));
    });
    this.position = 0;
  }

  get frame() {
    return this.frames[this.position];
  }

  get playing() {
    return this.#timer !== undefined;
  }

  /** Calls back now and at every change. */
  subscribe(listener) {
    this.#listeners.push(listener);
    listener();
  }

  /** Calls back once when the reader turns to another clip. */
  onLeave(farewell) {
    this.#farewells.push(farewell);
  }

  leave() {
    this.pause();
    this.#listeners = [];
    for (const farewell of this.#farewells.splice(0)) farewell();
  }

  seek(position) {
    const next = Math.max(0, Math.min(this.frames.length - 1, position));
    if (next === this.position) return;
    this.position = next;
    this.#announce();
  }

  /** Goes to the tested frame that is nearest to a frame of the source. */
  seekFrame(index) {
    const distances = this.frames.map((frame) => Math.abs(frame.index - index));
    this.seek(distances.indexOf(Math.min(...distances)));
  }

  /** Goes to the worst tested frame between two frames of the source. */
  seekWorst(first, last) {
    const inside = this.frames.filter((frame) => frame.index >= first && frame.index <= last);
    if (inside.length === 0) return this.seekFrame((first + last) / 2);
    this.seekFrame(
      inside.reduce((worst, frame) => ((frame.score ?? 101) < (worst.score ?? 101) ? frame : worst)).index,
    );
  }

  step(by) {
    this.pause();
    this.seek(this.position + by);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.#play();
  }

  pause() {
    if (!this.playing) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#announce();
  }

  #play() {
    const next = (this.position + 1) % this.frames.length;
    const gap = (this.frames[next].time - this.frame.time) * 1000;
    const wait = next === 0 ? slowestMilliseconds : Math.max(fastestMilliseconds, Math.min(slowestMilliseconds, gap));
    const started = !this.playing;
    this.#timer = setTimeout(() => {
      this.seek(next);
      if (this.playing) this.#play();
    }, wait);
    if (started) this.#announce();
  }

  #announce() {
    for (const listener of this.#listeners) listener();
  }
}
