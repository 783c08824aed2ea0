// One image, large, and a table: rows are classes, columns are models.

const MOST_SAID = 4; // models; of more it is said how many are right
const WORDS = { right: "\u2713", wrong: "\u2717" };

function createRoot() {
  const button = (name, text) => make("button", { type: "button", class: "tool", "aria-label": name }, text);
  const state = { title: make("h2", { tabindex: -1 }), place: make("span", { class: "place" }), picture: make("span"), canvas: make("canvas", { width: 28, height: 28, hidden: "" }), truth: make("p", { class: "truth" }) };
  state.previous = button("Previous image", "\u2190");
  state.next = button("Next image", "\u2192");
  state.close = button("Close image", "\u2715");
  const tools = make("div", { class: "tools" }, state.place, state.previous, state.next, state.close);
  state.table = make("table", {}, make("caption", { class: "hidden" }), make("thead", {}, make("tr")), make("tbody"));
  const scroller = make("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": "Probabilities of every model" }, state.table);
  state.near = { title: make("h3"), grid: make("div", { role: "group", class: "grid" }) };
  state.near.root = make("div", { class: "near" }, state.near.title, state.near.grid);
  state.more = make("p", { class: "more", hidden: "" });
  const figure = make("div", { class: "figure" }, make("div", { role: "img", class: "picture" }, state.picture, state.canvas), state.truth);
  state.root = make("section", { class: "fm", "data-opened": "" }, make("header", {}, state.title, tools), make("div", { class: "body" }, figure, make("div", { class: "answers" }, scroller, state.more)), state.near.root);
  new ResizeObserver(() => sayMore(state)).observe(scroller);
  scroller.onscroll = () => sayMore(state);
  return state;
}

/** Say how many models stand further right, while some do: nothing else shows that there are. */
function sayMore({ table, more }) {
  const scroller = table.parentNode;
  const edge = scroller.getBoundingClientRect().right;
  const hidden = [...table.tHead.rows[0].cells].filter((cell) => cell.getBoundingClientRect().left + cell.offsetWidth / 2 > edge).length;
  put(more, "hidden", hidden ? null : "");
  put(scroller, "data-more", hidden ? "" : null);
  say(more, `${hidden} more ${hidden === 1 ? "model" : "models"} to the right \u2192`);
}

function createModel() {
  const verdict = make("span", { class: "verdict" }, make("span", { class: "mark", "aria-hidden": "true" }), make("span"));
  return make("th", { scope: "col" }, make("span", { class: "model" }), verdict);
}

function createProbability() {
  const mark = make("span", { class: "mark", "aria-hidden": "true" });
  return make("td", {}, make("span", { class: "number" }, make("span"), mark), make("span", { class: "track" }, make("i")), make("span", { class: "hidden" }));
}

function createClass() {
  return make("th", { scope: "row" }, make("span"), make("span", { class: "badge" }));
}

/** Whether an answer is right; of a picture whose class nobody knows it is only said. */
function verdictOf(data, answer) {
  if (data.true === null) return "said";
  return answer === data.true ? "right" : "wrong";
}

function fillModels(row, data, tops) {
  const cells = fit(row, data.modelNames.length + 1, (at) => (at ? createModel() : make("th", { scope: "col", class: "corner" }, "Class")));
  cells.slice(1).forEach((th, model) => {
    const verdict = verdictOf(data, tops[model]);
    const [mark, words] = th.lastChild.children;
    say(th.firstChild, data.modelNames[model]);
    put(th.lastChild, "data-verdict", verdict);
    say(mark, WORDS[verdict] ?? "");
    spell(words, `${verdict === "said" ? "" : `${verdict}: `}${data.classNames[tops[model]]}`);
  });
}

function fillClass(row, data, tops, i) {
  put(row, "data-true", i === data.true ? "" : null);
  const [th, ...cells] = fit(row, data.modelNames.length + 1, (at) => (at ? createProbability() : createClass()));
  say(th.firstChild, data.classNames[i]);
  say(th.lastChild, i === data.true ? "\u25c2 true label" : "");
  cells.forEach((td, model) => {
    const value = data.probabilities[model][i];
    const top = tops[model] === i;
    const verdict = top ? verdictOf(data, i) : null;
    put(td, "data-verdict", verdict);
    put(td, "data-low", value === null || value < 0.005 ? "" : null);
    const [figures, track, words] = td.children;
    say(figures.firstChild, value === null ? "\u2013" : value.toFixed(2)); // none is stated
    say(figures.lastChild, WORDS[verdict] ?? "");
    track.firstChild.style.width = `${100 * (value ?? 0)}%`;
    say(words, verdict ? `, predicted${verdict === "said" ? "" : `, ${verdict}`}` : "");
  });
}

