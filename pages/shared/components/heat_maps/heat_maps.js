// Diverging colours over a pale picture; the pixel that is pointed at tells its number.

const SIDE = 28;
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function createRoot() {
  const legend = make("div", { class: "legend", "aria-hidden": "true" }, make("span"), make("i"), make("span"));
  const probes = createProbes("less", "ground", "more", "ink");
  const grid = make("div", { class: "maps" });
  const picture = make("figure", {}, make("canvas", { width: SIDE, height: SIDE, role: "img" }), make("figcaption", {}, make("span", { class: "title" })));
  return { root: make("div", { class: "fm" }, make("div", { class: "row" }, picture, grid), legend, ...probes), picture, grid, legend, probes };
}

function createMap() {
  const canvas = make("canvas", { width: SIDE, height: SIDE, tabindex: 0, role: "application", "aria-roledescription": "map" });
  const frame = make("div", { class: "frame" }, canvas, make("i", { class: "cell", hidden: "" }));
  const caption = make("figcaption", {}, make("span", { class: "title" }), make("span", { class: "note" }), make("span", { class: "value", "aria-live": "polite" }));
  return make("figure", {}, frame, caption);
}

function paint(canvas, heat, image, scale, [less, ground, more, ink]) {
  const context = canvas.getContext("2d");
  const picture = context.createImageData(SIDE, SIDE);
  heat.forEach((value, at) => {
    const pale = between(ground, ink, (0.3 * image[at]) / 255);
    const share = Math.min(1, Math.abs(value) / scale) ** 0.7; // small ones can be seen
    picture.data.set([...between(pale, value < 0 ? less : more, share), 255], 4 * at);
  });
  context.putImageData(picture, 0, 0);
}

function showPicture(figure, image, name) {
  const context = figure.firstChild.getContext("2d");
  const picture = context.createImageData(SIDE, SIDE);
  image.forEach((value, at) => picture.data.set([value, value, value, 255], 4 * at));
  context.putImageData(picture, 0, 0);
  put(figure.firstChild, "aria-label", name);
  say(figure.lastChild.firstChild, name);
}

/** Point at a pixel: frame it and say its number. */
function point(figure, data, map, row, column) {
  const [frame, caption] = figure.children;
  const cell = frame.lastChild;
  put(cell, "hidden", null);
  Object.assign(cell.style, { left: `${(100 * column) / SIDE}%`, top: `${(100 * row) / SIDE}%` });
  const value = map.heat[SIDE * row + column];
  const towards = Math.abs(value) < 0.0005 ? "" : ` for ${data.classes[value > 0 ? 0 : 1]}`;
  say(caption.lastChild, `Row ${row + 1}, column ${column + 1}: ${Math.abs(value).toFixed(2)}${towards}`);
  figure.at = [row, column];
}

function leave(figure) {
  put(figure.firstChild.lastChild, "hidden", "");
  say(figure.lastChild.lastChild, "");
}

function fillMap(figure, data, map, image, scheme) {
  const [frame, caption] = figure.children;
  const canvas = frame.firstChild;
  put(canvas, "aria-label", `${map.title}. ${map.text} Arrow keys tell single pixels.`);
  say(caption.children[0], map.title);
  say(caption.children[1], map.note);
  paint(canvas, map.heat, image, data.scale, scheme);
  canvas.onpointermove = canvas.onpointerdown = (event) => {
    const box = canvas.getBoundingClientRect();
    const place = (at, from, length) => Math.min(SIDE - 1, Math.max(0, Math.floor((SIDE * (at - from)) / length)));
    point(figure, data, map, place(event.clientY, box.top, box.height), place(event.clientX, box.left, box.width));
  };
  canvas.onpointerleave = canvas.onblur = () => leave(figure);
  canvas.onkeydown = (event) => {
    const move = MOVES[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [row, column] = (figure.at ?? [13, 13]).map((at, axis) => Math.min(SIDE - 1, Math.max(0, at + move[axis])));
    point(figure, data, map, row, column);
  };
}

function fill(state, data) {
  const image = Uint8Array.from(atob(data.image), (letter) => letter.charCodeAt(0));
  const scheme = colours(state.probes);
  showPicture(state.picture, image, data.name);
  fit(state.grid, data.maps.length, createMap).forEach((figure, at) => fillMap(figure, data, data.maps[at], image, scheme));
  put(state.legend, "hidden", data.legend ? null : "");
  const [less, bar, more] = state.legend.children;
  say(less, `for ${data.classes[1]} ${data.scale.toFixed(1)}`);
  say(more, `${data.scale.toFixed(1)} for ${data.classes[0]}`);
  const stops = Array.from({ length: 17 }, (_, at) => {
    const value = at / 8 - 1;
    return `rgb(${between(scheme[1], scheme[value < 0 ? 0 : 2], Math.abs(value) ** 0.7).join(" ")})`;
  });
  bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
}

export default function ({ data: [data], parentElement }) {
  const state = instance(parentElement, createRoot);
  state.data = data;
  fill(state, data);
  repaint(state.probes, () => fill(state, state.data));
}
