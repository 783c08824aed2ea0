// What a person does on a map: look, open, move, zoom, draw a box or a lasso.

const REACH = 10; // pixels around a dot in which it is meant
const STILL = 4; // pixels that a press may move and still be a click
const FURTHEST = 60;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const within = (panel, event) => {
  const box = panel.above.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

/** The dot nearest to a point, or null. */
function nearestDot({ map, lens }, x, y) {
  let [found, best] = [null, REACH * REACH];
  for (let at = 0; at < map.count; at += 1) {
    const distance = (lens.x(map.x[at]) - x) ** 2 + (lens.y(map.y[at]) - y) ** 2;
    if (distance < best) [found, best] = [at, distance];
  }
  return found;
}

/** Ring the dot under the pointer on every map, and show its picture beside it. */
function look(view, panel, at) {
  if (view.seen === at) return;
  view.seen = at;
  for (const each of view.panels) {
    put(each.card, "data-shown", null);
    if (each.map) paintAbove(view, each);
  }
  put(panel.above, "data-over", at === null ? null : "");
  if (at === null) return;
  const { map, lens, card } = panel;
  show(card.firstChild, map.labels[at], map.positions[at]);
  wordsOf(view, panel, at).forEach((line, number) => say(card.children[number + 1], line));
  put(card, "data-shown", "");
  const [x, y] = [lens.x(map.x[at]), lens.y(map.y[at])];
  const left = x + 14 + card.offsetWidth > panel.width ? x - 14 - card.offsetWidth : x + 14;
  card.style.left = `${Math.max(0, left)}px`;
  card.style.top = `${Math.min(Math.max(0, y - card.offsetHeight / 2), Math.max(0, panel.height - card.offsetHeight))}px`;
}

/** One image in lines. */
function wordsOf(view, panel, at) {
  const { map } = panel;
  const names = view.data.classNames;
  const right = map.labels[at] === map.predicted[at];
  const sure = map.confidence ? `, confidence ${(map.confidence[at] / 255).toFixed(2)}` : "";
  return [`true ${names[map.labels[at]]}`, `${right ? "\u2713" : "\u2717"} predicted ${names[map.predicted[at]]} by ${view.data.by[view.panels.indexOf(panel)]}${sure}`, `Test image ${at}`];
}

/** Zoom so that a point keeps its place. */
function zoomAt(view, panel, factor, x = panel.width / 2, y = panel.height / 2) {
  if (!panel.lens) return;
  const before = panel.lens.place(x, y);
  panel.zoom = Math.min(FURTHEST, Math.max(1, panel.zoom * factor));
  const after = createLens(panel).place(x, y);
  moveTo(panel, [panel.centre[0] + before[0] - after[0], panel.centre[1] + before[1] - after[1]]);
  look(view, panel, null);
  repaint(view);
}

/** Move the middle of the view, no further than the dots go. */
function moveTo(panel, [x, y]) {
  const half = PLACES / 2;
  const room = half * (1 - 1 / panel.zoom) + (panel.zoom > 1 ? half / panel.zoom / 2 : 0);
  const held = (value) => Math.min(half + room, Math.max(half - room, value));
  panel.centre = [held(x), held(y)];
}

function reset(view) {
  for (const panel of view.panels) [panel.zoom, panel.centre] = [1, [PLACES / 2, PLACES / 2]];
  repaint(view);
}

/** Tell Python what was drawn; mark it at once, for the answer of the script may take a moment. */
function choose(view, panel, corners) {
  view.outline = [panel.name, corners];
  view.marks = inside(panel.map, corners);
  view.told = true;
  repaint(view);
  view.tell("choose", [panel.name, encode(corners)]);
}

function chooseNothing(view) {
  if (!view.marks && !view.outline) return;
  [view.marks, view.outline] = [null, null];
  repaint(view);
  view.tell("choose", ["", ""]);
}

/** Follow the pointer from press to release. */
function press(view, panel, event) {
  if (event.button || !panel.map || panel.pointer !== undefined) return; // a second finger draws nothing
  panel.pointer = event.pointerId;
  const start = within(panel, event);
  const grip = panel.lens.place(...start);
  const { centre } = panel;
  let moved = false;
  if (view.tool !== "move" || event.pointerType === "mouse") event.preventDefault();
  panel.above.focus({ preventScroll: true });
  panel.above.setPointerCapture(event.pointerId);
  panel.path = [grip];
  panel.above.onpointermove = (now) => {
    if (now.pointerId !== panel.pointer) return;
    const at = within(panel, now);
    moved ||= Math.hypot(at[0] - start[0], at[1] - start[1]) > STILL;
    if (!moved) return;
    look(view, panel, null);
    if (view.tool === "move") {
      const { scale } = panel.lens;
      moveTo(panel, [centre[0] - (at[0] - start[0]) / scale, centre[1] + (at[1] - start[1]) / scale]);
      return repaint(view);
    }
    draw(view, panel, at);
  };
  panel.above.onpointerup = panel.above.onpointercancel = (end) => {
    if (end.pointerId !== panel.pointer) return;
    release(view, panel);
    if (end.type === "pointercancel") return;
    if (!moved) return openAt(view, panel, end);
    finish(view, panel);
  };
}

/** Draw on: a lasso grows, a box spans from the first corner. */
function draw(view, panel, at) {
  const place = panel.lens.place(...at);
  if (view.tool === "box") panel.path = [panel.path[0], place];
  else panel.path.push(place);
  const [[left, low], [right, high]] = view.tool === "box" ? panel.path : [[0, 0], [0, 0]];
  panel.drawing = view.tool === "box" ? [[left, low], [right, low], [right, high], [left, high]] : panel.path;
  paintAbove(view, panel);
}

function finish(view, panel) {
  const { path } = panel;
  panel.drawing = null;
  if (view.tool === "move") return;
  const corners = toCorners(path);
  if (corners.length >= (view.tool === "box" ? 2 : 3)) choose(view, panel, corners);
}

function release(view, panel) {
  panel.pointer = undefined;
  panel.above.onpointerup = panel.above.onpointercancel = null;
  follow(view, panel);
}

function openAt(view, panel, event) {
  const found = nearestDot(panel, ...within(panel, event));
  if (found !== null) view.tell("open", found);
}

/** Without a pressed button the pointer only looks. */
function follow(view, panel) {
  panel.above.onpointermove = (event) => {
    if (panel.map && event.pointerType === "mouse") look(view, panel, nearestDot(panel, ...within(panel, event)));
  };
}

/** Arrow keys move, plus and minus zoom, 0 shows all, Escape chooses nothing. */
function pressKey(view, panel, event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const way = KEYS[event.key];
  if (way) {
    const step = PLACES / 8 / panel.zoom;
    moveTo(panel, [panel.centre[0] + way[0] * step, panel.centre[1] + way[1] * step]);
    repaint(view);
  } else if (event.key === "+" || event.key === "=") zoomAt(view, panel, 1.5);
  else if (event.key === "-") zoomAt(view, panel, 1 / 1.5);
  else if (event.key === "0") reset(view);
  else if (event.key === "Escape") chooseNothing(view);
  else return;
  event.preventDefault();
}

function listen(view, panel) {
  const { above } = panel;
  follow(view, panel);
  above.onpointerdown = (event) => press(view, panel, event);
  above.onpointerleave = () => look(view, panel, null);
  above.onkeydown = (event) => panel.map && pressKey(view, panel, event);
  above.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    zoomAt(view, panel, Math.exp(-event.deltaY / (Math.abs(event.deltaY) > 50 ? 300 : 60)), ...within(panel, event));
  }, { passive: false });
}
