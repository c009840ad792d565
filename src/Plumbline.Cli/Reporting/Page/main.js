// Opens the report: reads the data in the page, builds the ranking, shows the chosen clip.

import { clipView } from "plumbline/clip.js";
import { brand, element } from "plumbline/dom.js";
import { ranking } from "plumbline/ranking.js";
import { themeButton } from "plumbline/theme.js";
import { count } from "plumbline/words.js";

const report = JSON.parse(document.getElementById("document").textContent);
const main = element("main", { id: "clip", "aria-live": "off" });
const list = ranking(report, show);
let timeline;

document.getElementById("app").append(masthead(), element("div", { className: "columns" }, list.node, main));
addEventListener("keydown", shortcuts);
if (list.first === undefined) main.append(element("p", { className: "note" }, "This report holds no clips."));
else list.select(list.first);

function masthead() {
  const of = (outcome) => report.clips.filter((clip) => clip.outcome === outcome).length;
  const tally = ["scored", "unscorable", "unreadable"]
    .filter((outcome) => of(outcome) > 0)
    .map((outcome) => `${of(outcome)} ${outcome}`);
  return element(
    "header",
    { className: "masthead" },
    element("a", { className: "skip", href: "#clip" }, "Skip to the clip"),
    brand(),
    element(
      "p",
      { className: "title" },
      element("b", {}, report.title),
      element("span", {}, `${tally.join(", ")} · judge ${report.judge} ${report.judgeVersion}`),
    ),
    themeButton(),
  );
}

function show(position) {
  timeline?.leave();
  const view = clipView(report, position);
  timeline = view.timeline;
  main.replaceChildren(...view.nodes);
  const narrow = matchMedia("(max-width: 899px)").matches;
  if (narrow && show.before) main.scrollIntoView({ block: "start" });
  else scrollTo({ top: 0, behavior: "instant" });
  show.before = true;
}

function shortcuts(event) {
  if (!timeline || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  if (target.closest("input, select, textarea, [role=listbox]") && event.key !== "Escape") return;
  if (event.key === " " && target.closest("button, a")) return;
  const action = {
    ArrowLeft: () => timeline.step(-1),
    ArrowRight: () => timeline.step(1),
    " ": () => timeline.toggle(),
    Home: () => timeline.seek(0),
    End: () => timeline.seek(timeline.frames.length - 1),
    o: toggleOverlay,
  }[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function toggleOverlay() {
  const opacity = document.getElementById("opacity");
  if (!opacity) return;
  const { value } = opacity;
  opacity.value = value === "0" ? (opacity.dataset.before ?? 75) : 0;
  if (value !== "0") opacity.dataset.before = value;
  opacity.dispatchEvent(new Event("input"));
}
