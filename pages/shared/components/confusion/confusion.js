// Small multiples of confusion matrices. Position -1 stands for the header of a row or a column.

const STEPS_OF_SCALE = 8;

function createRoot() {
  const panels = make("div", { class: "panels" });
  const legend = make("div", { class: "legend" });
  const readout = make("p", { class: "readout", "aria-hidden": "true" });
  return { root: make("div", { class: "fm" }, panels, make("div", { class: "foot" }, legend, readout)), panels, legend, readout, hot: [] };
}

function createPanel() {
  const caption = make("caption", {}, make("strong"), make("span", { class: "subtitle" }),
    make("span", { class: "hidden" }, " Arrow keys move between cells, Enter opens the images."));
  const corner = make("td", { class: "corner", rowspan: 2 }, make("span", {}, "True label"), make("span", { "aria-hidden": "true" }, "\u00a0\u2193"));
  const axis = make("th", { class: "axis", scope: "colgroup" }, make("span", {}, "Predicted label"), make("span", { "aria-hidden": "true" }, " \u2192"));
  const head = make("thead", {}, make("tr", {}, corner, axis), make("tr"));
  return make("section", { class: "panel" }, make("table", {}, caption, head, make("tbody")));
}

function header(scope) {
  return make("th", { scope }, make("button", { type: "button", class: "name" }));
}

function cell() {
  const unit = make("span", { class: "unit" }, "\u2009%");
  const share = make("span", { class: "share" }, make("span"), unit);
  return make("td", {}, make("button", { type: "button", class: "cell" }, make("span", { class: "count" }), share));
}

/** The largest value that gets the darkest shade: over all panels, so that shades compare. */
function scaleTops(data) {
  let [error, all, images] = [0, 0, 0];
  for (const panel of data.panels) panel.counts.forEach((row, i) => row.forEach((count, j) => {
    const value = Math.abs(panel.shares ? panel.shares[i][j] ?? 0 : count);
    images = Math.max(images, Math.abs(count));
    all = Math.max(all, value);
    if (i !== j) error = Math.max(error, value);
  }));
  return { error: data.better ? all : error, correct: data.panels.some((panel) => panel.shares) ? 1 : images };
}

/** A cell's scale and its step 1..8; the square root lets small confusions be seen. */
function shade(data, tops, panel, i, j) {
  const count = panel.counts[i][j];
  const value = panel.shares ? panel.shares[i][j] ?? 0 : count;
  if (count === 0) return ["zero", null];
  const diagonal = i === j && !data.better;
  const fraction = diagonal ? value / tops.correct : Math.sqrt(Math.abs(value) / (tops.error || 1));
  const step = Math.min(STEPS_OF_SCALE, Math.max(1, Math.ceil(fraction * STEPS_OF_SCALE)));
  // Of two models the first is better with more images on the diagonal, and with fewer beside it.
  const blue = data.better ? (count > 0) === (i === j) : true;
  return [diagonal ? "correct" : blue ? "more" : "less", step];
}

function fillCell(button, data, tops, panel, i, j) {
  const count = panel.counts[i][j];
  const share = panel.shares?.[i][j];
  const [scale, step] = shade(data, tops, panel, i, j);
  const shown = typeof share === "number" && count !== 0;
  put(button, "data-scale", scale);
  put(button, "data-step", step);
  put(button, "data-marked", panel.marked?.[i][j] ? "" : null);
  put(button, "aria-label", cellName(data, panel, i, j));
  say(button.firstChild, count === 0 ? "\u00b7" : data.better ? signed(count) : String(count));
  put(button.lastChild, "hidden", shown ? null : "");
  if (shown) say(button.lastChild.firstChild, percent(share, data));
}

/** Fill one panel and list its buttons row by row, headers first, with null for the corner. */
function fillPanel(section, data, tops, panel, model) {
  const names = data.classNames;
  const [caption, head, body] = section.firstChild.children;
  section.dataset.model = model;
  put(section, "data-marks", panel.marked ? "" : null);
  say(caption.children[0], panel.title);
  say(caption.children[1], panel.subtitle);
  put(head.querySelector(".axis"), "colspan", names.length);
  const buttons = [null];
  const add = (button, i, j) => {
    [button.dataset.i, button.dataset.j] = [i, j];
    buttons.push(button);
    return button;
  };
  fit(head.lastChild, names.length, () => header("col")).forEach((th, j) => {
    spell(add(th.firstChild, -1, j), names[j]);
    put(th.firstChild, "aria-label", cellName(data, panel, -1, j));
  });
  fit(body, names.length, () => make("tr")).forEach((row, i) => {
    fit(row, names.length + 1, (at) => (at ? cell() : header("row"))).forEach((td, at) => {
      const button = add(td.firstChild, i, at - 1);
      if (at) return fillCell(button, data, tops, panel, i, at - 1);
      spell(button, names[i]);
      put(button, "aria-label", cellName(data, panel, i, -1));
    });
  });
  section.buttons = buttons;
  rove(section, () => section.buttons, () => names.length + 1, { wrap: false });
}

