// Shows one question after the other; the server knows which clip is which, this page never does.
const framesPerSecond = 8;
const slowFramesPerSecond = 2;
const keys = { ArrowLeft: "left", ArrowRight: "right", ArrowDown: "alike", s: "skip", S: "skip" };

const find = (selector) => document.querySelector(selector);
const canvases = [find("canvas.left"), find("canvas.right")];
let question = null;
let pictures = [];
let isBusy = false;

async function ask(address, method = "GET") {
  const response = await fetch(address, { method });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

async function picture(place, side) {
  const response = await ask(`clip?at=${place}&side=${side}`);
  return createImageBitmap(await response.blob());
}

async function show(state) {
  question = state;
  const isOver = state.place >= state.total;
  find("main").hidden = isOver;
  find(".end").hidden = !isOver;
  pictures = isOver ? [] : await Promise.all(["left", "right"].map((side) => picture(state.place, side)));
  if (isOver) return;
  find(".prompt").textContent = state.prompt ? `Made of: ${state.prompt}` : "";
  find(".place").textContent = `Question ${state.place + 1} of ${state.total}, ${state.answered} answered`;
  find("progress").value = state.total ? state.answered / state.total : 1;
  for (const canvas of canvases) {
    canvas.width = state.width;
    canvas.height = state.height;
  }
  for (const button of document.querySelectorAll("[data-choice]"))
    button.classList.toggle("chosen", button.dataset.choice === state.choice);
  canvases.forEach((canvas, i) => canvas.classList.toggle("chosen", state.choice === ["left", "right"][i]));
  draw(0);
}

// One request at a time: a key held down must not answer questions that nobody saw.
async function run(work) {
  if (isBusy) return;
  isBusy = true;
  try {
    await work();
    find(".trouble").hidden = true;
  } catch (error) {
    find(".trouble").textContent = `Something went wrong: ${error.message}`;
    find(".trouble").hidden = false;
  } finally {
    isBusy = false;
  }
}

const open = (address, method) => run(async () => show(await (await ask(address, method)).json()));
const vote = (choice) => question && question.place < question.total && open(`vote?at=${question.place}&choice=${choice}`, "POST");
const back = () => question && question.place > 0 && open(`question?at=${question.place - 1}`);

function draw(frame) {
  canvases.forEach((canvas, i) => {
    const { width, height } = question;
    canvas.getContext("2d").drawImage(pictures[i], 0, frame * height, width, height, 0, 0, width, height);
    canvas.dataset.frame = frame;
  });
}

function toggle(selector) {
  const button = find(selector);
  button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
}

const isPressed = (selector) => find(selector).getAttribute("aria-pressed") === "true";

let elapsed = 0;
let last = performance.now();
function play(now) {
  if (!isPressed(".pause")) elapsed += ((now - last) / 1000) * (isPressed(".slow") ? slowFramesPerSecond : framesPerSecond);
  last = now;
  if (pictures.length === 2) draw(Math.floor(elapsed) % question.frameCount);
  requestAnimationFrame(play);
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  // A button that has the focus answers to the space bar itself.
  if (event.key === " " && event.target instanceof HTMLButtonElement) return;
  const actions = { " ": () => toggle(".pause"), l: () => toggle(".slow"), L: () => toggle(".slow"), Backspace: back };
  const action = keys[event.key] ? () => vote(keys[event.key]) : actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
for (const button of document.querySelectorAll("[data-choice]")) button.addEventListener("click", () => vote(button.dataset.choice));
for (const button of document.querySelectorAll(".back")) button.addEventListener("click", back);
for (const selector of [".pause", ".slow"]) find(selector).addEventListener("click", () => toggle(selector));

open("question");
requestAnimationFrame(play);
