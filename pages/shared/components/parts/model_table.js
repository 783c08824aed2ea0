// Models as rows; roles are written out because a phone lays the table out as cards.

function createTable() {
  return make("table", { role: "table" }, make("caption", { class: "hidden" }),
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" })),
    make("tbody", { role: "rowgroup" }),
    make("tfoot", { role: "presentation", "aria-hidden": "true" }, make("tr")));
}

/** Round steps that give about six ticks between two shares. */
function ticks(low, high) {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, at) => (first + at) * step);
}

/** The shared axis: where a share stands between the left and the right end, in percent. */
function createAxis({ rows, reference }) {
  const ends = rows.flatMap((row) => [row.low, row.high]).concat(reference ? [reference[1]] : []);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const margin = 0.05 * (most - least || 0.02);
  const [low, high] = [Math.max(0, least - margin), Math.min(1, most + margin)];
  return { ticks: ticks(low, high), at: (share) => (100 * (share - low)) / (high - low) };
}


function plotLines(plot, axis, reference) {
  const lines = axis.ticks.map((share) => ["tick", share]);
  if (reference) lines.push(["reference", reference[1]]);
  fit(plot, lines.length, () => make("i")).forEach((line, at) => {
    put(line, "class", lines[at][0]);
    line.style.left = `${axis.at(lines[at][1])}%`;
  });
}

function fillPlot(plot, axis, row, reference) {
  const [lines, whisker, dot] = plot.children;
  plotLines(lines, axis, reference);
  whisker.style.left = `${axis.at(row.low)}%`;
  whisker.style.width = `${axis.at(row.high) - axis.at(row.low)}%`;
  dot.style.left = `${axis.at(row.value)}%`;
}

/** Brackets that cross this row, one lane each, and in words whom the model ties with. */
function fillTies(cell, data, at, lanes) {
  const mine = data.ties.filter(([first, last]) => first <= at && at <= last);
  const [box, words] = cell.children;
  fit(box, lanes, () => make("i")).forEach((part, lane) => {
    const tie = mine.find((one) => one[2] === lane);
    put(part, "data-part", tie ? (at === tie[0] ? "first" : at === tie[1] ? "last" : "middle") : null);
  });
  const others = new Set(mine.flatMap(([first, last]) => data.rows.slice(first, last + 1).map((row) => row.name)));
  others.delete(data.rows[at].name);
  const text = others.size ? `Cannot be told apart from ${[...others].join(", ")}` : "";
  say(words, text);
  put(cell, "title", text || null);
}

function createRow() {
  const cell = (name, ...children) => make("td", { role: "cell", class: name }, ...children);
  const family = make("span", { class: "family" }, make("i", { class: "chip" }), make("span"));
  const plot = make("div", { class: "plot", "aria-hidden": "true" }, make("span", { class: "lines" }), make("i", { class: "whisker" }), make("i", { class: "dot" }));
  return make("tr", { role: "row" },
    cell("rank"),
    make("th", { role: "rowheader", scope: "row", class: "model" }, make("a"), family),
    cell("value", make("strong"), make("span", { class: "interval", "aria-hidden": "true" })),
    cell("axis", plot, make("span", { class: "hidden" })),
    cell("ties", make("span", { class: "lanes", "aria-hidden": "true" }), make("span", { class: "hidden" })));
}

const FIXED = 5;

function fillRow(tr, data, axis, at, lanes) {
  const row = data.rows[at];
  const [rank, model, value, plot, ties] = tr.children;
  tr.style.setProperty("--family", row.color);
  say(rank, String(at + 1));
  say(model.firstChild, row.name);
  put(model.firstChild, "href", row.href ?? null);
  say(model.lastChild.lastChild, row.family);
  say(value.firstChild, `${inPercent(row.value)} %`);
  for (const interval of [value, plot]) say(interval.lastChild, `${inPercent(row.low)}\u2013${inPercent(row.high)}`);
  fillPlot(plot.firstChild, axis, row, data.reference);
  fillTies(ties, data, at, lanes);
  const cells = fit(tr, FIXED + data.columns.length, () => make("td", { role: "cell", class: "number" }));
  cells.slice(FIXED).forEach((cell, column) => {
    put(cell, "data-label", data.columns[column][0]);
    say(cell, row.numbers[column]);
  });
}

function fillHead(tr, data, axis) {
  const fixed = [["rank", "Rank"], ["model", "Model"], ["value", data.valueLabel], ["axis", data.intervalLabel], ["ties", "Ties"]];
  const heads = fixed.concat(data.columns.map(([label]) => ["number", label]));
  fit(tr, heads.length, () => make("th", { role: "columnheader", scope: "col" }, make("span"))).forEach((th, at) => {
    put(th, "class", heads[at][0]);
    say(th.firstChild, heads[at][1]);
    put(th, "title", at === 4 ? "A bracket joins models that cannot be told apart" : data.columns[at - FIXED]?.[1] || null);
  });
  const holder = tr.children[3];
  fit(holder, data.reference ? 2 : 1, () => make("span"));
  nameReference(holder.children[1], data.reference, axis);
}

/** Name the reference line, on the side of it where there is room. */
function nameReference(label, reference, axis) {
  if (!label) return;
  const at = axis.at(reference[1]);
  put(label, "class", "reference-label");
  say(label, `${reference[0]} ${inPercent(reference[1])} %`);
  label.style.left = `${at}%`;
  label.style.translate = at < 15 ? "0" : at > 85 ? "-100%" : "-50%";
}

function fillFoot(tr, data, axis) {
  const cells = fit(tr, FIXED + data.columns.length, (at) => make("td", { class: at === 3 ? "axis" : "" }, ...(at === 3 ? [make("div", { class: "scale" })] : [])));
  const digits = axis.ticks[1] - axis.ticks[0] < 0.0099 ? 1 : 0;
  const scale = cells[3].firstChild;
  fit(scale, axis.ticks.length + (data.reference ? 1 : 0), () => make("span")).forEach((tick, at) => {
    put(tick, "class", null);
    if (at === axis.ticks.length) return nameReference(tick, data.reference, axis);
    tick.style.translate = "";
    tick.style.left = `${axis.at(axis.ticks[at])}%`;
    say(tick, `${inPercent(axis.ticks[at], digits)}${at === axis.ticks.length - 1 ? " %" : ""}`);
  });
}

/** Bring a table of `createTable` up to date. */
function fillTable(table, data) {
  const axis = createAxis(data);
  const lanes = Math.max(0, ...data.ties.map((tie) => tie[2] + 1));
  table.style.setProperty("--lanes", lanes);
  put(table, "data-ties", lanes ? "" : null);
  say(table.caption, data.caption);
  fillHead(table.tHead.rows[0], data, axis);
  fit(table.tBodies[0], data.rows.length, createRow).forEach((tr, at) => fillRow(tr, data, axis, at, lanes));
  fillFoot(table.tFoot.rows[0], data, axis);
}
