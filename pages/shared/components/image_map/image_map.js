// One or two maps of the same images side by side: what is seen or chosen on one is so on both.

const TOOLS = [["lasso", "Lasso"], ["box", "Box"], ["move", "Move"]];
const HINTS = {
  lasso: "Draw around dots to see exactly these images. Click a dot to open it.",
  box: "Draw a box over dots to see exactly these images. Click a dot to open it.",
  move: "Drag to move. Click a dot to open it.",
};

function createRoot() {
  const view = { panels: [], sheets: {}, marks: null, outline: null, seen: null, frame: null };
  view.tool = matchMedia("(pointer: coarse)").matches ? "move" : "lasso";
  view.tools = make("div", { role: "group", class: "tools", "aria-label": "What dragging does" }, ...TOOLS.map(([tool, name]) => make("button", { type: "button", "data-tool": tool }, name)));
  const button = (name, word, title) => make("button", { type: "button", "data-do": name, "aria-label": title, title }, word);
  view.zooms = make("div", { role: "group", class: "tools", "aria-label": "Zoom" }, button("closer", "+", "Zoom in"), button("wider", "\u2212", "Zoom out"), button("all", "All", "Show all images"));
  view.clear = make("button", { type: "button", class: "clear" }, "Choose nothing");
  view.bar = make("div", { class: "bar" }, view.tools, view.zooms, view.clear);
  view.maps = make("div", { class: "maps" });
  view.legend = make("ul", { class: "legend" });
  view.hint = make("p", { class: "hint" });
  view.live = make("p", { class: "hidden", role: "status" });
  view.root = make("section", { class: "fm" }, view.bar, view.maps, view.legend, view.hint, view.live);
  return view;
}

function createPanel() {
  const dots = make("canvas", { "aria-hidden": "true" });
  const above = make("canvas", { class: "above", tabindex: 0, role: "application" });
  const card = make("div", { class: "card", "aria-hidden": "true" }, make("span"), ...Array.from({ length: 3 }, () => make("span", { class: "words" })));
  const plot = make("div", { class: "plot" }, dots, above, card);
  return make("figure", {}, make("figcaption", {}, make("strong"), make("span")), plot);
}

/** Bring the panels up to date; one whose dots are another's begins anew. */
function fillPanels(view) {
  const { data } = view;
  const figures = fit(view.maps, data.panels.length, createPanel);
  view.panels = figures.map((figure, at) => {
    const told = data.panels[at];
    const [caption, plot] = figure.children;
    say(caption.firstChild, told.title);
    say(caption.lastChild, told.note);
    let panel = view.panels[at];
    if (!panel || panel.figure !== figure) {
      const [dots, above, card] = plot.children;
      panel = { figure, dots, above, card, plot, zoom: 1, centre: [PLACES / 2, PLACES / 2] };
      listen(view, panel);
      view.observer.observe(plot);
    }
    if (panel.id !== told.id) {
      if (panel.name !== told.name) [panel.zoom, panel.centre] = [1, [PLACES / 2, PLACES / 2]];
      Object.assign(panel, { id: told.id, name: told.name, codes: null, names: null });
      panel.map = STORE.maps.get(told.id) ?? null;
      if (!panel.map) await_(told.id, () => arrive(view, panel, told.id));
    }
    put(panel.above, "aria-label", `${told.title}. Arrow keys move, plus and minus zoom, 0 shows all; the lists on this page choose images without a pointer.`);
    return panel;
  });
}

function arrive(view, panel, id) {
  if (panel.id !== id) return;
  panel.map = STORE.maps.get(id);
  adopt(view);
  fillLegend(view);
  repaint(view);
}

/** Take what Python says is chosen: the same as was marked here, or a list's or an address's. */
function adopt(view) {
  const { data, panels } = view;
  const count = panels[0].map?.count;
  view.marks = count ? readBits(data.chosen, count) : null;
  view.outline = data.outline ? [data.outline[0], decode(data.outline[1])] : null;
}

