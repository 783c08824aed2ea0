// The lower half of a square: rows from the second model on, columns up to the last but one.

const STEPS_OF_SCALE = 8;

function createRoot() {
  const table = make("table", {}, make("caption", { class: "hidden" }), make("thead", {}, make("tr")), make("tbody"));
  const note = make("p", { class: "note", "aria-hidden": "true" }, "Large: share of images given the same label. Small: Cohen's kappa. Choose a pair to compare it above.");
  // Many models go on to the right; the keyboard reaches them by the arrow keys of the pairs.
  const scroller = make("div", { class: "scroller" }, table);
  return { root: make("div", { class: "fm" }, scroller, note), table };
}

function createPair() {
  const share = make("span", { class: "agreement" }, make("span"), make("span", { class: "unit" }, "\u00a0%"));
  return make("button", { type: "button" }, share, make("span", { class: "kappa" }));
}

/** The step 1..8 of an agreement between the least and the most alike pair. */
function step(data, value) {
  const all = data.agreement.flatMap((row, i) => row.slice(0, i));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return 1 + Math.round(((STEPS_OF_SCALE - 1) * (value - least)) / (most - least || 1));
}

function fillPair(button, data, i, j) {
  const [share, kappa] = [inPercent(data.agreement[i][j]), data.kappa[i][j].toFixed(2)];
  say(button.firstChild.firstChild, share);
  say(button.lastChild, kappa);
  put(button, "data-scale", "more");
  put(button, "data-step", step(data, data.agreement[i][j]));
  put(button, "data-chosen", data.chosen.includes(i) && data.chosen.includes(j) ? "" : null);
  put(button, "aria-pressed", (data.chosen.length === 2 && data.chosen.includes(i) && data.chosen.includes(j)).toString());
  put(button, "aria-label", `${share}\u00a0% the same label, Cohen's kappa ${kappa}: ${data.names[j]} and ${data.names[i]}. Compare these two.`);
  button.dataset.pair = JSON.stringify([j, i]);
}

function fillRow(tr, data, i) {
  const [head, ...cells] = fit(tr, data.names.length, (at) => (at ? make("td") : make("th", { scope: "row" })));
  say(head, data.names[i]);
  return cells.map((td, j) => {
    fit(td, j < i ? 1 : 0, createPair);
    if (j < i) fillPair(td.firstChild, data, i, j);
    return td.firstChild;
  });
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const { table } = instance(parentElement, createRoot);
  const columns = data.names.length - 1;
  say(table.caption, `${data.caption} Arrow keys move between the pairs, Enter compares one.`);
  fit(table.tHead.rows[0], columns + 1, (at) => (at ? make("th", { scope: "col" }, make("span")) : make("td"))).slice(1).forEach((th, at) => say(th.firstChild, data.names[at]));
  const rows = fit(table.tBodies[0], columns, () => make("tr"));
  const buttons = rows.flatMap((tr, at) => fillRow(tr, data, at + 1));
  rove(table, () => buttons, () => columns, { wrap: false });
  table.onclick = (event) => {
    const button = event.target.closest("button");
    if (button) setTriggerValue("select", JSON.parse(button.dataset.pair));
  };
}
