// Words and tables about one clip: findings, parts, shots, and why the number can be believed.

import { element, section, spoken } from "plumbline/dom.js";
import { count, frameRange, interval, modelTest, modelWords, number, partTitle, quantity, score, tick, unitName } from "plumbline/words.js";

const directions = {
  higherIsBetter: ["↑", "higher is better"],
  lowerIsBetter: ["↓", "lower is better"],
  descriptive: ["·", "describes the clip"],
};

/** What is wrong where; each sentence goes to its worst frame. */
export function findings(clip, timeline) {
  const all = clip.shots.flatMap((shot) => shot.findings);
  return section("What is wrong, and where", { className: "findings" }, all.length === 0
    ? element("p", { className: "muted" }, "Nothing stands out: no region breaks the rigid world for long enough to be named.")
    : element("ol", {}, all.map((finding) => element("li", {}, element("button", { type: "button", onclick: () => {
      timeline.pause();
      timeline.seekWorst(finding.first, finding.last);
    } }, element("span", {}, finding.text), element("small", {},
      `${tick(finding.errorPixels)} px over ${tick(finding.areaShare * 100)} % of the picture, ${frameRange(finding.first, finding.last)}`))))));
}

/** Every measurement of the clip. */
export function parts(clip, glossary) {
  if (clip.parts.length === 0) return undefined;
  return section("All measurements", { className: "parts" }, element("div", { className: "wide", tabIndex: 0, role: "region", "aria-label": "Table of measurements" },
    element("table", {},
      element("thead", {}, element("tr", {}, ["Measurement", "Value", "Better"].map((title) => element("th", { scope: "col" }, title)))),
      element("tbody", {}, clip.parts.map((part) => {
        const [arrow, words] = directions[part.direction];
        return element("tr", {}, element("th", { scope: "row" }, partTitle(glossary, part.name), element("small", {}, glossary[part.name]?.text ?? "")),
          element("td", { className: "figure" }, number(part.value), element("small", {}, part.unit === "1" ? "" : ` ${unitName(part.unit)}`)),
          element("td", { className: "arrow", title: words }, element("span", { "aria-hidden": "true" }, arrow), spoken(words)));
      })))));
}

/** The shots of a clip with hard cuts. */
export function shots(clip, timeline) {
  if (clip.shots.length < 2) return undefined;
  return section("Shots", { className: "shots" },
    element("p", { className: "muted" }, "Hard cuts were found, so each shot was judged on its own."),
    element("ol", {}, clip.shots.map((shot) => element("li", {}, element("button", { type: "button", onclick: () => {
      timeline.pause();
      timeline.seekFrame(shot.frames[0]?.index ?? shot.first);
    } }, element("b", {}, frameRange(shot.first, shot.last)), element("span", {},
      shot.score === undefined ? `unscorable: ${shot.reason}` : `score ${score(shot.score)} · ${modelWords(shot.model)}`))))));
}

/** Why the number can be believed, and how far. */
export function trust(clip, report) {
  const facts = [];
  const add = (title, ...text) => facts.push(element("dt", {}, title), element("dd", {}, ...text));
  if (clip.outcome === "scored") {
    add("95 % interval", `${interval(clip.interval)}, from a bootstrap over frames. Clips whose intervals overlap are not told apart by this score.`);
    const testable = clip.parts.find((part) => /testable/i.test(part.name));
    if (testable) add("Testable share", `${quantity(testable.value, testable.unit)} of the picture has enough texture and is seen by other frames. The rest is neither counted for nor against the clip.`);
  }
  clip.shots.forEach((shot) => {
    const where = clip.shots.length > 1 ? `Camera, ${frameRange(shot.first, shot.last)}` : "Camera model";
    if (shot.model) add(where, `Judged as ${modelWords(shot.model)}. ${modelTest(shot.model)}`);
    if (shot.reconstruction) add(clip.shots.length > 1 ? `Fit, ${frameRange(shot.first, shot.last)}` : "Fit", fit(shot));
  });
  if (clip.source) add("Source", `${clip.source.width} × ${clip.source.height} pixels, ${count(clip.source.frames, "frame")} at ${tick(clip.source.framesPerSecond)} per second.`);
  add("Judge", `${report.judge}, version ${report.judgeVersion}; plumb ${report.toolVersion}. Numbers compare within one version of the judge.`);
  if (clip.sha256) add("File", element("span", { className: "path" }, clip.path), element("code", { className: "hash" }, `sha256 ${clip.sha256}`));
  if (report.command) add("Same numbers again", element("code", {}, report.command));
  return section(clip.outcome === "scored" ? "How far the number can be believed" : "About this clip", { className: "trust" }, element("dl", {}, facts));
}

function fit({ reconstruction, frames }) {
  const { views, points, reprojectionErrorPixels, focalPixels, focalIntervalPixels } = reconstruction;
  const [least, most] = [Math.min(...focalPixels), Math.max(...focalPixels)];
  const focal = most - least < 0.5 ? `Focal length ${number(least)} px` : `Focal length ${number(least)} to ${number(most)} px`;
  const range = focalIntervalPixels ? `, 95 % interval ${number(focalIntervalPixels[0])}–${number(focalIntervalPixels[1])} px` : ", as given";
  return `${views} of ${count(frames.length, "tested frame")} registered; ${count(points, "point")} with a reprojection error of ${number(reprojectionErrorPixels)} px. ${focal}${range}.`;
}
