// Winners and losers side by side, and pairs that were not made with the reason.

import { controls, film, load, topOf } from "plumbline/align/film.js";
import { missing, perRound } from "plumbline/align/rounds.js";
import { element, section } from "plumbline/dom.js";
import { legend } from "plumbline/legend.js";
import { interval, number, score } from "plumbline/words.js";

/** Builds the section. */
export function gallery(rounds, playback) {
  const place = element("div", { className: "legend" });
  playback.subscribe(() => {
    place.hidden = !playback.map;
  });
  return section(
    "Pairs",
    { className: "gallery" },
    perRound(rounds, ({ gallery: found }) => {
      if (found.missing) return [missing(found.missing)];
      const places = found.items.flatMap((item) => item.clips.map((clip) => clip.pictures)).filter((one) => one !== undefined);
      playback.framesPerSecond = found.framesPerSecond;
      if (places.length > 0) showLegend(place, places[0]);
      return [
        element("p", { className: "muted" }, sentence(found)),
        found.note ? missing(found.note) : undefined,
        places.length > 0 ? controls(playback, { hasMaps: true }) : undefined,
        place,
        element("div", { className: "matches" }, found.items.map((item) => match(item, playback))),
      ].filter(Boolean);
    }),
  );
}

function sentence({ items, pairs, rejected }) {
  const shown = items.filter((item) => item.margin !== undefined).length;
  const others = items.length - shown;
  return [
    shown === 0 ? "No pair was made." : shown < pairs ? `The ${shown} of ${pairs} pairs with the largest margins` : `All ${pairs} pairs, the largest margin first`,
    others > 0 ? `${shown === 0 ? " Shown are" : ", and"} ${others} of ${rejected} that were not made, each kind of reason in turn.` : shown === 0 ? "" : ".",
  ].join("");
}

async function showLegend(place, first) {
  const clip = await load(first);
  if (clip.map) place.replaceChildren("Distance from the rigid world; clear where little or nothing was found.", ...legend("map", clip.map, topOf(clip)));
  else place.replaceChildren("The judge kept no maps of these clips.");
}

function match(item, playback) {
  const isPair = item.margin !== undefined;
  const roles = isPair ? ["Winner", "Loser"] : item.clips.length > 1 ? ["Better", "Worse"] : ["Clip"];
  return element(
    "article",
    { className: isPair ? "match pair-made" : "match rejected" },
    element(
      "header",
      {},
      element("p", { className: "prompt" }, item.prompt || item.promptId),
      element("p", { className: "muted" }, element("code", {}, item.promptId)),
    ),
    element(
      "div",
      { className: "sides" },
      item.clips.map((clip, i) => side(clip, roles[i], playback, item.promptId)),
    ),
    element(
      "p",
      { className: "why" },
      isPair
        ? [element("b", {}, `${item.margin < 0 ? "−" : "+"}${score(Math.abs(item.margin))} points`), " between winner and loser"]
        : [element("b", {}, "not made"), ` ${item.reason}`],
    ),
  );
}

function side(clip, role, playback, prompt) {
  const seed = `seed ${clip.seed}${clip.noise === undefined ? "" : `, noise ${clip.noise}`}`;
  const measured = [
    clip.motion === undefined ? "motion not measured" : `moves ${number(clip.motion)} px`,
    clip.path === undefined ? undefined : `path ${number(clip.path)} depths`,
  ].filter(Boolean);
  return element(
    "figure",
    { className: `side ${role.toLowerCase()}` },
    clip.pictures === undefined
      ? element("p", { className: "message blank" }, clip.problem ?? "not shown")
      : film(clip.pictures, playback, `${role} of ${prompt}, ${seed}`),
    element(
      "figcaption",
      {},
      element("span", { className: "role" }, role, element("small", {}, ` ${seed}`)),
      clip.score === undefined
        ? element("span", { className: "reason" }, clip.reason)
        : element("span", { className: "points" }, element("b", {}, score(clip.score)), element("small", {}, ` ${interval(clip.interval)}`)),
      element("small", { className: "muted" }, measured.join(" · ")),
    ),
  );
}
