// What the run was asked for.

import { missing } from "plumbline/align/rounds.js";
import { element, section } from "plumbline/dom.js";
import { count } from "plumbline/words.js";

/** Builds the section. */
export function asked({ prompts, facts, recipe }) {
  return section(
    "What was asked",
    { className: "asked" },
    element(
      "dl",
      { className: "facts" },
      facts.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]),
    ),
    prompts.missing ? missing(prompts.missing) : promptList(prompts),
    recipe
      ? element(
          "details",
          {},
          element("summary", {}, "Everything, as recipe.json keeps it"),
          element("pre", {}, element("code", {}, recipe)),
        )
      : undefined,
  );
}

function promptList({ count: total, withCamera, withFirstFrame, first }) {
  const given = [
    withFirstFrame ? `${withFirstFrame} with a first frame` : undefined,
    withCamera ? `${withCamera} with a camera` : undefined,
  ].filter(Boolean);
  return [
    element("h3", {}, count(total, "prompt"), given.length > 0 ? element("small", {}, `, ${given.join(", ")}`) : ""),
    element(
      "ol",
      { className: "prompts" },
      first.map((prompt) =>
        element(
          "li",
          {},
          element("code", {}, prompt.id),
          ` ${prompt.text || "(no words)"}`,
          prompt.camera ? element("small", {}, ` ${prompt.camera}`) : undefined,
        ),
      ),
    ),
    total > first.length ? element("p", { className: "muted" }, `and ${count(total - first.length, "prompt")} more.`) : undefined,
  ];
}