/** Mark a position in every panel, with the headers of its row and column. */
function mark(state, i, j) {
  for (const button of state.hot) button.classList.remove("hot");
  const width = state.data.classNames.length + 1;
  const spots = new Set([(i + 1) * width + j + 1, (i + 1) * width, j + 1]);
  state.hot = [...state.panels.children].flatMap((section) => [...spots].map((at) => section.buttons[at])).filter(Boolean);
  if (i < 0 && j < 0) state.hot = [];
  for (const button of state.hot) button.classList.add("hot");
  say(state.readout, comparison(state.data, i, j));
}

/** Outline the choice: strongly in its own panel, lightly at the same place in the others. */
function choose(state, selected) {
  [...state.panels.children].forEach((section, model) => {
    for (const button of section.buttons) {
      if (!button) continue;
      const same = selected && Number(button.dataset.i) === (selected.true ?? -1) && Number(button.dataset.j) === (selected.predicted ?? -1);
      put(button, "aria-pressed", Boolean(same && model === selected.model).toString());
      put(button, "data-twin", same && model !== selected.model ? "" : null);
    }
  });
}

function fillLegend(legend, data, tops) {
  const scales = data.better ? ["less", "more"] : ["more"];
  if (!legend.firstChild) {
    const bar = make("span", { class: "bar", "aria-hidden": "true" });
    legend.append(make("span"), bar, make("span"), make("span", { class: "key" }));
  }
  const [low, bar, high, rest] = legend.children;
  const shares = data.panels.some((panel) => panel.shares);
  const top = shares ? `${percent(tops.error, data).replace("+", "")} %` : grouped(tops.error);
  const of = shares && data.normalize ? ` ${LEGEND[data.normalize]}` : " images";
  say(low, data.better ? `${data.better[1]} better` : "Errors 0");
  say(high, data.better ? `${data.better[0]} better: more recognised, fewer mistaken; up to ${top}${of}` : `${top}${of}`);
  const marked = data.panels.some((panel) => panel.marked);
  say(rest, data.better ? (marked ? `\u25cf ${data.markedWord}` : "") : "Correct");
  put(rest, "data-correct", data.better ? null : "");
  fit(bar, scales.length * STEPS_OF_SCALE, () => make("i")).forEach((swatch, at) => {
    const scale = scales[Math.floor(at / STEPS_OF_SCALE)];
    put(swatch, "data-scale", scale);
    put(swatch, "data-step", scale === "less" ? STEPS_OF_SCALE - at : (at % STEPS_OF_SCALE) + 1);
  });
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const state = instance(parentElement, createRoot);
  state.data = data;
  const tops = scaleTops(data);
  put(state.root, "data-panels", data.panels.length);
  fit(state.panels, data.panels.length, createPanel).forEach((section, model) => fillPanel(section, data, tops, data.panels[model], model));
  fillLegend(state.legend, data, tops);
  choose(state, data.selected);
  const place = (event) => {
    const button = event.target.closest("button");
    return [Number(button?.dataset.i ?? -1), Number(button?.dataset.j ?? -1), button];
  };
  state.panels.onpointerover = (event) => event.pointerType === "mouse" && mark(state, ...place(event).slice(0, 2));
  state.panels.onpointerleave = () => mark(state, -1, -1);
  state.panels.onfocusin = (event) => mark(state, ...place(event).slice(0, 2));
  state.panels.onfocusout = () => mark(state, -1, -1);
  state.panels.onclick = (event) => {
    const [i, j, button] = place(event);
    if (!button) return;
    const choice = { true: i < 0 ? null : i, predicted: j < 0 ? null : j, model: Number(button.closest("section").dataset.model) };
    choose(state, choice); // at once: the answer of the script may take a moment
    setTriggerValue("select", choice);
  };
}
