// What a choice opens comes into view at once and stays there while the page grows.

const CLEAR = 60; // px at the upper edge that belong to Streamlit's own header
const BELOW = 0.6; // of the screen's height: room for an answer while its question stays above it
const INPUTS = ["wheel", "touchmove", "pointerdown", "keydown"];
const UNLESS = "fmnist-brought"; // tells every other answer to let go of the screen

const above = (element) => element.parentElement ?? element.getRootNode().host;

/** What scrolls when the page is scrolled. */
function scrollerOf(element) {
  let box = above(element);
  while (box && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = above(box);
  return box ?? document.scrollingElement;
}

/** The row of the page that a component has for itself. */
function rowOf(element) {
  let row = element;
  while (above(row)?.children.length < 2 && above(row).tagName !== "MAIN") row = above(row);
  return row;
}

/** Where an element stands on the screen, or would if it did not stick to the upper edge. */
function topOf(element) {
  const { style } = rowOf(element);
  const sticks = style.position === "sticky";
  if (sticks) style.position = "static";
  const { top } = element.getBoundingClientRect();
  if (sticks) style.position = "sticky";
  return top;
}

/**
 * Bring an answer into view and keep it there while the page grows, until a person does something.
 *
 * The question stays on the screen above its answer where there is room for both; where there is
 * none, the answer has the screen. Returns where the page stood before.
 */
function bring(answer, question = () => null) {
  const scroller = scrollerOf(answer);
  const before = scroller.scrollTop;
  const from = (element) => topOf(element) - scroller.getBoundingClientRect().top;
  let lowest = (1 - BELOW) * scroller.clientHeight;
  const move = (to) => {
    scroller.scrollTop += from(answer) - to;
    const asked = question();
    if (lowest > CLEAR && !(asked && from(asked) >= 0)) move((lowest = CLEAR));
  };
  let placed = [];
  const place = () => {
    if (!answer.isConnected) return release();
    if (from(answer) > lowest) move(lowest);
    else if (from(answer) < CLEAR) move(CLEAR);
    placed = [scroller.scrollTop, from(answer)];
  };
  // Scrolled by something else, such as a screen reader: neither by this, nor by the browser in
  // order to keep its content in place, nor because the page has become shorter.
  const follow = () => {
    if (!answer.isConnected) return release();
    const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
    const moved = [scroller.scrollTop, from(answer)].every((now, at) => Math.abs(now - placed[at]) > 1);
    if (moved && !isAtEnd) release();
  };
  const sizes = new ResizeObserver(place);
  const release = () => {
    sizes.disconnect();
    for (const input of INPUTS) window.removeEventListener(input, release, true);
    scroller.removeEventListener("scroll", follow);
    document.removeEventListener(UNLESS, release);
  };
  document.dispatchEvent(new Event(UNLESS));
  document.addEventListener(UNLESS, release);
  for (const input of INPUTS) window.addEventListener(input, release, true);
  scroller.addEventListener("scroll", follow);
  for (const part of scroller.children) sizes.observe(part);
  place();
  return before;
}
