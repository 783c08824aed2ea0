// Images as tiles: a grid with captions under them, or a bare strip.

function createRoot() {
  const tiles = make("div", { role: "group" });
  const note = make("p", { class: "note" });
  return { root: make("div", { class: "fm" }, tiles, note), tiles, note };
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const state = instance(parentElement, createRoot);
  const { root, tiles, note } = state;
  const count = data.indices.length;
  sheets(root, data.atlas, data.sheets);
  root.style.setProperty("--tile", `${data.tile}px`);
  root.style.setProperty("--column", `${data.column}px`);
  root.style.setProperty("--most", data.most ?? "");
  put(tiles, "class", data.variant);
  put(tiles, "aria-label", data.label);
  put(tiles, "data-buttons", data.buttons);
  if (tiles.firstElementChild && (tiles.firstElementChild.tagName === "BUTTON") !== data.buttons) tiles.replaceChildren();
  fit(tiles, count, () => createTile(data)).forEach((tile, at) => fillTile(tile, data, at));
  put(tiles, "hidden", count ? null : "");
  say(note, data.footer);
  put(note, "hidden", note.textContent ? null : "");
  if (!data.buttons) return;
  const columns = () => (data.variant === "strip" ? count : getComputedStyle(tiles).gridTemplateColumns.split(" ").length);
  rove(tiles, () => [...tiles.children], columns, { wrap: true });
  const tileOf = (index) => [...tiles.children].find((tile) => Number(tile.dataset.index) === index);
  // A look-alike or a link opens an image that has no tile here: then where one was, else the first.
  if (tileOf(data.selected)) state.last = data.selected;
  takeBack(state, data.selected, (index) => tileOf(index) ?? tileOf(state.last) ?? tiles.firstElementChild);
  tiles.onclick = (event) => {
    const index = clickedIndex(event);
    if (index === null) return;
    for (const other of tiles.children) put(other, "aria-current", Number(other.dataset.index) === index ? "true" : null);
    setTriggerValue("open", index);
  };
}
