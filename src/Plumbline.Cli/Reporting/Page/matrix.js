// 4×4 matrices in column-major order, as WebGL wants them, and a few vectors.

export const add = (a, b) => a.map((value, i) => value + b[i]);
export const subtract = (a, b) => a.map((value, i) => value - b[i]);
export const times = (scale, a) => a.map((value) => value * scale);
export const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
export const length = (a) => Math.hypot(...a);
export const unit = (a) => times(1 / (length(a) || 1), a);
export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

export function multiply(a, b) {
  const product = new Float32Array(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      for (let k = 0; k < 4; k++) product[column * 4 + row] += a[k * 4 + row] * b[column * 4 + k];
    }
  }
  return product;
}

/** Perspective of a viewer who looks along −z, vertical field of view in radians. */
export function perspective(fieldOfView, aspect, near, far) {
  const f = 1 / Math.tan(fieldOfView / 2);
  return new Float32Array([
    f / aspect,
    0,
    0,
    0,
    0,
    f,
    0,
    0,
    0,
    0,
    (far + near) / (near - far),
    -1,
    0,
    0,
    (2 * far * near) / (near - far),
    0,
  ]);
}

/** View of an eye that looks at a target. */
export function lookAt(eye, target, up) {
  const back = unit(subtract(eye, target));
  const right = unit(cross(up, back));
  const above = cross(back, right);
  return new Float32Array([
    right[0],
    above[0],
    back[0],
    0,
    right[1],
    above[1],
    back[1],
    0,
    right[2],
    above[2],
    back[2],
    0,
    -dot(right, eye),
    -dot(above, eye),
    -dot(back, eye),
    1,
  ]);
}

/** View of a filmed camera: rows of [R | t] with y down and z forward become y up and z backward. */
export function viewOfCamera([a, b, c, x, d, e, f, y, g, h, i, z]) {
  return new Float32Array([a, -d, -g, 0, b, -e, -h, 0, c, -f, -i, 0, x, -y, -z, 1]);
}

/** Centre and axes (right, down, forward) of a filmed camera in the world. */
export function poseOf([a, b, c, x, d, e, f, y, g, h, i, z]) {
  const centre = [-(a * x + d * y + g * z), -(b * x + e * y + h * z), -(c * x + f * y + i * z)];
  return { centre, right: [a, b, c], down: [d, e, f], forward: [g, h, i] };
}
