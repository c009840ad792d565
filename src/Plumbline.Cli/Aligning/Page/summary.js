// The first thing a reader sees: who wins, how surely, and whether it moved less.

import { missing } from "plumbline/align/rounds.js";
import { element, shape } from "plumbline/dom.js";

/** Builds the heading of the page. */
export function summary({ title, statistics, rounds }) {
  return element(
    "header",
    { className: "summary" },
    element("h1", {}, title),
    statistics.missing
      ? [missing(statistics.missing), element("p", { className: "muted" }, rounds.length === 1 ? "The run has 1 round." : `The run has ${rounds.length} rounds.`)]
      : [element("div", { className: "rates" }, statistics.headlines.map(rate)), ...judgement(statistics)],
  );
}

function judgement({ headlines, motion, prompts, pairs, isFew }) {
  return [
    headlines.length === 0 ? missing("No judge has scored the clips of base and adapter.") : undefined,
    element("p", { className: "motion" }, motion),
    element(
      "p",
      { className: "muted" },
      `${pairs} pairs of clips of ${prompts} held-out prompts; the two clips of a pair differ in nothing but the adapter.`,
      isFew ? element("b", {}, ` Only ${prompts} prompts: so few can tell hardly anything from chance.`) : undefined,
    ),
  ];
}

function rate(found) {
  const hasInterval = found.shareLow !== undefined;
  return element(
    "div",
    { className: "rate" },
    element("p", {}, element("strong", {}, percent(found.share)), " of clips won"),
    bar(found),
    element(
      "p",
      {},
      hasInterval ? `95 %: ${percent(found.shareLow)} to ${percent(found.shareHigh)}` : "no interval: fewer than two prompts",
      `; ${found.wins} won, ${found.ties} tied, ${found.losses} lost`,
    ),
    element("p", {}, "by the judge ", element("b", {}, found.judge), `: score ${found.change}, ${found.says}`),
  );
}

/** A share from 0 to 1 with its interval; the line in the middle is chance. */
export function bar({ share, shareLow, shareHigh }) {
  const label = shareLow === undefined ? `${percent(share)} won` : `${percent(share)} won, 95 % interval ${percent(shareLow)} to ${percent(shareHigh)}`;
  return shape(
    "svg",
    { class: "interval", viewBox: "-2 0 104 10", preserveAspectRatio: "none", role: "img", "aria-label": label },
    shape("line", { x1: 0, x2: 100, y1: 5, y2: 5, class: "track" }),
    shape("line", { x1: 50, x2: 50, y1: 0, y2: 10, class: "chance" }),
    shareLow === undefined ? undefined : shape("rect", { x: 100 * shareLow, width: Math.max(0.6, 100 * (shareHigh - shareLow)), y: 2.5, height: 5, class: "band" }),
    shape("rect", { x: 100 * share - 0.6, width: 1.2, y: 0.5, height: 9, class: "mark" }),
  );
}

export const percent = (share) => `${(100 * share).toFixed(1).replace(/\.0$/, "")} %`;
