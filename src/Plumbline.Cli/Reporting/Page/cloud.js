// Geometry of one shot for the 3-D view: points, cameras, and a frame of reference to turn about.

import { add, cross, dot, length, poseOf, subtract, times, unit } from "plumbline/matrix.js";
import { inflate, sumUp } from "plumbline/unpack.js";

/** Unpacks positions, float[3N], and colours, byte[3N]. */
export async function unpackCloud(cloud) {
  if (!cloud) return { count: 0, positions: new Float32Array(0), colours: new Uint8Array(0) };
  const { count, low, high } = cloud;
  const bytes = await inflate(cloud.data);
  const plane = (index) => bytes.subarray(index * count, (index + 1) * count);
  const positions = new Float32Array(count * 3);
  const colours = new Uint8Array(count * 3);
  for (let axis = 0; axis < 3; axis++) {
    const upper = plane(2 * axis);
    const places = sumUp(
      Uint16Array.from(plane(2 * axis + 1), (byte, i) => upper[i] * 256 + byte),
      12,
    );
    const shades = sumUp(plane(6 + axis), 8);
    for (let i = 0; i < count; i++) {
      positions[i * 3 + axis] = low[axis] + (places[i] / 4095) * (high[axis] - low[axis]);
      colours[i * 3 + axis] = shades[i];
    }
  }
  return { count, positions, colours };
}

/** What the viewer turns about, which way is up, and how large things are. */
export function frameOfReference(views, cloud) {
  const poses = views.map((view) => poseOf(view.cameraFromWorld));
  const sum = (pick) => poses.reduce((total, pose) => add(total, pick(pose)), [0, 0, 0]);
  const up = unit(
    times(
      -1,
      sum((pose) => pose.down),
    ),
  );
  const centre = times(
    1 / poses.length,
    sum((pose) => pose.centre),
  );
  const path = Math.max(...poses.map((pose) => length(subtract(pose.centre, centre))));
  if (cloud.count === 0) {
    const size = path || 1;
    return {
      up,
      forward: level(
        sum((pose) => pose.forward),
        up,
      ),
      target: centre,
      distance: 4 * size,
      size,
    };
  }
  const middle = [0, 1, 2].map((axis) => median(cloud.positions, axis));
  const depth = length(subtract(middle, centre)) || 1;
  // Between the cameras and what they look at, so that both stay in view while one turns.
  const target = add(times(0.4, centre), times(0.6, middle));
  return {
    up,
    forward: level(subtract(middle, centre), up),
    target,
    distance: 1.5 * Math.max(depth, path),
    size: Math.max(depth * 0.13, path * 0.12),
  };
}

/** Corners of a camera's picture at a distance from its centre: first the centre, then the four corners in order. */
export function frustum(view, size) {
  const { centre, right, down, forward } = poseOf(view.cameraFromWorld);
  const [fx, fy, cx, cy] = view.intrinsics;
  const corner = (x, y) =>
    add(centre, times(size, add(forward, add(times((x - cx) / fx, right), times((y - cy) / fy, down)))));
  return [
    centre,
    corner(-0.5, -0.5),
    corner(view.width - 0.5, -0.5),
    corner(view.width - 0.5, view.height - 0.5),
    corner(-0.5, view.height - 0.5),
  ];
}

/** Line segments of a frustum, pairs of points. */
export function frustumLines(view, size) {
  const [centre, a, b, c, d] = frustum(view, size);
  return [centre, a, centre, b, centre, c, centre, d, a, b, b, c, c, d, d, a].flat();
}

/** Axes of the ground: two directions at right angles to up. */
export function ground({ up, forward }) {
  return [forward, unit(cross(forward, up)), up];
}

const level = (direction, up) => unit(subtract(direction, times(dot(direction, up), up)));

function median(positions, axis) {
  const values = [];
  for (let i = axis; i < positions.length; i += 3) values.push(positions[i]);
  return values.sort((a, b) => a - b)[values.length >> 1];
}
