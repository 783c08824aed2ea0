// A chart as a file: what stands on the screen, drawn once more as one SVG, or that as a PNG.

const SHARPER = 3; // pixels of the PNG for each one on the screen

/** A copy of a layer, without the names that the page leaves out where the chart is narrow. */
function asShown(layer) {
  const copy = layer.cloneNode(true);
  const [here, there] = [layer, copy].map((each) => [...each.querySelectorAll(".annotation")]);
  here.forEach((each, at) => getComputedStyle(each).display === "none" && there[at].remove());
  return copy;
}

/** All layers of a Plotly chart as one picture, on the page's own ground. */
function oneSvg(chart) {
  const layers = [...chart.querySelectorAll(".main-svg")];
  const { width, height } = layers[0].getBoundingClientRect();
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(name, value);
  const ground = document.createElementNS(svg.namespaceURI, "rect");
  for (const [name, value] of Object.entries({ width, height, fill: getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor })) ground.setAttribute(name, value);
  svg.append(ground, ...layers.map(asShown));
  return { svg, width, height };
}

const asFile = (svg) => new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });

async function asPng({ svg, width, height }) {
  const url = URL.createObjectURL(asFile(svg));
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: SHARPER * width, height: SHARPER * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(URL.revokeObjectURL, 60_000, url);
}

async function take(data, format) {
  const chart = document.querySelector(`.st-key-${CSS.escape(data.chart)} .js-plotly-plot`);
  if (!chart) return;
  const drawn = oneSvg(chart);
  save(format === "svg" ? asFile(drawn.svg) : await asPng(drawn), `${data.name}.${format}`);
}

export default function ({ data: [data], parentElement }) {
  const { root } = instance(parentElement, () => ({
    root: make("div", { class: "fm take" }, ...["png", "svg"].map((format) => make("button", { type: "button", "data-format": format }, format.toUpperCase()))),
  }));
  for (const button of root.children) {
    put(button, "aria-label", `${data.title}: save as ${button.textContent}`);
    button.onclick = () => take(data, button.dataset.format);
  }
}
