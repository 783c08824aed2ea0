// Rows of who is right. A filled dot or bar stands for right, a hollow one for wrong.

function createRoot() {
  const head = make("tr");
  const table = make("table", {}, make("caption", { class: "hidden" }), make("thead", {}, head), make("tbody"), make("tbody", { class: "further" }));
  const key = (look, word) => make("span", {}, make("i", { class: "dot", "data-look": look }), word);
  const broken = make("span", { class: "broken-note" }, "A cut bar is longer than drawn.");
  const note = make("p", { class: "note", "aria-hidden": "true" }, key("right", "right"), key("wrong", "wrong"), broken);
  return { root: make("div", { class: "fm" }, table, note), table, head, broken };
}

function createDot() {
  return make("td", { class: "mark" }, make("i", { class: "dot", "aria-hidden": "true" }), make("span", { class: "hidden" }));
}

/** What stands right of the dots; a bar of two parts, so that a broken one can show its gap. */
function createRest() {
  const track = make("span", { class: "track", "aria-hidden": "true" }, make("i"), make("i"));
  return [
    make("th", { scope: "row", class: "region" }, make("span", { class: "line" }, make("span", { class: "words" }), track)),
    make("td", { class: "count" }, make("button", { type: "button" })),
    make("td", { class: "share" }),
  ];
}

/** The model that stands alone gives the bar its colour; filled when it alone is right. */
function look(right, models) {
  const ones = right ? right.filter(Boolean).length : 0;
  if (ones === 0) return ["wrong", null];
  if (ones === right.length) return ["right", null];
  return ones === 1 ? ["right", models[right.indexOf(true)][1]] : ["wrong", models[right.indexOf(false)][1]];
}

function fillHead(head, models) {
  const names = [...models.map(([name]) => name), "Who is right", "Images", "Share"];
  fit(head, names.length, () => make("th", { scope: "col" }, make("span"))).forEach((th, at) => {
    put(th, "class", at < models.length ? "model" : ["region", "count", "share"][at - models.length]);
    say(th.firstChild, names[at]);
  });
}

function paint(element, shape, colour) {
  put(element, "data-look", shape);
  element.style.setProperty("--model", colour ?? "var(--st-text-color)");
}

function fillRest([region, count, share], row, data) {
  const [text, track] = region.firstChild.children;
  const button = count.firstChild;
  const images = `${row.count.toLocaleString("en")}\u00a0image${row.count === 1 ? "" : "s"}`;
  say(text, row.text);
  put(track, "data-broken", row.broken ? "" : null);
  track.style.setProperty("--share", row.bar);
  paint(track, ...look(row.right, data.models));
  put(track, "data-none", row.count ? null : "");
  say(button, row.count.toLocaleString("en"));
  put(button, "aria-label", `${images}: ${row.text}`);
  say(share, `${inPercent(row.count / data.total)}\u00a0%`);
}

function fillRow(tr, row, data) {
  tr.dataset.code = row.code;
  const cells = [...tr.children];
  if (row.right) {
    cells.slice(0, -3).forEach((td, model) => {
      const word = row.right[model] ? "right" : "wrong";
      paint(td.firstChild, word, data.models[model][1]);
      say(td.lastChild, word);
    });
  } else put(cells[0], "colspan", data.models.length);
  fillRest(cells.slice(-3), row, data);
}

function choose(rows, code) {
  for (const tr of rows) {
    const chosen = tr.dataset.code === code;
    put(tr, "data-chosen", chosen ? "" : null);
    put(tr.querySelector("button"), "aria-pressed", chosen.toString());
  }
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const state = instance(parentElement, createRoot);
  const { table } = state;
  const [regions, further] = table.tBodies;
  say(table.caption, `${data.caption} Arrow keys move between the counts, Enter opens the images.`);
  fillHead(state.head, data.models);
  if (state.width !== data.models.length) regions.replaceChildren();
  state.width = data.models.length;
  fit(regions, data.regions.length, () => make("tr", {}, ...data.models.map(createDot), ...createRest())).forEach((tr, at) => fillRow(tr, data.regions[at], data));
  fit(further, data.further.length, () => make("tr", {}, make("td"), ...createRest())).forEach((tr, at) => fillRow(tr, data.further[at], data));
  const rows = [...regions.rows, ...further.rows];
  put(state.root, "data-broken", data.regions.some((row) => row.broken) ? "" : null);
  choose(rows, data.selected);
  rove(table, () => rows.map((tr) => tr.querySelector("button")), () => 1, { wrap: false });
  table.onclick = (event) => {
    const tr = event.target.closest("tr[data-code]");
    if (!tr) return;
    choose(rows, tr.dataset.code); // at once: the answer of the script may take a moment
    setTriggerValue("select", tr.dataset.code);
  };
}
