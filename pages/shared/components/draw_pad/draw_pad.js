// Tools around the drawing; the pen is a pointer, or a cross that arrow keys move.

const TOOLS = { brush: "Brush", fill: "Fill", eraser: "Eraser" };
const SHADES = { 20: "Dark", 110: "Medium", 190: "Light" };
const FOLLOW = 160; // milliseconds between two messages while a stroke goes on
const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HELP = "Arrow keys move the pen, with Shift in larger steps; Space puts it down and lifts it; Enter uses the tool in place; Control Z undoes.";

function choices(label, options, chosen, choose) {
  const group = make("div", { role: "group", "aria-label": label, class: "choices" });
  const pick = (value) => {
    for (const button of group.children) put(button, "aria-pressed", String(button.value === String(value)));
    choose(value);
  };
  for (const [value, name] of Object.entries(options)) {
    const button = make("button", { type: "button", class: "tool", value }, name);
    button.onclick = () => pick(value);
    group.append(button);
  }
  pick(chosen);
  return group;
}

function createPad(side) {
  const state = { drawing: createDrawing(side), tool: "brush", grey: 20, width: 5, pen: { x: 2 * side, y: 2 * side }, down: false, last: 0 };
  const { canvas } = state.drawing;
  for (const [name, value] of Object.entries({ tabindex: 0, role: "application", "aria-roledescription": "drawing pad", "aria-describedby": "help" })) put(canvas, name, value);
  state.cross = make("i", { class: "cross", "aria-hidden": "true" });
  state.said = make("p", { class: "hidden", "aria-live": "polite" });
  const button = (name, act) => Object.assign(make("button", { type: "button", class: "tool" }, name), { onclick: act });
  const width = make("input", { type: "range", min: 1, max: 15, value: state.width, "aria-label": "Width of brush and eraser" });
  width.oninput = () => (state.width = Number(width.value));
  const change = (act, words) => () => {
    if (act() === false) return;
    say(state.said, words);
    send(state, true);
  };
  state.undo = change(() => revert(state.drawing, "done", "undone"), "Undone");
  const redo = change(() => revert(state.drawing, "undone", "done"), "Done again");
  const clear = change(() => (mark(state.drawing), wipe(state.drawing)), "Cleared");
  const tools = make("div", { class: "tools" },
    choices("Tool", TOOLS, "brush", (tool) => (state.tool = tool)),
    choices("Shade", SHADES, 20, (grey) => (state.grey = Number(grey))),
    make("label", { class: "width" }, "Width", width),
    make("div", { class: "choices" }, button("Undo", state.undo), button("Redo", redo), button("Clear", clear)),
  );
  const help = make("p", { id: "help", class: "help" }, HELP);
  state.root = make("div", { class: "fm pad" }, make("div", { class: "paper" }, canvas, state.cross), tools, help, state.said);
  listen(state);
  return state;
}

/** What the tool does between two points, or in one. */
function use(state, from, to) {
  if (state.tool === "fill") flood(state.drawing, to, state.grey);
  else line(state.drawing, from, to, state.width, state.tool === "eraser" ? PAPER : state.grey);
}

/** Tell Python: at once when a stroke ends, now and then while it goes on. */
function send(state, finished) {
  const now = Date.now();
  clearTimeout(state.timer);
  if (!finished && now - state.last < FOLLOW) {
    state.timer = setTimeout(() => send(state, true), FOLLOW);
    return;
  }
  state.last = now;
  state.setStateValue("drawing", pack(greys(state.drawing)));
}

function listen(state) {
  const { canvas } = state.drawing;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: ((event.clientX - box.left) * canvas.width) / box.width, y: ((event.clientY - box.top) * canvas.height) / box.height };
  };
  canvas.onpointerdown = (event) => {
    if (event.button || state.pointer !== undefined) return; // one finger draws; a second or a palm does not
    state.pointer = event.pointerId;
    canvas.setPointerCapture(event.pointerId);
    mark(state.drawing);
    state.stroke = at(event);
    use(state, state.stroke, state.stroke);
    send(state, state.tool === "fill");
    if (state.tool === "fill") state.stroke = null;
  };
  canvas.onpointermove = (event) => {
    if (!state.stroke || event.pointerId !== state.pointer) return;
    for (const part of event.getCoalescedEvents?.() ?? [event]) {
      const to = at(part);
      use(state, state.stroke, to);
      state.stroke = to;
    }
    send(state, false);
  };
  canvas.onpointerup = canvas.onpointercancel = (event) => {
    if (event.pointerId !== state.pointer) return;
    state.pointer = undefined;
    if (!state.stroke) return;
    state.stroke = null;
    send(state, true);
  };
  canvas.onkeydown = (event) => onKey(state, event);
  canvas.onblur = () => lift(state);
}

function lift(state) {
  if (state.down) send(state, true);
  state.down = false;
  put(state.cross, "data-down", null);
}

function onKey(state, event) {
  const { drawing, pen } = state;
  const step = STEP[event.key];
  if (step) {
    const far = (event.shiftKey ? 8 : 2) * FINE;
    const inside = (value) => Math.min(drawing.canvas.width - 1, Math.max(0, value));
    state.pen = { x: inside(pen.x + far * step[0]), y: inside(pen.y + far * step[1]) };
    if (state.down) {
      use(state, pen, state.pen);
      send(state, false);
    }
    say(state.said, `Column ${Math.round(state.pen.x / FINE) + 1}, row ${Math.round(state.pen.y / FINE) + 1}`);
  } else if (event.key === " ") {
    if (state.down) lift(state);
    else {
      mark(drawing);
      use(state, pen, pen);
      state.down = state.tool !== "fill";
      put(state.cross, "data-down", state.down ? "" : null);
      send(state, true);
    }
    say(state.said, state.down ? "Pen down" : "Pen lifted");
  } else if (event.key === "Enter") {
    mark(drawing);
    use(state, pen, pen);
    send(state, true);
  } else if (event.key === "z" && (event.ctrlKey || event.metaKey)) state.undo();
  else if (event.key === "Escape" && state.down) lift(state);
  else return;
  event.preventDefault();
  event.stopPropagation();
  moveCross(state);
}

function moveCross({ cross, pen, drawing: { canvas } }) {
  cross.style.left = `${(100 * pen.x) / canvas.width}%`;
  cross.style.top = `${(100 * pen.y) / canvas.height}%`;
}

export default function ({ data: [data], parentElement, setStateValue }) {
  const state = instance(parentElement, () => createPad(data.side));
  state.setStateValue = setStateValue;
  put(state.drawing.canvas, "aria-label", data.label);
  if (state.edition !== data.edition) {
    const isNew = state.edition === undefined;
    if (!isNew) mark(state.drawing);
    load(state.drawing, data.start && unpack(data.start));
    if (!isNew) setTimeout(() => send(state, true)); // not while the component is being updated
    state.edition = data.edition;
  }
  moveCross(state);
}
