// Two lanes of dots, a threshold to drag, and the image under the pointer.

const REACH = 12; // pixels around a dot in which it is meant
const GRASP = 5; // pixels around the line in which a drag moves it
const KEY_STEPS = { ArrowLeft: -0.05, ArrowDown: -0.05, ArrowRight: 0.05, ArrowUp: 0.05, PageDown: -1, PageUp: 1 };
const PATIENCE = 350; // milliseconds after the last key press until Python is told

function createCount() {
  return make("div", { class: "count" }, make("span", { class: "what" }), make("strong"), make("span", { class: "of" }));
}

function createRoot() {
  const state = { lines: {}, hover: null, walk: [0, 0], told: null, timer: null };
  state.counts = make("div", { class: "counts" }, createCount(), createCount(), createCount());
  state.back = make("button", { type: "button", class: "back" }, "Back to 0");
  state.dots = ["right third", "right", "wrong third", "wrong"].flatMap((kind) => [0, 1].map((lane) => draw("path", { class: `lane${lane} ${kind}` })));
  state.axis = draw("line", { class: "axis" });
  state.ring = draw("circle", { class: "ring", r: 6, hidden: "" });
  state.spot = draw("circle", { class: "spot", r: 5, hidden: "" });
  state.line = draw("line", { class: "threshold" });
  state.ticks = draw("g", { class: "ticks" });
  state.svg = draw("svg", { "aria-hidden": "true" }, state.ticks, state.axis, ...state.dots, state.ring, state.spot, state.line);
  state.walker = make("button", { type: "button", class: "walker" });
  state.handle = make("div", { role: "slider", tabindex: 0, class: "handle", "aria-orientation": "horizontal" });
  state.names = [0, 1].map((lane) => make("span", { class: `name lane${lane}` }));
  state.card = make("div", { class: "card", "aria-hidden": "true" }, make("span"), ...Array.from({ length: 4 }, () => make("span", { class: "words" })));
  state.plot = make("div", { class: "plot" }, state.svg, ...state.names, state.walker, state.handle, state.card);
  state.sides = make("div", { class: "sides" }, make("span"), make("span"), make("span"));
  state.key = make("p", { class: "key" });
  const head = make("div", { class: "head" }, state.counts, state.back);
  state.root = make("section", { class: "fm" }, head, state.plot, state.sides, state.key);
  return state;
}

/** Measure the plot, and place every dot. */
function layOut(state) {
  const { data, plot } = state;
  const [width, height] = [plot.clientWidth, plot.clientHeight];
  const dot = (state.dot = width < 560 ? DOT.narrow : DOT.wide);
  const [top, bottom] = [30, height - 20];
  const middle = (top + bottom) / 2;
  const room = (bottom - top) / 2 - dot - 2;
  state.scale = createScale(data, width);
  state.places = data.lanes.map((lane, side) => pile(lane, state.scale, dot, room).map(([x, far]) => [x, side ? middle + far : middle - far]));
  put(state.svg, "viewBox", `0 0 ${width} ${height}`);
  state.root.style.setProperty("--dot", `${dot}px`);
  for (const [name, value] of Object.entries({ x1: 0, x2: width, y1: middle, y2: middle })) put(state.axis, name, value);
  [state.lines.y1, state.lines.y2] = [top - 8, bottom];
  fillTicks(state, middle, bottom);
}

function fillTicks(state, middle, bottom) {
  const ticks = ticksOf(state.scale, state.data);
  state.ticks.replaceChildren(...ticks.flatMap((tick) => {
    const x = state.scale.x(tick * state.data.stepsPerNat);
    const text = draw("text", { x, y: bottom + 16 });
    text.textContent = tick < 0 ? `\u2212${-tick}` : tick;
    return [draw("line", { x1: x, x2: x, y1: 30, y2: bottom }), text];
  }));
}

/** Paint dots, line and counts for the present threshold. */
function paint(state) {
  const { data, threshold } = state;
  const kinds = { right: [[], []], "right third": [[], []], wrong: [[], []], "wrong third": [[], []] };
  data.lanes.forEach((lane, side) => lane.steps.forEach((step, at) => {
    const wrong = (step >= threshold) === (side === 1);
    const third = !data.lanes.some(({ label }) => label === lane.predicted[at]);
    kinds[`${wrong ? "wrong" : "right"}${third ? " third" : ""}`][side].push(state.places[side][at]);
  }));
  for (const path of state.dots) {
    const [lane, ...kind] = path.getAttribute("class").split(" ");
    const places = kinds[kind.join(" ")][lane === "lane1" ? 1 : 0];
    put(path, "d", (kind.includes("third") ? crosses(places, state.dot - 1) : dots(places)) || null);
  }
  const x = state.scale.x(threshold);
  for (const [name, value] of Object.entries({ x1: x, x2: x, ...state.lines })) put(state.line, name, value);
  state.handle.style.left = `${x}px`;
  say(state.handle, nats(threshold, data));
  fillCounts(state);
  mark(state.ring, state.chosen && state.places[state.chosen[0]][state.chosen[1]]);
}

