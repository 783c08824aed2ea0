// When an opened image closes, the keyboard goes back to where it was chosen.

/** `find` returns what stands for an image; a control that has the focus by then keeps it. */
function takeBack(state, selected, find) {
  const closed = selected === null ? state.opened : null;
  state.opened = selected;
  if (closed === null || closed === undefined) return;
  const focused = document.activeElement;
  const free = !focused || focused === document.body || focused.shadowRoot?.querySelector("[data-opened]");
  if (free) find(closed)?.focus();
}
