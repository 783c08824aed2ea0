// Rows of shares: a dot with its interval inside, a mark outside, and the gap between them.

function createRoot() {
  const table = make("table", {}, make("caption", { class: "hidden" }), make("thead", {}, make("tr")), make("tbody"));
  const key = make("p", { class: "key", "aria-hidden": "true" },
    make("span", {}, make("i", { class: "dot" }), make("span")),
    make("span", {}, make("i", { class: "outside" }), make("span")));
  return { root: make("div", { class: "fm" }, table, key), table, key };
}

/** The shared axis: round steps around everything that is drawn, and where a share stands. */
function createAxis(rows) {
  const ends = rows.flatMap((row) => [row.low, row.high, row.outside ?? row.inside]);
  const least = Math.min(...ends);
  const step = least < 0.55 ? 0.1 : 0.05;
  const low = Math.floor(least / step) * step;
  const high = Math.min(1, Math.ceil(Math.max(...ends) / step) * step);
  const wide = high - low || step;
  const every = wide / step > 6 ? 2 * step : step;
  const ticks = Array.from({ length: Math.floor(wide / every + 1.001) }, (_, at) => low + at * every);
  return { ticks, at: (share) => `${(100 * (share - low)) / wide}%` };
}

function fillHead(tr, data, axis) {
  const heads = [data.heads[0], null, ...data.heads.slice(1)];
  fit(tr, heads.length, () => make("th", { scope: "col" })).forEach((th, at) => {
    put(th, "class", at === 1 ? "plot" : columnOf(at));
    put(th, "aria-hidden", at === 1 ? "true" : null);
    if (at !== 1) return say(th, heads[at]);
    if (!th.firstElementChild) th.append(make("div"));
    fit(th.firstElementChild, axis.ticks.length, () => make("b")).forEach((label, place) => {
      say(label, `${inPercent(axis.ticks[place], 0)} %`);
      label.style.left = axis.at(axis.ticks[place]);
    });
  });
}

function columnOf(at) {
  return at === 0 ? null : `number${at === 3 ? " outer" : ""}${at > 4 ? " further" : ""}`;
}

function fillPlot(div, row, axis) {
  fit(div, axis.ticks.length + 4, () => make("i"));
  const parts = [...div.children];
  axis.ticks.forEach((share, at) => {
    parts[at].className = "tick";
    parts[at].style = `left: ${axis.at(share)}`;
  });
  const [gap, whisker, outside, dot] = parts.slice(axis.ticks.length);
  const isPart = row.outside !== null;
  const [from, to] = [row.inside, row.outside ?? row.inside].sort((a, b) => a - b);
  gap.className = "gap";
  gap.style = `left: ${axis.at(from)}; right: calc(100% - ${axis.at(to)})`;
  whisker.className = "whisker";
  whisker.style = `left: ${axis.at(row.low)}; right: calc(100% - ${axis.at(row.high)})`;
  outside.className = "outside";
  outside.style = isPart ? `left: ${axis.at(row.outside)}` : "display: none";
  dot.className = "dot";
  dot.style = `left: ${axis.at(row.inside)}; --colour: ${row.colour}`;
}

function createRow(choosable) {
  const name = choosable ? make("button", { type: "button" }) : make("span");
  return make("tr", {}, make("th", { scope: "row" }, name, make("small")), make("td", { class: "plot", "aria-hidden": "true" }, make("div")));
}

function fillRow(tr, row, data, axis) {
  const [head, plot] = tr.children;
  const [name, note] = head.children;
  const [inside, interval, ...others] = row.texts;
  spell(name, row.name);
  say(note, row.note);
  fillPlot(plot.firstChild, row, axis);
  while (tr.children.length > others.length + 3) tr.lastElementChild.remove();
  while (tr.children.length < others.length + 3) tr.append(make("td", {}, make("span"), make("small")));
  [[inside, interval], ...others.map((text) => [text, ""])].forEach(([value, small], at) => {
    const td = tr.children[at + 2];
    put(td, "class", columnOf(at + 2));
    say(td.firstChild, value);
    say(td.lastChild, small);
  });
  if (!data.chosen) return;
  put(tr, "data-code", row.code);
  put(name, "aria-label", `${row.name}: ${row.note}, ${inside} right, ${others[0]} on the others. Show the images.`);
  choose(tr, data.selected);
}

function choose(tr, code) {
  const chosen = tr.dataset.code === code;
  put(tr, "data-chosen", chosen ? "" : null);
  put(tr.querySelector("button"), "aria-pressed", String(chosen));
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const state = instance(parentElement, createRoot);
  const { table, key } = state;
  const axis = createAxis(data.rows);
  say(table.caption, data.caption);
  fillHead(table.tHead.rows[0], data, axis);
  const rows = fit(table.tBodies[0], data.rows.length, () => createRow(data.chosen));
  rows.forEach((tr, at) => fillRow(tr, data.rows[at], data, axis));
  say(key.children[0].lastChild, `${data.heads[1]}, with its 95 % interval`);
  say(key.children[1].lastChild, data.heads[2]);
  if (!data.chosen) return;
  rove(table.tBodies[0], () => rows.map((tr) => tr.querySelector("button")), () => 1, { wrap: false });
  table.tBodies[0].onclick = (event) => {
    const tr = event.target.closest("tr[data-code]");
    if (!tr) return;
    rows.forEach((each) => choose(each, tr.dataset.code)); // at once: the answer may take a moment
    setTriggerValue("select", tr.dataset.code);
  };
}
