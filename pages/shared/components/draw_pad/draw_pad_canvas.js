// The drawing itself: greys on white paper, four canvas pixels for each one that is sent.

const FINE = 4;
const PAPER = 255;
const MOST_STEPS_BACK = 30;

function createDrawing(side) {
  const canvas = make("canvas", { width: FINE * side, height: FINE * side });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const drawing = { canvas, context, side, undone: [], done: [] };
  Object.assign(context, { lineCap: "round", lineJoin: "round" });
  wipe(drawing);
  return drawing;
}

const copy = ({ context, canvas }) => context.getImageData(0, 0, canvas.width, canvas.height);

function wipe({ context, canvas }) {
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
}

/** Remember what there is before it changes. */
function mark(drawing) {
  drawing.done.push(copy(drawing));
  if (drawing.done.length > MOST_STEPS_BACK) drawing.done.shift();
  drawing.undone = [];
}

/** Step back (or forward again); false when there is nothing to go to. */
function revert(drawing, from, to) {
  const image = drawing[from].pop();
  if (!image) return false;
  drawing[to].push(copy(drawing));
  drawing.context.putImageData(image, 0, 0);
  return true;
}

function line({ context }, from, to, width, grey) {
  context.strokeStyle = `rgb(${grey} ${grey} ${grey})`;
  context.lineWidth = width * FINE;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x + 0.01, to.y); // a bit longer than nothing: a click leaves a dot
  context.stroke();
}

/** Fill what is of about the same grey and connected by its sides. */
function flood(drawing, { x, y }, grey) {
  const image = copy(drawing);
  const { width, height, data } = image;
  const start = Math.floor(y) * width + Math.floor(x);
  const before = data[4 * start];
  const alike = (at) => Math.abs(data[4 * at] - before) <= 40 && data[4 * at + 3] === 255;
  const waiting = [start];
  while (waiting.length) {
    const at = waiting.pop();
    if (at < 0 || at >= width * height || !alike(at)) continue;
    data.set([grey, grey, grey, 254], 4 * at); // the last number marks it as filled
    if (at % width) waiting.push(at - 1);
    if ((at + 1) % width) waiting.push(at + 1);
    waiting.push(at - width, at + width);
  }
  // Outlines have soft edges: the filling goes two pixels further, or a pale seam would stay.
  for (let round = 0; round < 2; round++) {
    const filled = (at) => data[4 * at + 3] === 254;
    const edge = [];
    for (let at = 0; at < width * height; at++) {
      if (!filled(at) && (filled(at - 1) || filled(at + 1) || filled(at - width) || filled(at + width))) edge.push(at);
    }
    for (const at of edge) data.set([Math.min(data[4 * at], grey), Math.min(data[4 * at], grey), Math.min(data[4 * at], grey), 254], 4 * at);
  }
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  drawing.context.putImageData(image, 0, 0);
}

/** The drawing as side x side greys: the mean of each square of fine pixels. */
function greys(drawing) {
  const { data, width } = copy(drawing);
  const sums = new Float32Array(drawing.side ** 2);
  for (let at = 0; at < data.length / 4; at++) {
    const [row, column] = [Math.floor(at / width / FINE), Math.floor((at % width) / FINE)];
    sums[row * drawing.side + column] += data[4 * at];
  }
  return Uint8Array.from(sums, (sum) => Math.round(sum / FINE ** 2));
}

function load(drawing, pixels) {
  const image = drawing.context.createImageData(drawing.canvas.width, drawing.canvas.height);
  for (let at = 0; at < image.data.length / 4; at++) {
    const [row, column] = [Math.floor(at / image.width / FINE), Math.floor((at % image.width) / FINE)];
    const grey = pixels ? pixels[row * drawing.side + column] : PAPER;
    image.data.set([grey, grey, grey, 255], 4 * at);
  }
  drawing.context.putImageData(image, 0, 0);
}

const pack = (bytes) => btoa(String.fromCharCode(...bytes));
const unpack = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
