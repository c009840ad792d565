// Base against adapter on prompts that neither was trained on, from one noise.

import { controls, film } from "plumbline/align/film.js";
import { missing } from "plumbline/align/rounds.js";
import { element, section } from "plumbline/dom.js";

/** Builds the section. */
export function examples(found, playback) {
  return section("Base against adapter", { className: "examples" }, found.missing ? missing(found.missing) : content(found, playback));
}

function content({ items, prompts, note, framesPerSecond }, playback) {
  playback.framesPerSecond = framesPerSecond;
  return [
    element(
      "p",
      { className: "muted" },
      `The first ${items.length} of ${prompts} held-out prompts, not the best ones. Both clips of a row begin with the same noise.`,
    ),
    note ? missing(note) : undefined,
    controls(playback),
    element(
      "div",
      { className: "matches" },
      items.map((item) =>
        element(
          "article",
          { className: "match" },
          element("header", {}, element("p", { className: "prompt" }, item.prompt), element("p", { className: "muted" }, element("code", {}, item.name))),
          element(
            "div",
            { className: "sides" },
            ["base", "aligned"].map((side, i) =>
              element(
                "figure",
                { className: `side ${side}` },
                film(item.clips[i], playback, `${item.prompt}, ${item[side]}`),
                element("figcaption", {}, element("span", { className: "role" }, side === "base" ? "Base" : "Adapter"), element("small", { className: "muted" }, item[side])),
              ),
            ),
          ),
        ),
      ),
    ),
  ];
}
