// A small WebGL2 renderer: coloured points, lines, and one picture in space.

const pointVertex = `#version 300 es
in vec3 position; in vec3 colour; uniform mat4 clipFromWorld; uniform float pixels; out vec3 tint;
void main() {
  gl_Position = clipFromWorld * vec4(position, 1);
  gl_PointSize = clamp(pixels / gl_Position.w, 1.5, 14.0);
  tint = colour;
}`;
const pointFragment = `#version 300 es
precision mediump float; in vec3 tint; out vec4 outColour;
void main() { vec2 p = gl_PointCoord - 0.5; if (dot(p, p) > 0.25) discard; outColour = vec4(tint, 1); }`;
const lineVertex = `#version 300 es
in vec3 position; uniform mat4 clipFromWorld;
void main() { gl_Position = clipFromWorld * vec4(position, 1); }`;
const lineFragment = `#version 300 es
precision mediump float; uniform vec4 colour; out vec4 outColour;
void main() { outColour = colour; }`;
const pictureVertex = `#version 300 es
in vec3 position; in vec2 corner; uniform mat4 clipFromWorld; out vec2 place;
void main() { gl_Position = clipFromWorld * vec4(position, 1); place = corner; }`;
const pictureFragment = `#version 300 es
precision mediump float; in vec2 place; uniform sampler2D image; out vec4 outColour;
void main() { outColour = vec4(texture(image, place).rgb, 1); }`;

export class Renderer {
  #gl;
  #programs;
  #cloud = { count: 0 };
  #texture;

  /** Takes a canvas; `Renderer.create` answers undefined where the browser has no WebGL2. */
  static create(canvas) {
    const gl = canvas.getContext("webgl2", { antialias: true, alpha: false });
    return gl ? new Renderer(gl) : undefined;
  }

  constructor(gl) {
    this.#gl = gl;
    this.#programs = {
      points: program(gl, pointVertex, pointFragment),
      lines: program(gl, lineVertex, lineFragment),
      picture: program(gl, pictureVertex, pictureFragment),
    };
    gl.enable(gl.DEPTH_TEST);
  }

  /** Points in world units, float[3N], with their colours, byte[3N]. */
  setCloud({ count, positions, colours }) {
    const gl = this.#gl;
    const { points } = this.#programs;
    const vertices = gl.createVertexArray();
    gl.bindVertexArray(vertices);
    attribute(gl, points, "position", positions, 3, gl.FLOAT);
    attribute(gl, points, "colour", colours, 3, gl.UNSIGNED_BYTE);
    this.#cloud = { count, vertices };
  }

  /** The picture that is drawn inside a frustum. */
  setPicture(bitmap) {
    const gl = this.#gl;
    this.#texture ??= gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, bitmap);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }

  /** Gives the graphics memory back; browsers allow a page only a few such views at a time. */
  release() {
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  begin(background) {
    const gl = this.#gl;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(...background, 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  }

  points(clipFromWorld, pixels) {
    if (this.#cloud.count === 0) return;
    const gl = this.#gl;
    const use = this.#use("points", clipFromWorld);
    gl.uniform1f(gl.getUniformLocation(use, "pixels"), pixels);
    gl.bindVertexArray(this.#cloud.vertices);
    gl.drawArrays(gl.POINTS, 0, this.#cloud.count);
  }

  /** Line segments between pairs of points, flat numbers. */
  lines(clipFromWorld, segments, colour) {
    this.#stroke(clipFromWorld, segments, colour, this.#gl.LINES);
  }

  /** A line through points, flat numbers. */
  path(clipFromWorld, through, colour) {
    this.#stroke(clipFromWorld, through, colour, this.#gl.LINE_STRIP);
  }

  /** The picture between four corners: upper left, upper right, lower right, lower left. */
  picture(clipFromWorld, [a, b, c, d]) {
    if (!this.#texture) return;
    const use = this.#use("picture", clipFromWorld);
    this.#once(
      use,
      [
        ["position", [...a, ...b, ...d, ...c], 3],
        ["corner", [0, 0, 1, 0, 0, 1, 1, 1], 2],
      ],
      this.#gl.TRIANGLE_STRIP,
      4,
    );
  }

  #stroke(clipFromWorld, numbers, colour, mode) {
    const use = this.#use("lines", clipFromWorld);
    this.#gl.uniform4f(this.#gl.getUniformLocation(use, "colour"), ...colour, 1);
    this.#once(use, [["position", numbers, 3]], mode, numbers.length / 3);
  }

  #use(name, clipFromWorld) {
    const gl = this.#gl;
    gl.useProgram(this.#programs[name]);
    gl.uniformMatrix4fv(gl.getUniformLocation(this.#programs[name], "clipFromWorld"), false, clipFromWorld);
    return this.#programs[name];
  }

  #once(use, arrays, mode, count) {
    const gl = this.#gl;
    const vertices = gl.createVertexArray();
    gl.bindVertexArray(vertices);
    const buffers = arrays.map(([name, numbers, size]) =>
      attribute(gl, use, name, new Float32Array(numbers), size, gl.FLOAT),
    );
    gl.drawArrays(mode, 0, count);
    gl.bindVertexArray(null);
    gl.deleteVertexArray(vertices);
    for (const buffer of buffers) gl.deleteBuffer(buffer);
  }
}

function attribute(gl, use, name, values, size, type) {
  const buffer = gl.createBuffer();
  const location = gl.getAttribLocation(use, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(location);
  gl.vertexAttribPointer(location, size, type, type === gl.UNSIGNED_BYTE, 0, 0);
  return buffer;
}

function program(gl, vertex, fragment) {
  const linked = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(linked, shader);
  }
  gl.linkProgram(linked);
  if (!gl.getProgramParameter(linked, gl.LINK_STATUS))
    throw new Error(`3-D view: a shader does not link: ${gl.getProgramInfoLog(linked)}`);
  return linked;
}
