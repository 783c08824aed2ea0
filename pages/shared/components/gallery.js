// Images as tiles: a grid with captions under them, or a bare strip.

function createRoot() {
  const tiles = make("div", { role: "group" });
  const note = make("p", { class: "note" });
  return { root: make("div", { class: "fm" }, tiles, note), tiles, note };
}

function createTile(data) {
  if (!data.buttons) return make("span", { role: "img" }, make("span"));
  const mark = make("span", { class: "mark", "aria-hidden": "true" });
  const first = make("span", { class: "caption" }, mark, make("span"));
  return make("button", { type: "button" }, make("span"), first, make("span", { class: "caption detail" }));
}

const MARKS = new Map([[true, "\u2713"], [false, "\u2717"]]);

function fillTile(tile, data, at) {
  put(tile, "aria-label", data.names[at]);
  show(tile.children[0], data.sheets[at], data.positions[at]);
  if (!data.buttons) return;
  tile.dataset.index = data.indices[at];
  put(tile, "aria-current", data.indices[at] === data.selected ? "true" : null);
  const [mark, caption] = tile.children[1].children;
  const correct = data.correct?.[at];
  put(tile.children[1], "data-wrong", correct === false ? "" : null);
  put(tile.children[1], "hidden", data.captions ? null : "");
  put(tile.children[2], "hidden", data.details ? null : "");
  say(mark, MARKS.get(correct));
  say(caption, data.captions?.[at]);
  say(tile.children[2], data.details?.[at]);
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const { root, tiles, note } = instance(parentElement, createRoot);
  const count = data.indices.length;
  sheets(root, data.atlas, data.sheets);
  root.style.setProperty("--tile", `${data.tile}px`);
  root.style.setProperty("--column", `${data.column}px`);
  put(tiles, "class", data.variant);
  put(tiles, "aria-label", data.label);
  put(tiles, "data-buttons", data.buttons);
  if (tiles.firstElementChild && (tiles.firstElementChild.tagName === "BUTTON") !== data.buttons) tiles.replaceChildren();
  fit(tiles, count, () => createTile(data)).forEach((tile, at) => fillTile(tile, data, at));
  put(tiles, "hidden", count ? null : "");
  say(note, count ? data.footer : data.empty);
  put(note, "hidden", note.textContent ? null : "");
  if (!data.buttons) return;
  const columns = () => (data.variant === "strip" ? count : getComputedStyle(tiles).gridTemplateColumns.split(" ").length);
  rove(tiles, () => [...tiles.children], columns, { wrap: true });
  tiles.onclick = (event) => {
    const tile = event.target.closest("button");
    if (!tile) return;
    for (const other of tiles.children) put(other, "aria-current", other === tile ? "true" : null);
    setTriggerValue("open", Number(tile.dataset.index));
  };
}
