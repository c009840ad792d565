// Numbers and choices in words.

const models = {
  rotation: "a camera that turns on the spot",
  rotationAndZoom: "a camera that turns and zooms on the spot",
  translation: "a camera that moves through the world",
  translationAndZoom: "a camera that moves through the world and zooms",
  twoView: "no single camera path: neighbouring frames were judged in pairs",
};

const shortModels = {
  rotation: "turns",
  rotationAndZoom: "turns, zooms",
  translation: "moves",
  translationAndZoom: "moves, zooms",
  twoView: "in pairs",
};

const modelTests = {
  rotation:
    "Frames must follow homographies with one focal length. Depth cannot be measured from a turning camera, and is not needed.",
  rotationAndZoom:
    "Frames must follow homographies with a focal length of their own. Depth cannot be measured, and is not needed.",
  translation: "Every frame was predicted from cameras, depth and colour of the others, with one focal length.",
  translationAndZoom:
    "Every frame was predicted from cameras, depth and colour of the others, with a focal length per frame.",
  twoView: "No camera path explains this clip as a whole, so the score counts what pairs of frames support.",
};

const units = { 1: "", deg: "°", "%": " %" };

export const modelWords = (model) => models[model] ?? model;

/** What the camera does, in a word or two. */
export const shortModel = (model) => shortModels[model] ?? model;

export const modelTest = (model) => modelTests[model] ?? "";

/** A number with about three significant digits. */
export function number(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size !== 0 && size < 0.001) return value.toExponential(1);
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toFixed(decimals).replace("-", "−");
}

/** A number on a scale: as short as it can be. */
export const tick = (value) => String(Number(value.toPrecision(3))).replace("-", "−");

/** A score, 0 to 100, with one decimal. */
export const score = (value) => value.toFixed(1);

export const interval = ([low, high]) => `${score(low)}–${score(high)}`;

/** A number with its unit. */
export const quantity = (value, unit) => number(value) + (units[unit] ?? ` ${unit}`);

export const unitName = (unit) => (unit === "1" ? "–" : unit === "deg" ? "°" : unit);

/** The last step of a path. */
export const fileName = (path) => path.split(/[\\/]/).findLast((step) => step !== "") ?? path;

/** What stands in front of the last step of a path. */
export const folder = (path) => path.slice(0, path.lastIndexOf(fileName(path)));

export const frameRange = (first, last) => (first === last ? `frame ${first}` : `frames ${first}–${last}`);

export const count = (amount, noun) => `${amount.toLocaleString("en")} ${noun}${amount === 1 ? "" : "s"}`;

/** A part's title: from the glossary, or its name taken apart. */
export function partTitle(glossary, name) {
  const apart = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return glossary[name]?.title ?? apart[0].toUpperCase() + apart.slice(1);
}

// A dense map shows where the part is bad, so this one runs against its name.
export const mapTitle = (glossary, name) =>
  name === "depthAgreement" ? "Depth disagreement, relative" : partTitle(glossary, name);

/** The folders that all paths share, with the last separator. */
export function commonFolder(paths) {
  const [first = "", ...others] = paths.map(folder);
  let shared = first;
  while (!others.every((other) => other.startsWith(shared))) shared = folder(shared);
  return shared;
}
