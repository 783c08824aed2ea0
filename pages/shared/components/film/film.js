// All frames are here: the slider moves through them without asking the server.

const PACE = 180; // milliseconds a frame

function createRoot() {
  const state = { reels: make("div", { class: "reels" }), slider: make("input", { type: "range", min: 0, step: 1 }), marks: make("div", { class: "marks", "aria-hidden": "true" }) };
  state.play = make("button", { type: "button", class: "play", "aria-label": "Play" }, "\u25b6");
  state.title = make("p", { class: "title" });
  state.lines = make("ul", { class: "lines" });
  state.probes = createProbes("less", "ground", "more");
  const controls = make("div", { class: "controls" }, state.play, make("div", { class: "rail" }, state.slider, state.marks));
  state.root = make("div", { class: "fm" }, make("div", { class: "body" }, make("div", {}, state.reels, controls), make("div", {}, state.title, state.lines)), ...state.probes);
  state.slider.oninput = () => (stop(state), showFrame(state));
  state.play.onclick = () => (state.timer ? stop(state) : start(state));
  return state;
}

function start(state) {
  const last = state.data.titles.length - 1;
  if (Number(state.slider.value) === last) state.slider.value = 0;
  state.timer = setInterval(() => {
    if (!state.root.isConnected) return stop(state);
    if (Number(state.slider.value) === last) return stop(state);
    state.slider.value = Number(state.slider.value) + 1;
    showFrame(state);
  }, PACE);
  say(state.play, "\u275a\u275a");
  put(state.play, "aria-label", "Pause");
  showFrame(state);
}

function stop(state) {
  clearInterval(state.timer);
  state.timer = null;
  say(state.play, "\u25b6");
  put(state.play, "aria-label", "Play");
}

function colour(value, signed, [less, ground, more]) {
  if (!signed) return [value, value, value];
  const share = Math.min(1, Math.abs(value - 128) / 127);
  return between(ground, value < 128 ? less : more, share);
}

function paint(canvas, reel, at, scheme) {
  const [height, width] = reel.shape;
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const from = at * width * height;
  for (let place = 0; place < width * height; place++) image.data.set([...colour(reel.bytes[from + place], reel.signed, scheme), 255], 4 * place);
  context.putImageData(image, 0, 0);
}

function showFrame(state) {
  const { data, slider } = state;
  const at = Number(slider.value);
  const scheme = colours(state.probes);
  [...state.reels.children].forEach((figure, reel) => {
    paint(figure.firstChild, state.decoded[reel], at, scheme);
    put(figure.firstChild, "aria-label", `${data.reels[reel].name}: ${data.titles[at]}`);
  });
  say(state.title, data.titles[at]);
  put(slider, "aria-valuetext", [data.titles[at], ...data.lines[at]].join(". "));
  fit(state.lines, data.lines[at].length, () => make("li")).forEach((line, place) => say(line, data.lines[at][place]));
}

export default function ({ data: [data], parentElement }) {
  const isNew = !instances.has(parentElement);
  const state = instance(parentElement, createRoot);
  const changed = isNew || state.data.reels.some((reel, at) => reel.frames !== data.reels[at]?.frames);
  state.data = data;
  state.decoded = data.reels.map((reel) => ({ ...reel, bytes: Uint8Array.from(atob(reel.frames), (letter) => letter.charCodeAt(0)) }));
  put(state.slider, "aria-label", data.slider);
  put(state.slider, "max", data.titles.length - 1);
  if (changed) state.slider.value = data.start;
  fit(state.reels, data.reels.length, () => make("figure", {}, make("canvas", { role: "img" }), make("figcaption"))).forEach((figure, at) => say(figure.lastChild, data.reels[at].name));
  fit(state.marks, data.marks.length, () => make("i")).forEach((mark, at) => {
    mark.style.left = `${100 * data.marks[at][0]}%`;
    put(mark, "title", data.marks[at][1]);
  });
  showFrame(state);
  repaint(state.probes, () => showFrame(state));
}
