// Each unit is a button with its map, or with a bar as long as its response.

const createUnit = () => make("button", { type: "button", class: "unit" }, make("canvas", { "aria-hidden": "true" }), make("span", { class: "track", "aria-hidden": "true" }, make("i")), make("span", { class: "number", "aria-hidden": "true" }), make("span", { class: "response", "aria-hidden": "true" }));

function paint(canvas, { pixels, shape }) {
  const bytes = Uint8Array.from(atob(pixels), (letter) => letter.charCodeAt(0));
  [canvas.height, canvas.width] = shape;
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  bytes.forEach((value, at) => image.data.set([value, value, value, 255], 4 * at));
  context.putImageData(image, 0, 0);
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const state = instance(parentElement, () => ({ root: make("div", { class: "fm" }, make("div", { class: "grid", role: "group" })) }));
  const grid = state.root.firstChild;
  put(grid, "aria-label", data.label);
  fit(grid, data.units.length, createUnit).forEach((button, at) => {
    const unit = data.units[at];
    const [canvas, track, name, response] = button.children;
    put(button, "aria-label", unit.name);
    put(button, "aria-pressed", String(unit.index === data.chosen));
    put(canvas, "hidden", unit.pixels ? null : "");
    put(track, "hidden", unit.pixels ? "" : null);
    if (unit.pixels) paint(canvas, unit);
    else track.firstChild.style.width = `${100 * unit.share}%`;
    say(name, String(unit.index + 1));
    say(response, unit.response.toFixed(2));
    button.onclick = () => setTriggerValue("choose", unit.index);
  });
  rove(grid, () => [...grid.children], () => getComputedStyle(grid).gridTemplateColumns.split(" ").length, { wrap: true });
}