function mark(circle, place) {
  put(circle, "hidden", place ? null : "");
  if (place) [["cx", place[0]], ["cy", place[1]]].forEach(([name, value]) => put(circle, name, value));
}

function fillCounts(state) {
  const { data, threshold } = state;
  const [first, second] = data.lanes.map((lane) => data.classNames[lane.label]);
  const sizes = data.lanes.map((lane) => lane.steps.length);
  const [now, before] = [errorsAt(data, threshold), errorsAt(data, 0)];
  const sum = (pair) => pair[0] + pair[1];
  const rows = [
    [`${first}, nearer to ${second}`, now[0], before[0], sizes[0]],
    [`${second}, nearer to ${first}`, now[1], before[1], sizes[1]],
    ["Together", sum(now), sum(before), sum(sizes)],
  ];
  rows.forEach(([what, count, zero, size], at) => {
    const [name, number, of] = state.counts.children[at].children;
    say(name, what);
    say(number, grouped(count));
    say(of, `of ${grouped(size)}${threshold ? `, ${grouped(zero)} at 0` : ""}`);
  });
  put(state.back, "data-off", threshold ? null : "");
  put(state.back, "tabindex", threshold ? null : -1);
  put(state.back, "aria-hidden", threshold ? null : "true");
  put(state.handle, "aria-valuenow", threshold / data.stepsPerNat);
  put(state.handle, "aria-valuetext", `${nats(threshold, data)} nats, ${odds(threshold, data)}: ${rows[0][0]} ${now[0]}, ${rows[1][0]} ${now[1]}`);
}

/** Move the threshold here; `tell` says when Python learns of it: now, soon or not yet. */
function move(state, step, tell) {
  state.threshold = Math.min(state.scale.high, Math.max(state.scale.low, step));
  paint(state);
  clearTimeout(state.timer);
  state.timer = null;
  if (tell === "now") return commit(state);
  if (tell === "soon") state.timer = setTimeout(() => commit(state), PATIENCE);
}

function commit(state) {
  state.timer = null;
  if (state.threshold === state.known) return;
  [state.known, state.told] = [state.threshold, state.threshold];
  state.setTriggerValue("threshold", state.threshold);
}

/** Show the picture and the words of one image beside its dot. */
function reveal(state, found) {
  state.hover = found;
  const place = found && state.places[found[0]][found[1]];
  mark(state.spot, place);
  put(state.card, "data-shown", found ? "" : null);
  if (!found) return;
  const lane = state.data.lanes[found[0]];
  show(state.card.firstChild, lane.label, lane.positions[found[1]]);
  imageText(state.data, ...found).forEach((line, at) => say(state.card.children[at + 1], line));
  const left = place[0] + 14 + state.card.offsetWidth > state.plot.clientWidth ? Math.max(0, place[0] - 14 - state.card.offsetWidth) : place[0] + 14;
  state.card.style.left = `${left}px`;
  state.card.style.top = `${Math.min(Math.max(0, place[1] - state.card.offsetHeight / 2), state.plot.clientHeight - state.card.offsetHeight)}px`;
}

/** Arrow keys walk through a lane; Up and Down change to the image at the same margin. */
function walk(state, event) {
  const lanes = state.data.lanes;
  let [lane, at] = state.walk;
  const last = lanes[lane].steps.length - 1;
  const targets = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last };
  if (event.key in targets) at = Math.min(last, Math.max(0, targets[event.key]));
  else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const other = event.key === "ArrowUp" ? 0 : 1;
    if (other !== lane) at = Math.min(lanes[other].steps.length - 1, lanes[other].steps.length - atLeast(lanes[other].steps, lanes[lane].steps[at]));
    lane = other;
  } else return;
  event.preventDefault();
  stand(state, [lane, at]);
}

function stand(state, found) {
  state.walk = found;
  reveal(state, found);
  announce(spoken(imageText(state.data, ...found)));
}

