// What a slide is made of: charts, matrices, tables, pictures. Every text is set as text.

const SVG = "http://www.w3.org/2000/svg";

function vector(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function drawing({ size: [width, height], label, shapes }, name) {
  const parts = shapes.map(([tag, tone, look, text, tooltip]) => {
    const title = tooltip ? [vector("title", {}, tooltip)] : [];
    return vector(tag, { class: tone, ...look }, ...title, text);
  });
  const look = { class: name, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label, "font-size": 13 };
  return vector("svg", look, ...parts);
}

function chart(block) {
  return [drawing(block.wide, "wide"), drawing(block.narrow, "narrow")];
}

function table({ caption, columns, rows, textColumns }) {
  const look = (at) => ({ class: textColumns.includes(at) ? null : "number" });
  const head = make("tr", {}, ...columns.map((text, at) => make("th", { scope: "col", ...look(at) }, text)));
  const body = rows.map((row) => make("tr", {}, ...row.map((text, at) =>
    make(at ? "td" : "th", { scope: at ? null : "row", ...look(at) }, text))));
  return [make("table", { class: "numbers", "aria-label": caption }, make("thead", {}, head), make("tbody", {}, ...body))];
}

function matrix({ caption, names, cells }) {
  const axes = make("tr", {}, make("td", { class: "corner", rowspan: 2 }, "True \u2193"), make("th", { class: "axis", colspan: names.length }, "Predicted \u2192"));
  const head = make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, make("span", {}, name))));
  const body = cells.map((row, i) => make("tr", {}, make("th", { scope: "row" }, names[i]), ...row.map(([text, scale, step, tooltip, marked]) =>
    make("td", { "data-scale": scale, "data-step": step || null, "data-marked": marked ? "" : null, title: tooltip }, text))));
  return [make("table", { class: "matrix", "aria-label": caption }, make("thead", {}, axes, head), make("tbody", {}, ...body))];
}

function pictures(block) {
  const tiles = block.pictures.map(([source, alt, under]) => make("li", {}, make("img", { src: source, alt, title: alt }), make("span", {}, under)));
  return [make("ul", { class: block.large ? "large" : "tiles" }, ...tiles)];
}

const WAYS = { chart, table, matrix, pictures };

/** One block as a figure with its caption. */
function figure(block) {
  return make("figure", { class: `of-${block.kind}${block.large ? " of-large" : ""}` }, make("figcaption", {}, block.caption), ...WAYS[block.kind](block));
}
