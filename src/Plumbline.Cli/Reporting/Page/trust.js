// Why the number can be believed, and how far.

import { element, section } from "plumbline/dom.js";
import { count, frameRange, interval, modelTest, modelWords, number, quantity, tick } from "plumbline/words.js";

/** Facts about the number, the clip and the judge. */
export function trust(clip, report) {
  const facts = [
    ...numberFacts(clip),
    ...clip.shots.flatMap((shot) => shotFacts(shot, clip)),
    ...sourceFacts(clip, report),
  ];
  return section(
    clip.outcome === "scored" ? "How far the number can be believed" : "About this clip",
    { className: "trust" },
    element("dl", {}, facts.map(([title, ...text]) => [element("dt", {}, title), element("dd", {}, ...text)]).flat()),
  );
}

function numberFacts(clip) {
  if (clip.outcome !== "scored") return [];
  const caution = "Clips whose intervals overlap are not told apart by this score.";
  const facts = [["95 % interval", `${interval(clip.interval)}, from a bootstrap over frames. ${caution}`]];
  const testable = clip.parts.find((part) => part.name === "testableShare");
  if (testable) {
    const share = `${quantity(testable.value, testable.unit)} of the picture has enough texture and is seen by other frames.`;
    facts.push(["Testable share", `${share} The rest counts neither for nor against the clip.`]);
  }
  return facts;
}

function shotFacts(shot, clip) {
  const where = clip.shots.length > 1 ? `, ${frameRange(shot.first, shot.last)}` : "";
  const facts = [];
  if (shot.model) facts.push([`Camera${where}`, `Judged as ${modelWords(shot.model)}. ${modelTest(shot.model)}`]);
  if (shot.reconstruction) facts.push([`Fit${where}`, fit(shot)]);
  return facts;
}

function sourceFacts(clip, report) {
  const facts = [];
  if (clip.source) {
    const { width, height, frames, framesPerSecond } = clip.source;
    facts.push([
      "Source",
      `${width} × ${height} pixels, ${count(frames, "frame")} at ${tick(framesPerSecond)} per second.`,
    ]);
  }
  const versions = `${report.judge}, version ${report.judgeVersion}; plumb ${report.toolVersion}.`;
  facts.push(["Judge", `${versions} Numbers compare within one version of the judge.`]);
  if (clip.sha256) {
    const hash = element("code", { className: "hash" }, `sha256 ${clip.sha256}`);
    facts.push(["File", element("span", { className: "path" }, clip.path), hash]);
  }
  if (report.command) facts.push(["Same numbers again", element("code", {}, report.command)]);
  return facts;
}

function fit({ reconstruction, frames }) {
  const { views, points, reprojectionErrorPixels, focalPixels, focalIntervalPixels } = reconstruction;
  const registered = `${views} of ${count(frames.length, "tested frame")} registered`;
  const sparse =
    reprojectionErrorPixels === undefined
      ? ""
      : `; ${count(points, "point")} with a reprojection error of ${number(reprojectionErrorPixels)} px`;
  const [least, most] = [Math.min(...focalPixels), Math.max(...focalPixels)];
  const focal = most - least < 0.5 ? number(least) : `${number(least)} to ${number(most)}`;
  const range = focalIntervalPixels ? `95 % interval ${focalIntervalPixels.map(number).join("–")} px` : "as given";
  return `${registered}${sparse}. Focal length ${focal} px, ${range}.`;
}
