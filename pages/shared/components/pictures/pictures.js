// Means of images in greys, differences of means from orange over the page's ground to blue.

function createRoot() {
  const legend = make("div", { class: "legend" }, make("span"), make("i"), make("span"));
  const grid = make("div", { class: "rows" });
  const probes = createProbes("less", "ground", "more");
  return { root: make("div", { class: "fm" }, grid, legend, ...probes), grid, legend, probes };
}

function createPicture() {
  return make("figure", {}, make("canvas", { role: "img" }), make("figcaption", {}, make("span", { class: "title" }), make("span", { class: "note" })));
}

/** A signed value as a mixture of the ground and one end of the scale. */
function mix(value, top, [less, ground, more]) {
  const share = Math.sqrt(Math.min(1, Math.abs(value) / top)); // the root lets small ones be seen
  const end = value < 0 ? less : more;
  return between(ground, end, share);
}

function paint(canvas, picture, top, scale) {
  const { pixels } = picture;
  [canvas.width, canvas.height] = [pixels[0].length, pixels.length];
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  pixels.flat().forEach((value, at) => {
    const colour = picture.signed ? mix(value, top, scale) : [value, value, value];
    image.data.set([...colour, 255], 4 * at);
  });
  context.putImageData(image, 0, 0);
}

function fill(state, data) {
  const all = data.rows.flat();
  const top = Math.max(1, ...all.filter(({ signed, pixels }) => signed && pixels).flatMap(({ pixels }) => pixels.flat().map(Math.abs)));
  const scale = colours(state.probes);
  state.root.style.setProperty("--columns", data.rows[0].length);
  put(state.root, "data-flowing", data.flowing ? "" : null);
  fit(state.grid, all.length, createPicture).forEach((figure, at) => {
    const [canvas, caption] = figure.children;
    put(figure, "data-empty", all[at].pixels ? null : "");
    put(canvas, "aria-label", all[at].name);
    say(caption.firstChild, all[at].title);
    say(caption.lastChild, all[at].note);
    if (all[at].pixels) paint(canvas, all[at], top, scale);
    else canvas.width = canvas.width; // empties it
  });
  put(state.legend, "hidden", data.less && data.more ? null : "");
  const [less, bar, more] = state.legend.children;
  say(less, `${data.less} \u2212${top}`);
  say(more, `+${top} ${data.more}`);
  const stops = Array.from({ length: 17 }, (_, at) => `rgb(${mix(top * (at / 8 - 1), top, scale).join(" ")})`);
  bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
}

export default function ({ data: [data], parentElement }) {
  const state = instance(parentElement, createRoot);
  state.data = data;
  fill(state, data);
  repaint(state.probes, () => fill(state, state.data));
}
