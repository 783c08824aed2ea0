// Shows nothing. A control that a run replaces drops the focus to the page's body.

const FRAMES = 30; // in which the page may still replace the control, once its script has run
const RUNNING = "[data-test-script-state=running]";

function give(key, left) {
  const control = document.querySelector(`.st-key-${CSS.escape(key)} :is(button, a)`);
  const focused = document.activeElement;
  if (focused && focused !== document.body && focused !== control) return;
  if (focused !== control) control?.focus();
  const rest = document.querySelector(RUNNING) ? FRAMES : left - 1;
  if (rest) requestAnimationFrame(() => give(key, rest));
}

export default function ({ data: [data], parentElement }) {
  const state = instance(parentElement, () => ({ root: make("span") }));
  const row = (parentElement.host ?? parentElement).closest("[data-testid=stElementContainer]");
  row?.style.setProperty("position", "absolute"); // an empty element would still take a gap
  if (data.key === null || state.turn === data.turn) return;
  state.turn = data.turn;
  if (data.said) announce(data.said);
  give(data.key, FRAMES);
}
