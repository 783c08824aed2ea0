// A table of texts; the name that starts each row is a button. Every text is set as text.

function createRoot() {
  const table = make("table", {}, make("caption", { class: "hidden" }), make("thead", {}, make("tr")), make("tbody"));
  const scroller = make("div", { class: "scroller", tabindex: 0, role: "region" }, table);
  const note = make("p", { "aria-hidden": "true" }); // as wide as the screen, not as the table
  return { root: make("div", { class: "fm" }, scroller, note), scroller, table, note };
}

const createHead = () => make("th", { scope: "row" }, make("button", { type: "button" }));

function fillRow(tr, data, at, setTriggerValue) {
  const cells = fit(tr, data.columns.length, (column) => (column ? make("td") : createHead()));
  const button = cells[0].firstChild;
  say(button, data.rows[at][0]);
  put(button, "aria-pressed", String(data.chosen === at));
  button.onclick = () => setTriggerValue("select", at);
  cells.slice(1).forEach((td, column) => {
    put(td, "class", data.textColumns.includes(column + 1) ? null : "number");
    say(td, data.rows[at][column + 1]);
  });
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const { scroller, table, note } = instance(parentElement, createRoot);
  put(scroller, "aria-label", data.caption);
  for (const caption of [table.caption, note]) say(caption, `${data.caption}.`);
  fit(table.tHead.rows[0], data.columns.length, () => make("th", { scope: "col" })).forEach((th, at) => {
    put(th, "class", at === 0 || data.textColumns.includes(at) ? null : "number");
    say(th, data.columns[at]);
  });
  fit(table.tBodies[0], data.rows.length, () => make("tr")).forEach((tr, at) => fillRow(tr, data, at, setTriggerValue));
}
