// One image of the test set as a button with its captions, or as a bare picture.

const MARKS = new Map([[true, "\u2713"], [false, "\u2717"]]);

function createTile(data) {
  if (!data.buttons) return make("span", { role: "img" }, make("span"));
  const mark = make("span", { class: "mark", "aria-hidden": "true" });
  const first = make("span", { class: "caption" }, mark, make("span"));
  return make("button", { type: "button" }, make("span"), first, make("span", { class: "caption detail" }));
}

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

/** The test index of the tile that was clicked, or null between tiles. */
function clickedIndex(event) {
  const tile = event.target.closest("button");
  return tile ? Number(tile.dataset.index) : null;
}
