// A grid of buttons is one tab stop; arrow keys, Home and End move inside it.

const STEPS = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowUp: (at, columns) => at - columns,
  ArrowDown: (at, columns) => at + columns,
  Home: (at, columns) => at - (at % columns),
  End: (at, columns, count) => Math.min(at - (at % columns) + columns, count) - 1,
};

/** `items()` lists the buttons row by row (null for a hole), `columns()` says how many a row has. */
function rove(container, items, columns, { wrap }) {
  container.onkeydown = (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = items();
    const at = all.indexOf(event.target);
    if (at < 0) return;
    event.preventDefault();
    const width = columns();
    const to = step(at, width, all.length);
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (sideways && !wrap && Math.floor(to / width) !== Math.floor(at / width)) return;
    const target = all[to] ?? (event.key === "Home" ? all[to + 1] : null);
    target?.focus();
  };
  container.onfocusin = (event) => {
    if (items().includes(event.target)) tabStop(items(), event.target);
  };
  const all = items().filter(Boolean);
  tabStop(all, all.find((item) => item.tabIndex === 0) ?? all[0]);
}

/** Leave exactly one of the buttons in the tab order. */
function tabStop(all, chosen) {
  for (const item of all) if (item) put(item, "tabindex", item === chosen ? 0 : -1);
}
