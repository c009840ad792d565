// Undoes what the report's writer packed: base64, raw DEFLATE, quantised maps.

/** Bytes of a base64 text. */
export function bytesOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Bytes of a packed text: base64 of raw DEFLATE. */
export async function inflate(packed) {
  const stream = new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A picture that a canvas can draw. */
export function picture(base64) {
  return createImageBitmap(new Blob([bytesOf(base64)], { type: "image/jpeg" }));
}

/** Undoes differences between neighbours, modulo 2 to the power of some bits; works in place. */
export function sumUp(values, bits) {
  const mask = (1 << bits) - 1;
  for (let i = 1; i < values.length; i++) values[i] = (values[i] + values[i - 1]) & mask;
  return values;
}

/** Value that a byte of a quantised map stands for; byte 0 means "not measured" and has none. */
export function mapValue(map, byte) {
  return map.low + (map.high - map.low) * ((byte - 1) / 63) ** 2;
}
