// One PNG holds a class: 28 x 28 px images, 40 in a row, 25 rows.

const SHEET = { columns: 40, rows: 25 };

/** One style rule per sheet: the same URL on every tile makes 300 tiles ten times slower. */
function sheets(parent, atlas, classes) {
  let style = parent.querySelector("style.sheets");
  if (!style) parent.append((style = make("style", { class: "sheets" })));
  const rule = (sheet) =>
    `.sheet-${sheet} { background-image: url("${new URL(`${atlas}${sheet}.png`, document.baseURI)}"); }`;
  say(style, [...new Set(classes)].sort((a, b) => a - b).map(rule).join("\n"));
}

/** Show the image at `position` (row by row) of a class's sheet; percentages fit any tile size. */
function show(element, sheet, position) {
  put(element, "class", `sprite sheet-${sheet}`);
  place(element, position, SHEET);
}

/** Move the picture behind an element so that the tile at `position` is seen. */
function place(element, position, { columns, rows }) {
  const x = (100 * (position % columns)) / Math.max(1, columns - 1);
  const y = (100 * Math.floor(position / columns)) / Math.max(1, rows - 1);
  element.style.backgroundPosition = `${x}% ${y}%`;
}
