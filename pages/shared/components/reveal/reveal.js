// The heading over whatever a choice opened; Escape and its button lead back to the choice.

const WIDE = "(width >= 48rem)";
const CHOSEN = '[aria-pressed="true"], [aria-current="true"]';

function createRoot() {
  const title = make("h2");
  const back = make("button", { type: "button", class: "back" }, make("span"), make("kbd", { "aria-hidden": "true" }, "Esc"));
  return { root: make("div", { class: "fm" }, title, back), title, back };
}

/** Write Markdown's bold parts as such, all else as it is. */
function write(title, text) {
  if (title.dataset.text === text) return;
  title.dataset.text = text;
  title.replaceChildren(...text.split("**").map((part, at) => (at % 2 ? make("strong", {}, ...unbroken(part)) : part)));
}

/** What was chosen in the element with a key: inside its component, its own field, or itself. */
function chosen(key) {
  const element = document.querySelector(`.st-key-${CSS.escape(key)}`);
  const host = element && [...element.querySelectorAll("*")].find((part) => part.shadowRoot);
  return (host?.shadowRoot ?? element)?.querySelector(CHOSEN) ?? element?.querySelector("input") ?? element;
}

/** Go back to the choice, to the keyboard's focus and to the place on the screen. */
function leadBack(state) {
  const origin = chosen(state.data.origin);
  if (!origin) return;
  if (origin.tabIndex < 0) put(origin, "tabindex", -1);
  const scroller = scrollerOf(state.root);
  scroller.scrollTop = state.before;
  origin.focus({ preventScroll: true });
  const { top, bottom } = origin.getBoundingClientRect();
  const isSeen = top >= CLEAR && bottom <= scroller.getBoundingClientRect().bottom;
  if (!isSeen) origin.scrollIntoView({ block: bottom - top < scroller.clientHeight ? "center" : "start", inline: "nearest" });
}

/** On the window, after all that Escape closes first, such as an opened image. */
function onKey(state, event) {
  if (!state.root.isConnected) return window.removeEventListener("keydown", state.onkey);
  const elsewhere = event.composedPath().some((part) => part.matches?.("input, textarea, [role=dialog], [role=listbox]"));
  if (event.key !== "Escape" || event.defaultPrevented || elsewhere) return;
  event.preventDefault();
  leadBack(state);
}

/** A choice made once more is asked for once more. */
function onClick(state, event) {
  if (!state.root.isConnected) return window.removeEventListener("click", state.onclick, true);
  const origin = chosen(state.data.origin);
  if (origin?.matches(CHOSEN) && event.composedPath().includes(origin)) arrive(state);
}

function arrive(state) {
  state.before = bring(state.root, () => chosen(state.data.origin));
}

export default function ({ data: [data], parentElement }) {
  const state = instance(parentElement, createRoot);
  const saysOther = state.data?.text !== data.text;
  const isOther = state.data?.of !== data.of;
  state.data = data;
  write(state.title, data.text);
  say(state.back.firstChild, data.back);
  state.back.onclick = () => leadBack(state);
  state.onkey ??= (event) => onKey(state, event);
  state.onclick ??= (event) => onClick(state, event);
  window.addEventListener("keydown", state.onkey); // the same function again adds nothing
  window.addEventListener("click", state.onclick, true);
  // It stays at the upper edge while its images are scrolled; on a phone Streamlit's header does.
  if (matchMedia(WIDE).matches) Object.assign(rowOf(state.root).style, { position: "sticky", top: "0", zIndex: "3" });
  if (data.waits) return;
  if (saysOther) announce(state.title.textContent);
  if (isOther) arrive(state);
}
