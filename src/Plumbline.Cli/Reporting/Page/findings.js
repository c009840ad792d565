// What is wrong where, and the shots of a clip; every line goes to its place in the clip.

import { element, section } from "plumbline/dom.js";
import { frameRange, modelWords, score, tick } from "plumbline/words.js";

/** The judge's findings in words, worst shot first and the worst of each shot first. */
export function findings(clip, timeline) {
  const worstFirst = clip.shots.toSorted((a, b) => (a.score ?? 100) - (b.score ?? 100));
  const all = worstFirst.flatMap((shot) => shot.findings);
  const nothing = "Nothing stands out: no region breaks the rigid world for long enough to be named.";
  return section(
    "What is wrong, and where",
    { className: "findings" },
    all.length === 0
      ? element("p", { className: "muted" }, nothing)
      : element(
          "ol",
          {},
          all.map((finding) => {
            const seek = () => timeline.seekWorst(finding.first, finding.last);
            return element("li", {}, jumpButton(timeline, seek, ...sentence(finding)));
          }),
        ),
  );
}

function sentence({ text, errorPixels, areaShare, first, last }) {
  const size = `${short(errorPixels)} px over ${short(areaShare * 100)} % of the picture`;
  return [element("span", {}, text), element("small", {}, `${size}, ${frameRange(first, last)}`)];
}

const short = (value) => tick(Number(value.toPrecision(2)));

/** The shots of a clip with hard cuts. */
export function shots(clip, timeline) {
  if (clip.shots.length < 2) return undefined;
  return section(
    "Shots",
    { className: "shots" },
    element("p", { className: "muted" }, "Hard cuts were found, so each shot was judged on its own."),
    element(
      "ol",
      {},
      clip.shots.map((shot) => {
        const seek = () => timeline.seekFrame(shot.frames[0]?.index ?? shot.first);
        const range = element("b", {}, frameRange(shot.first, shot.last));
        return element("li", {}, jumpButton(timeline, seek, range, element("span", {}, outcome(shot))));
      }),
    ),
  );
}

function outcome(shot) {
  if (shot.score === undefined) return `unscorable: ${shot.reason}`;
  return `score ${score(shot.score)} · ${modelWords(shot.model)}`;
}

function jumpButton(timeline, seek, ...text) {
  const onclick = () => {
    timeline.pause();
    seek();
  };
  return element("button", { type: "button", onclick }, ...text);
}
