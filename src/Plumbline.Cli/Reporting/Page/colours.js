// Colour scales: dark to light in even steps of lightness, so that they also read in grey.

const anchors = [
  [46, 12, 92],
  [96, 20, 128],
  [148, 30, 120],
  [198, 44, 94],
  [234, 78, 62],
  [250, 134, 40],
  [252, 194, 60],
  [250, 244, 150],
];

/** Colours of a share from 0 to 1 as 256 × [red, green, blue]. */
export const scale = Array.from({ length: 256 }, (_, i) => {
  const place = (i / 255) * (anchors.length - 1);
  const from = Math.min(Math.floor(place), anchors.length - 2);
  return anchors[from].map((channel, c) => Math.round(channel + (anchors[from + 1][c] - channel) * (place - from)));
});

/** The scale as a CSS gradient. */
export const scaleGradient = `linear-gradient(to right, ${anchors.map((c) => `rgb(${c.join(" ")})`).join(", ")})`;

/** What the test says of a pixel, by the number in the states plane. */
export const states = [
  {
    name: "untestable",
    text: "not testable: no texture, or hidden from the other frames",
    colour: [128, 132, 140],
    alpha: 120,
  },
  { name: "explained", text: "explained by the rigid world", colour: [40, 160, 170], alpha: 64 },
  { name: "unexplained", text: "not explained", colour: [236, 84, 44], alpha: 220 },
  { name: "moving", text: "moves on its own, set aside", colour: [150, 90, 220], alpha: 170 },
];

/** A round number that is at least as large as the value. */
export function niceCeiling(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value * 0.999) * power;
}
