// The list of clips, best first, and the choice among them.

import { element, shape, spoken } from "plumbline/dom.js";
import { commonFolder, fileName, folder, interval, score, shortModel } from "plumbline/words.js";

const outcomes = { scored: 0, unscorable: 1, unreadable: 2 };

const orders = {
  best: ["Best first", (a, b) => b.score - a.score],
  worst: ["Worst first", (a, b) => a.score - b.score],
  given: ["As given", (a, b) => a.position - b.position],
};

/** Builds the list; calls back with the position of the chosen clip in the document. */
export function ranking({ clips, limits }, choose) {
  const ranked = rank(clips.map((clip, position) => ({ ...clip, position })));
  const shared = commonFolder(clips.map((clip) => clip.path));
  const list = element("ol", { className: "ranking", role: "listbox", "aria-label": "Clips", tabIndex: -1 });
  const filter = element("input", {
    type: "search",
    id: "filter",
    placeholder: "Filter by name",
    "aria-label": "Filter clips by name",
    oninput: arrange,
  });
  const order = element(
    "select",
    { id: "order", "aria-label": "Order of clips", onchange: arrange },
    Object.entries(orders).map(([value, [text]]) => element("option", { value }, text)),
  );
  const rows = new Map(ranked.map((clip) => [clip.position, row(clip)]));
  const nothing = element("p", { className: "muted", hidden: true }, "No clip has this in its name.");
  let chosen;

  list.addEventListener("keydown", (event) => {
    const shown = [...list.children];
    const at = shown.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (next === undefined || !shown[next]) return;
    event.preventDefault();
    shown[next].focus();
    select(Number(shown[next].dataset.position));
  });

  function row(clip) {
    return element(
      "li",
      {
        role: "option",
        tabIndex: -1,
        className: `row ${clip.outcome}`,
        "data-position": clip.position,
        "aria-selected": "false",
        onclick: () => select(clip.position),
        onkeydown: (event) => {
          if (event.key === "Enter" || event.key === " ") select(clip.position);
        },
      },
      clip.thumbnail
        ? element("img", { src: `data:image/jpeg;base64,${clip.thumbnail}`, alt: "", loading: "lazy" })
        : element("span", { className: "blank" }),
      element(
        "span",
        { className: "name" },
        clip.rank === undefined ? undefined : element("span", { className: "rank" }, String(clip.rank)),
        element("b", { title: clip.path }, fileName(clip.path)),
        element("small", {}, folder(clip.path).slice(shared.length)),
      ),
      clip.outcome === "scored"
        ? scoredCells(clip)
        : element("span", { className: "reason" }, element("i", {}, clip.outcome), ` ${clip.reason}`),
    );
  }

  function arrange() {
    const words = filter.value.trim().toLowerCase();
    const [, compare] = orders[order.value];
    const shown = ranked
      .filter((clip) => clip.path.toLowerCase().includes(words))
      .toSorted(
        (a, b) =>
          (order.value === "given" ? 0 : outcomes[a.outcome] - outcomes[b.outcome]) ||
          compare(a, b) ||
          a.position - b.position,
      );
    list.replaceChildren(...shown.map((clip) => rows.get(clip.position)));
    nothing.hidden = shown.length > 0;
    if (list.firstElementChild && !list.querySelector('[tabindex="0"]')) list.firstElementChild.tabIndex = 0;
  }

  function select(position) {
    if (position === chosen) return;
    for (const [other, node] of rows) {
      node.setAttribute("aria-selected", String(other === position));
      node.tabIndex = other === position ? 0 : -1;
    }
    rows.get(position).scrollIntoView({ block: "nearest" });
    chosen = position;
    choose(position);
  }

  arrange();
  return {
    node: element(
      "nav",
      { className: "clips", "aria-label": "Ranked clips" },
      clips.length > 1 ? element("div", { className: "tools" }, filter, order) : undefined,
      list,
      nothing,
      leftOut(clips, limits),
    ),
    select,
    first: ranked[0]?.position,
  };
}

function leftOut(clips, { worst, best, unscored }) {
  const scored = clips.filter((clip) => clip.outcome === "scored").length;
  if (scored <= worst + best && clips.length - scored <= unscored) return undefined;
  return element(
    "p",
    { className: "muted limits" },
    `Pictures are kept for the ${worst} lowest and ${best} highest scores `,
    `and the first ${unscored} clips without one; numbers for all.`,
  );
}

function rank(clips) {
  const ordered = clips.toSorted(
    (a, b) => outcomes[a.outcome] - outcomes[b.outcome] || (b.score ?? 0) - (a.score ?? 0) || a.position - b.position,
  );
  return ordered.map((clip, i) => (clip.outcome === "scored" ? { ...clip, rank: i + 1 } : clip));
}

// The camera model, or how many shots there are where each has its own.
function kind(clip) {
  if (clip.shots.length > 1) return `${clip.shots.length} shots`;
  return clip.shots[0]?.model ? shortModel(clip.shots[0].model) : "";
}

function scoredCells(clip) {
  return [
    element("span", { className: "score" }, spoken("score "), score(clip.score), element("small", {}, kind(clip))),
    intervalBar(clip.score, clip.interval),
  ];
}

/** A line from 0 to 100 with the interval as a band and the score as a mark. */
export function intervalBar(value, [low, high]) {
  return shape(
    "svg",
    {
      class: "interval",
      viewBox: "-2 0 104 10",
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": `95 % interval ${interval([low, high])}`,
    },
    shape("line", { x1: 0, x2: 100, y1: 5, y2: 5, class: "track" }),
    shape("rect", { x: low, width: Math.max(high - low, 0.6), y: 2.5, height: 5, class: "band" }),
    shape("rect", { x: value - 0.6, width: 1.2, y: 0.5, height: 9, class: "mark" }),
  );
}