const within = (state, event) => {
  const box = state.plot.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

/** Follow the pointer with the threshold until it is let go. */
function drag(state, target, event) {
  target.setPointerCapture(event.pointerId);
  put(state.plot, "data-dragging", "");
  reveal(state, null);
  state.dragging = true;
  target.onpointermove = (moved) => move(state, state.scale.step(within(state, moved)[0]), "not yet");
  target.onpointerup = target.onpointercancel = () => {
    target.onpointermove = target.onpointerup = target.onpointercancel = null;
    state.dragging = false;
    put(state.plot, "data-dragging", null);
    listenToWalker(state);
    commit(state);
  };
}

/** Rest on a dot to see it, click to open it; press on the line and move to drag the line. */
function listenToWalker(state) {
  const { walker } = state;
  const isNearLine = (x) => Math.abs(x - state.scale.x(state.threshold)) <= GRASP;
  walker.onpointermove = (event) => {
    const [x, y] = within(state, event);
    if (event.pointerType === "mouse") reveal(state, nearest(state, x, y, REACH));
    put(walker, "data-cursor", state.hover ? "open" : isNearLine(x) ? "drag" : null);
    if (event.buttons === 1 && state.pressed !== null && Math.abs(x - state.pressed) > 3) {
      state.pressed = null;
      state.skip = true; // the click that ends a drag opens nothing
      drag(state, walker, event);
    }
  };
  walker.onpointerdown = (event) => {
    const [x] = within(state, event);
    state.skip = false;
    state.pressed = event.pointerType === "mouse" && isNearLine(x) ? x : null;
  };
}

function listen(state) {
  const { walker, handle } = state;
  const open = (found) => state.setTriggerValue("open", state.data.lanes[found[0]].indices[found[1]]);
  listenToWalker(state);
  walker.onpointerleave = () => reveal(state, null);
  walker.onfocus = () => walker.matches(":focus-visible") && stand(state, state.chosen ?? state.walk);
  walker.onblur = () => reveal(state, null);
  walker.onkeydown = (event) => !event.altKey && !event.ctrlKey && !event.metaKey && walk(state, event);
  walker.onclick = (event) => {
    if (state.skip) return void (state.skip = false);
    const byKey = event.detail === 0;
    const found = byKey ? state.walk : nearest(state, ...within(state, event), REACH + 4);
    if (found) open((state.walk = found));
  };
  handle.onpointerdown = (event) => {
    if (event.button) return;
    handle.focus({ preventScroll: true });
    event.preventDefault();
    drag(state, handle, event);
  };
  handle.ondblclick = () => move(state, 0, "now");
  handle.onkeydown = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { threshold, scale, data } = state;
    const by = KEY_STEPS[event.key];
    const to = by ? threshold + Math.round(by * data.stepsPerNat) : { Home: scale.low, End: scale.high, 0: 0 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(state, to, "soon");
  };
  handle.onblur = () => state.timer && commit(state);
  state.back.onclick = () => {
    state.handle.focus({ preventScroll: true });
    move(state, 0, "now");
  };
}

/** Names, sides, and what the marks mean. */
function fillLabels(state) {
  const { data } = state;
  const [first, second] = data.lanes.map((lane) => data.classNames[lane.label]);
  put(state.root, "aria-label", data.label);
  put(state.walker, "aria-label", `Images on the axis: arrow keys walk, Enter opens`);
  put(state.handle, "aria-label", `Threshold between ${second} and ${first}`);
  put(state.handle, "aria-valuemin", state.scale.low / data.stepsPerNat);
  put(state.handle, "aria-valuemax", state.scale.high / data.stepsPerNat);
  state.names.forEach((name, lane) => say(name, `True ${[first, second][lane]}`));
  const [left, middle, right] = state.sides.children;
  say(left, `\u2190 taken for ${second}`);
  say(middle, `log p(${first}) \u2212 log p(${second}), in nats`);
  say(right, `taken for ${first} \u2192`);
  say(state.key, `Only the choice between these two counts here. ${amongTen(data)} Strong mark: wrong at this threshold; pale: right; cross: the model predicts a third class, which the bars leave out.`);
}

/** Take Python's threshold, unless a newer one is on its way there or still in the hand. */
function adopt(state, threshold) {
  const isStale = state.told !== null && threshold === state.last;
  state.last = threshold;
  if (isStale) return;
  state.told = null;
  if (state.dragging || state.timer) return;
  state.threshold = state.known = threshold;
}

/** Whether these are other images, or the same in another order, than were laid out. */
function isOther(before, data) {
  const parts = ({ label, span, lanes }) => JSON.stringify([label, span, lanes]);
  return !before || parts(before) !== parts(data);
}

/** Find the opened image among the dots. */
function placeOf(selected, lanes) {
  if (selected === null) return null;
  const side = lanes.findIndex((lane) => lane.indices.includes(selected));
  return side < 0 ? null : [side, lanes[side].indices.indexOf(selected)];
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const state = instance(parentElement, createRoot);
  const isNew = !state.data;
  const changed = isOther(state.data, data);
  const before = [state.threshold, String(state.chosen)];
  Object.assign(state, { data, setTriggerValue, chosen: placeOf(data.selected, data.lanes) });
  if (isNew) {
    state.observer = new ResizeObserver(() => {
      layOut(state);
      paint(state);
    });
    listen(state);
  }
  adopt(state, data.threshold);
  // Drawing 2,000 marks again takes as long as all the rest: only when something moved.
  if (changed) {
    sheets(state.root, data.atlas, data.lanes.map((lane) => lane.label));
    state.walk = [0, 0];
    reveal(state, null);
    layOut(state);
    fillLabels(state);
  }
  if (changed || before[0] !== state.threshold || before[1] !== String(state.chosen)) paint(state);
  if (isNew) state.observer.observe(state.plot);
  takeBack(state, data.selected, () => state.walker);
}