/** What the colours mean, with how many images have each. */
function fillLegend(view) {
  const { data } = view;
  const { map } = view.panels[0];
  const rows = legendRows(data, map);
  fit(view.legend, rows.length, () => make("li", {}, make("i"), make("span"))).forEach((item, at) => {
    item.firstChild.style.background = `var(${rows[at][0]})`;
    say(item.lastChild, rows[at][1]);
  });
}

function legendRows({ colour, classNames, panels }, map) {
  const tally = (values, wanted) => (map ? ` ${values.reduce((sum, value) => sum + (value === wanted), 0).toLocaleString("en-US")}` : "");
  const mine = panels.length > 1 ? "" : null;
  if (colour === "correct") {
    const wrong = map ? map.labels.reduce((sum, label, at) => sum + (label !== map.predicted[at]), 0) : null;
    return ["right", "wrong"].map((word, at) => [`--answer${at}`, mine === null && map ? `${word} ${(at ? wrong : map.count - wrong).toLocaleString("en-US")}` : word]);
  }
  if (colour === "confidence") return [["--shade0", "sure"], ["--shade3", "less sure"], ["--shade7", "unsure"]];
  if (colour === "disagreement") return [["--shade0", "all models judge alike"], ["--shade3", ""], ["--shade7", "they differ most"]];
  return classNames.map((name, label) => [`--class${label}`, `${name}${colour === "true" || mine === null ? tally(map ? (colour === "true" ? map.labels : map.predicted) : [], label) : ""}`]);
}

function fillTools(view) {
  for (const button of view.tools.children) put(button, "aria-pressed", String(button.dataset.tool === view.tool));
  put(view.root, "data-tool", view.tool);
  say(view.hint, `${HINTS[view.tool]} Ctrl and the wheel zoom; close by, dots turn into pictures.`);
}

function listenToBar(view) {
  view.tools.onclick = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    view.tool = button.dataset.tool;
    fillTools(view);
  };
  view.zooms.onclick = (event) => {
    const what = event.target.closest("button")?.dataset.do;
    if (what === "all") reset(view);
    else if (what) for (const panel of view.panels) zoomAt(view, panel, what === "closer" ? 1.6 : 1 / 1.6);
  };
  view.clear.onclick = () => {
    view.tools.firstElementChild.focus();
    chooseNothing(view);
  };
}

function measure(view) {
  for (const panel of view.panels) {
    [panel.width, panel.height] = [panel.plot.clientWidth, panel.plot.clientHeight];
  }
  view.palette = palette(view.root, view.data.colour);
  repaint(view);
}

/** Say how many images are chosen, once it is known. */
function announce(view) {
  const { count } = view.data;
  if (view.count === count) return;
  const first = view.count === undefined;
  view.count = count;
  if (first && count === null) return;
  if (!first && count) view.root.scrollIntoView({ block: "end", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  say(view.live, count === null ? "No images are chosen." : `${count.toLocaleString("en-US")} image${count === 1 ? " is" : "s are"} chosen; they stand below the maps.`);
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  if (data.kind === "dots") return keepDots(data);
  const view = instance(parentElement, createRoot);
  const isNew = !view.data;
  const recoloured = view.data?.colour !== data.colour;
  Object.assign(view, { data, tell: setTriggerValue });
  if (isNew) {
    view.observer = new ResizeObserver(() => measure(view));
    view.themes = new MutationObserver(() => measure(view));
    view.themes.observe(document.documentElement, { attributes: true });
    listenToBar(view);
  }
  sheets(view.root, data.atlas, data.classNames.map((_, label) => label));
  put(view.root, "aria-label", data.label);
  fillPanels(view);
  if (recoloured) for (const panel of view.panels) panel.codes = panel.names = null;
  adopt(view);
  put(view.clear, "hidden", view.marks || view.outline ? null : "");
  fillTools(view);
  fillLegend(view);
  announce(view);
  measure(view);
  return undefined;
}
