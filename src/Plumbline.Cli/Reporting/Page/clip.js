// Everything about the chosen clip.

import { curves } from "plumbline/curves.js";
import { element } from "plumbline/dom.js";
import { findings, shots } from "plumbline/findings.js";
import { parts } from "plumbline/parts.js";
import { player } from "plumbline/player.js";
import { intervalBar } from "plumbline/ranking.js";
import { scene } from "plumbline/scene.js";
import { Timeline } from "plumbline/timeline.js";
import { trust } from "plumbline/trust.js";
import { count, fileName, folder, interval, modelWords, score } from "plumbline/words.js";

/** Builds the page of one clip; answers its elements and, where there are tested frames, its timeline. */
export function clipView(report, position) {
  const clip = report.clips[position];
  const packed = document.getElementById(`evidence-${position}`);
  const evidence = packed ? JSON.parse(packed.textContent) : undefined;
  const timeline = new Timeline(clip, evidence);
  const tested = timeline.frames.length > 0;
  const pictured = timeline.frames.some((frame) => frame.evidence);
  const nodes = [
    heading(clip),
    tested && !evidence ? dropped(report) : undefined,
    element(
      "div",
      { className: "pair" },
      pictured ? player(clip, timeline, report.glossary) : strip(clip, evidence),
      tested ? findings(clip, timeline) : undefined,
    ),
    tested ? shots(clip, timeline) : undefined,
    tested ? curves(clip, timeline, report.glossary) : undefined,
    tested && evidence ? scene(clip, timeline, evidence) : undefined,
    parts(clip, report.glossary),
    trust(clip, report),
  ];
  return { nodes: nodes.filter(Boolean), timeline: tested ? timeline : undefined };
}

function heading(clip) {
  const name = element("h1", { tabIndex: -1, title: clip.path }, fileName(clip.path));
  const where = element("p", { className: "folder muted" }, folder(clip.path));
  if (clip.outcome !== "scored") {
    return element(
      "header",
      { className: `verdict ${clip.outcome}` },
      element("div", {}, name, where),
      element(
        "p",
        { className: "sentence" },
        element("b", {}, clip.outcome === "unscorable" ? "Unscorable. " : "Unreadable. "),
        clip.reason,
        clip.outcome === "unscorable"
          ? element(
              "span",
              { className: "muted" },
              " The test has no power on this clip, so there is no number: not a low one, none.",
            )
          : undefined,
      ),
    );
  }
  const model = clip.shots.map((shot) => shot.model).find((one) => one);
  return element(
    "header",
    { className: "verdict scored" },
    element("div", {}, name, where),
    element(
      "div",
      { className: "big" },
      element("strong", {}, score(clip.score)),
      element("span", {}, "of 100"),
      intervalBar(clip.score, clip.interval),
      element("small", { className: "muted" }, `95 % interval ${interval(clip.interval)}`),
    ),
    element(
      "p",
      { className: "sentence" },
      `${Math.round(clip.score)} % of what can be tested fits one rigid, filmed world. `,
      clip.shots.length > 1
        ? `${count(clip.shots.length, "shot")}, each judged on its own.`
        : model
          ? `Judged as ${modelWords(model)}.`
          : "",
      setAside(clip),
    ),
  );
}

function setAside(clip) {
  const moving = clip.parts.find((part) => part.name === "movingShare");
  return moving ? ` ${Math.round(moving.value)} % of the picture moves on its own and was set aside.` : "";
}

function strip(clip, evidence) {
  if (!evidence?.strip) return undefined;
  return element(
    "section",
    { className: "card strip", "aria-label": "Frames of the clip" },
    evidence.strip.map((frame) =>
      element(
        "figure",
        {},
        element("img", { src: `data:image/jpeg;base64,${frame.picture}`, alt: `Frame ${frame.index}` }),
        element("figcaption", {}, `frame ${frame.index} · ${frame.time.toFixed(2)} s`),
      ),
    ),
  );
}

function dropped({ limits }) {
  return element(
    "p",
    { className: "note" },
    `No pictures here: a page keeps them for the ${limits.worst} lowest and ${limits.best} highest scores. `,
    "Judge this clip alone to see them.",
  );
}