/** A test image out of its sheet, or a picture of one's own from its pixels. */
function fillPicture(state, data, truth) {
  const own = data.pixels !== null;
  const name = own ? data.title : `Test image ${data.index}`;
  put(state.picture, "hidden", own ? "" : null);
  put(state.canvas, "hidden", own ? null : "");
  sheets(state.root, data.atlas, [...(own ? [] : [data.true]), ...(data.near?.sheets ?? [])]);
  if (own) {
    const image = new ImageData(28, 28);
    data.pixels.forEach((value, at) => image.data.set([value, value, value, 255], 4 * at));
    state.canvas.getContext("2d").putImageData(image, 0, 0);
  } else show(state.picture, data.true, data.position);
  put(state.picture.parentNode, "aria-label", own ? `${name}, as the models see it` : `${name}: true ${truth}`);
  put(state.root, "aria-label", name);
  put(state.root, "data-own", own ? "" : null);
  say(state.title, name);
  say(state.truth, own ? "As the models see it" : `True label: ${truth}`);
  say(state.table.caption, `Probabilities of ${name.toLowerCase()}: one row for each class, one column for each model`);
}

/** The images that look most alike; choosing one opens it, and the keyboard follows. */
function fillNear(state, near, setTriggerValue) {
  const { root, title, grid } = state.near;
  put(root, "hidden", near ? null : "");
  if (!near) return;
  say(title, near.label);
  put(grid, "aria-label", near.label);
  fit(grid, near.indices.length, () => createTile(near)).forEach((tile, at) => fillTile(tile, near, at));
  rove(grid, () => [...grid.children], () => getComputedStyle(grid).gridTemplateColumns.split(" ").length, { wrap: true });
  grid.onclick = (event) => {
    const index = clickedIndex(event);
    if (index === null) return;
    state.follow = index;
    setTriggerValue("open", index);
  };
}

/** Whether an arrow key pressed now is meant for this component and not for another control. */
function listens(root) {
  const focused = root.getRootNode().activeElement;
  if (focused) return root.contains(focused);
  const outside = document.activeElement;
  return !outside || outside === document.body || outside.matches("main, [role=dialog], [data-testid=stMain]");
}

/** Goes by itself once unmounted: Streamlit also runs a cleanup when two runs overlap. */
function onKey(state, event) {
  if (!state.root.isConnected) return document.removeEventListener("keydown", state.onkey);
  const act = state.act[event.key];
  const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!act || modified || event.repeat || event.defaultPrevented || !listens(state.root)) return;
  event.preventDefault();
  act();
}

/** An image that was just opened has the screen and, for its keys, the focus. */
function arrive(state, data, tops) {
  announce(spoken(data, tops));
  bring(state.root);
  state.title.focus({ preventScroll: true });
}

/** What is said of an image: which, what it is, what the compared models take it for. */
function spoken(data, tops) {
  const right = tops.filter((top) => top === data.true).length;
  const guesses = tops.slice(0, data.compared).map((top, model) => `${data.modelNames[model]}: ${data.classNames[top]}`);
  const place = data.place ? `, ${data.place.join(" of ")}` : "";
  const verdict = data.compared > MOST_SAID ? `${right} of ${tops.length} models right` : guesses.join(", ");
  return `Test image ${data.index}${place}: true label ${data.classNames[data.true]}. ${verdict}`;
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const isNew = !instances.has(parentElement);
  const state = instance(parentElement, createRoot);
  const tops = data.answers ?? data.probabilities.map((row) => row.indexOf(Math.max(...row)));
  fillPicture(state, data, data.classNames[data.true]);
  say(state.place, data.place ? data.place.map((part) => part.toLocaleString("en-US")).join(" of ") : "");
  put(state.table.parentNode, "hidden", data.modelNames.length ? null : ""); // whoever shall judge first sees none
  fillModels(state.table.tHead.rows[0], data, tops);
  fit(state.table.tBodies[0], data.classNames.length, () => make("tr")).forEach((row, i) => fillClass(row, data, tops, i));

  fillNear(state, data.near, setTriggerValue);

  const [place, count] = data.place ?? [1, 1];
  const [hasPrevious, hasNext] = [place > 1, place < count]; // of a picture of one's own neither
  // aria-disabled, not disabled: a button that is disabled at the last image would drop the focus
  put(state.previous, "aria-disabled", (!hasPrevious).toString());
  put(state.next, "aria-disabled", (!hasNext).toString());
  for (const tool of [state.previous, state.next]) put(tool, "hidden", data.pixels === null ? null : "");
  put(state.close, "hidden", data.closable ? null : "");
  const step = (by) => (by < 0 ? hasPrevious : hasNext) && setTriggerValue("step", by);
  const close = () => data.closable && setTriggerValue("close", true);
  state.previous.onclick = () => step(-1);
  state.next.onclick = () => step(1);
  state.close.onclick = close;
  state.act = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), Escape: close };
  state.onkey ??= (event) => onKey(state, event);
  document.addEventListener("keydown", state.onkey); // the same function again adds nothing
  if ((isNew && data.closable) || state.follow === data.index) arrive(state, data, tops);
  else if (!isNew && state.index !== data.index) announce(spoken(data, tops));
  state.follow = undefined; // null is the index of a picture of one's own
  state.index = data.index;
}
