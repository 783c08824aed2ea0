// The dots of each map, kept for whoever shows them, and the arithmetic of outlines.

const STORE = (globalThis.fmnistImageMaps ??= { maps: new Map(), waiting: new Map() });
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STEP = 16; // steps of a place in a step of a corner
const PLACES = 65536;
const MOST_CORNERS = 64;

const bytes = (text) => (text ? Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) : null);

/** Keep the dots of one map, and tell the views that wait for them. */
function keepDots(data) {
  if (STORE.maps.has(data.id)) return;
  const places = new Uint16Array(bytes(data.places).buffer);
  const labels = bytes(data.labels);
  const seen = new Array(data.classCount ?? 256).fill(0);
  const map = {
    count: labels.length,
    x: Float64Array.from(labels, (_, at) => places[2 * at]),
    y: Float64Array.from(labels, (_, at) => places[2 * at + 1]),
    labels,
    positions: Uint16Array.from(labels, (label) => seen[label]++),
    predicted: bytes(data.predicted),
    confidence: bytes(data.confidence),
    disagreement: bytes(data.disagreement),
  };
  STORE.maps.set(data.id, map);
  for (const arrived of STORE.waiting.get(data.id) ?? []) arrived();
  STORE.waiting.delete(data.id);
}

/** Ask to be told when the dots of a map are there. */
function await_(id, arrived) {
  if (!STORE.waiting.has(id)) STORE.waiting.set(id, new Set());
  STORE.waiting.get(id).add(arrived);
}

/** Whether each image is chosen, or null where none are. */
function readBits(text, count) {
  const packed = bytes(text);
  return packed && Uint8Array.from({ length: count }, (_, at) => (packed[at >> 3] >> (at & 7)) & 1);
}

const encode = (corners) => corners.flat().map((number) => ALPHABET[number >> 6] + ALPHABET[number & 63]).join("");

function decode(text) {
  const numbers = [];
  for (let at = 0; at + 1 < text.length; at += 2) numbers.push(ALPHABET.indexOf(text[at]) * 64 + ALPHABET.indexOf(text[at + 1]));
  const corners = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) corners.push([numbers[at], numbers[at + 1]]);
  return corners;
}

/** Places as corners: fewer than the pointer left, each in the middle of its step. */
function toCorners(path) {
  const every = Math.max(1, Math.ceil(path.length / MOST_CORNERS));
  const kept = path.filter((_, at) => at % every === 0);
  return kept.map((place) => place.map((number) => Math.min(4095, Math.max(0, Math.floor(number / STEP)))));
}

/** The outline of corners in places; a box has two. */
function outlineOf(corners) {
  const places = corners.map((corner) => corner.map((number) => number * STEP + STEP / 2));
  if (places.length !== 2) return places;
  const [[left, low], [right, high]] = places;
  return [[left, low], [right, low], [right, high], [left, high]];
}

/** Which dots lie inside: the same arithmetic as fmnist.explanation.lasso, for the first paint. */
function inside(map, corners) {
  const marks = new Uint8Array(map.count);
  const outline = corners.map((corner) => corner.map((number) => number * STEP + STEP / 2));
  if (outline.length === 2) {
    const [[a, b], [c, d]] = outline;
    const [left, right, low, high] = [Math.min(a, c), Math.max(a, c), Math.min(b, d), Math.max(b, d)];
    for (let at = 0; at < map.count; at += 1) marks[at] = map.x[at] > left && map.x[at] < right && map.y[at] > low && map.y[at] < high;
    return marks;
  }
  outline.forEach(([x1, y1], corner) => {
    const [x2, y2] = outline[(corner + outline.length - 1) % outline.length];
    if (y1 === y2) return;
    for (let at = 0; at < map.count; at += 1) {
      const y = map.y[at];
      if (y1 > y !== y2 > y && map.x[at] < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) marks[at] ^= 1;
    }
  });
  return marks;
}
