// Rows are classes, columns models; a head sorts, a number opens its images.

function createRoot() {
  const table = make("table", {}, make("caption", { class: "hidden" }), make("thead", {}, make("tr")), make("tbody"));
  return { root: make("div", { class: "fm" }, table), table, sort: { by: -1, up: true } };
}

function createHead() {
  return make("th", { scope: "col" }, make("button", { type: "button" }, make("span"), make("i", { "aria-hidden": "true" })));
}

function createScore() {
  return make("td", {}, make("button", { type: "button" }, make("span", { class: "value" }), make("span", { class: "interval" })));
}

/** The classes in the order of a column: -1 is the published one, else a model's. */
function ordered(data, sort) {
  const all = data.rows.map((row, label) => label);
  const value = (label) => (sort.by < 0 ? label : (data.rows[label][2][sort.by] ?? 2));
  return all.sort((a, b) => (sort.up ? 1 : -1) * (value(a) - value(b)) || a - b);
}

function fillScore(button, data, label, model) {
  const [name, , values, texts, intervals] = data.rows[label];
  const known = values.filter((value) => value !== null);
  say(button.firstChild, texts[model]);
  say(button.lastChild, intervals[model]);
  put(button, "data-best", known.length > 1 && values[model] === Math.max(...known) ? "" : null);
  put(button, "aria-pressed", String(data.selected?.[0] === label && data.selected?.[1] === model));
  put(button, "aria-label", `${data.score} of ${name}, ${data.models[model]}: ${texts[model]}, 95 % interval ${intervals[model]}. Show the images.`);
  button.dataset.cell = JSON.stringify([label, model]);
}

function fillHeads(table, data, sort, turn) {
  const names = ["Class", ...data.models, "Told apart by recall"];
  fit(table.tHead.rows[0], names.length, createHead).forEach((th, at) => {
    const [button, by] = [th.firstChild, at - 1];
    const sorts = by < data.models.length;
    say(button.firstChild, names[at]);
    say(button.lastChild, sorts && sort.by === by ? (sort.up ? " ↑" : " ↓") : "");
    button.disabled = !sorts;
    put(th, "aria-sort", sorts && sort.by === by ? (sort.up ? "ascending" : "descending") : null);
    button.onclick = () => turn(by);
  });
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const state = instance(parentElement, createRoot);
  const { table, sort } = state;
  if (sort.by >= data.models.length) Object.assign(sort, { by: -1, up: true });
  const draw = () => {
    fillHeads(table, data, sort, (by) => {
      Object.assign(sort, { up: sort.by === by ? !sort.up : true, by });
      draw();
    });
    const rows = fit(table.tBodies[0], data.rows.length, () => make("tr", {}, make("th", { scope: "row" }, make("span"), make("small")), make("td", { class: "verdict" })));
    const buttons = ordered(data, sort).flatMap((label, at) => {
      const tr = rows[at];
      while (tr.children.length > data.models.length + 2) tr.children[1].remove();
      while (tr.children.length < data.models.length + 2) tr.lastElementChild.before(createScore());
      const [head, ...cells] = tr.children;
      spell(head.firstChild, data.rows[label][0]);
      say(head.lastChild, `${data.rows[label][1].toLocaleString("en")} images`);
      say(cells.pop(), data.verdicts[label]);
      return cells.map((td, model) => {
        fillScore(td.firstChild, data, label, model);
        return td.firstChild;
      });
    });
    rove(table.tBodies[0], () => buttons, () => data.models.length, { wrap: false });
  };
  say(table.caption, `${data.score} of every class. Heads sort. Arrow keys move between the numbers, Enter shows their images.`);
  draw();
  table.tBodies[0].onclick = (event) => {
    const button = event.target.closest("button");
    if (button) setTriggerValue("select", JSON.parse(button.dataset.cell));
  };
}
