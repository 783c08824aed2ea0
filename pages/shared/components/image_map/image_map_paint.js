// Painting: where dots stand on the canvas, what colour they have, and pictures when they are few.

const MARGIN = 14; // pixels around all dots at the first zoom
const PICTURES = 220; // at most so many dots in view become pictures
const SHADES = 8;

/** The way between places and pixels of one panel. */
function createLens(panel) {
  const { width, height, zoom, centre } = panel;
  const scale = ((Math.min(width, height) - 2 * MARGIN) / PLACES) * zoom;
  return {
    x: (place) => width / 2 + (place - centre[0]) * scale,
    y: (place) => height / 2 - (place - centre[1]) * scale,
    place: (x, y) => [centre[0] + (x - width / 2) / scale, centre[1] - (y - height / 2) / scale],
    scale,
  };
}

/** For each dot a number of its colour. The higher is painted later: what is wrong, or doubted. */
function codes(map, colour) {
  const shade = (values) => Uint8Array.from(values, (value) => Math.min(SHADES - 1, (value * SHADES) >> 8));
  if (colour === "predicted") return map.predicted;
  if (colour === "correct") return Uint8Array.from(map.labels, (label, at) => (label === map.predicted[at] ? 0 : 1));
  if (colour === "confidence" && map.confidence) return shade(map.confidence).map((one) => SHADES - 1 - one);
  if (colour === "disagreement" && map.disagreement) return shade(map.disagreement);
  return map.labels;
}

/** The colours of the codes, out of the style sheet: they differ between light and dark. */
function palette(root, colour) {
  const probe = make("i");
  root.append(probe);
  const of = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const count = { correct: 2, confidence: SHADES, disagreement: SHADES }[colour] ?? 10;
  const stem = { correct: "--answer", confidence: "--shade", disagreement: "--shade" }[colour] ?? "--class";
  const found = Array.from({ length: count }, (_, at) => of(`${stem}${at}`));
  const [ground, text] = [of("--st-background-color"), of("--st-text-color")];
  probe.remove();
  return { found, ground, text };
}

/** The dots in view, as test indices. */
function inView(panel) {
  const { map, lens, width, height } = panel;
  const seen = [];
  for (let at = 0; at < map.count; at += 1) {
    const [x, y] = [lens.x(map.x[at]), lens.y(map.y[at])];
    if (x > -20 && x < width + 20 && y > -20 && y < height + 20) seen.push(at);
  }
  return seen;
}

function clear(canvas, panel) {
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(panel.width * ratio), Math.round(panel.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, panel.width, panel.height);
  return pen;
}

/** Paint all dots of a panel; those that are not chosen step back. */
function paintDots(view, panel) {
  panel.lens = createLens(panel);
  const pen = clear(panel.dots, panel);
  const { map } = panel;
  if (!map) return;
  const seen = inView(panel);
  const code = (panel.codes ??= codes(map, view.data.colour));
  const { found } = view.palette;
  const groups = [[], []].map(() => found.map(() => []));
  for (const at of seen) groups[!view.marks || view.marks[at] ? 1 : 0][code[at]].push(at);
  const radius = Math.min(5, 1.5 * Math.sqrt(panel.zoom) * (panel.width < 420 ? 0.85 : 1));
  groups.forEach((group, front) => {
    pen.globalAlpha = front ? 0.85 : 0.14;
    group.forEach((members, at) => {
      pen.fillStyle = found[at];
      paintGroup(pen, panel, members, radius);
    });
  });
  pen.globalAlpha = 1;
  if (seen.length <= PICTURES && panel.zoom > 1) paintPictures(view, panel, seen, pen);
  else if (view.data.colour === "true" || view.data.colour === "predicted") paintNames(view, panel, pen, code);
}

function paintGroup(pen, { map, lens }, members, radius) {
  if (radius < 2.2) {
    for (const at of members) pen.fillRect(lens.x(map.x[at]) - radius, lens.y(map.y[at]) - radius, 2 * radius, 2 * radius);
    return;
  }
  pen.beginPath();
  for (const at of members) {
    const [x, y] = [lens.x(map.x[at]), lens.y(map.y[at])];
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, 2 * Math.PI);
  }
  pen.fill();
}

/** A class's sheet of the atlas; the panel is painted again when it comes. */
function sheetOf(view, label) {
  if (!view.sheets[label]) {
    const image = new Image();
    image.onload = () => repaint(view);
    image.src = new URL(`${view.data.atlas}${label}.png`, document.baseURI).href;
    view.sheets[label] = image;
  }
  return view.sheets[label];
}

/** Few dots in view: show what they are, framed in their colour. */
function paintPictures(view, panel, seen, pen) {
  const { map, lens, codes: code } = panel;
  pen.imageSmoothingEnabled = false;
  for (const at of seen) {
    const sheet = sheetOf(view, map.labels[at]);
    if (!sheet.complete || !sheet.naturalWidth) continue;
    const [x, y, place] = [Math.round(lens.x(map.x[at])) - 14, Math.round(lens.y(map.y[at])) - 14, map.positions[at]];
    pen.globalAlpha = !view.marks || view.marks[at] ? 1 : 0.25;
    pen.fillStyle = view.palette.found[code[at]];
    pen.fillRect(x - 2, y - 2, 32, 32);
    pen.drawImage(sheet, 28 * (place % SHEET.columns), 28 * Math.floor(place / SHEET.columns), 28, 28, x, y, 28, 28);
  }
  pen.globalAlpha = 1;
}

/** Each class's name where its dots are, so that no colour is needed to tell them apart. */
function paintNames(view, panel, pen, code) {
  panel.names ??= view.data.classNames.map((_, label) => {
    const members = [...code.keys()].filter((at) => code[at] === label);
    return members.length ? thickest(panel.map, members) : null;
  });
  pen.font = `600 12px ${getComputedStyle(view.root).fontFamily}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  panel.names.forEach((place, label) => {
    if (!place) return;
    const [x, y] = [panel.lens.x(place[0]), panel.lens.y(place[1])];
    pen.lineWidth = 4;
    pen.strokeStyle = view.palette.ground;
    pen.strokeText(view.data.classNames[label], x, y);
    pen.fillStyle = view.palette.text;
    pen.fillText(view.data.classNames[label], x, y);
  });
}

/** The middle of the thickest spot of some dots: of a coarse grid's fullest cell. */
function thickest(map, members) {
  const cells = new Map();
  for (const at of members) {
    const cell = (Math.floor(map.x[at] / 6554) << 8) | Math.floor(map.y[at] / 6554);
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push(at);
  }
  const full = [...cells.values()].reduce((best, cell) => (cell.length > best.length ? cell : best));
  const mean = (values) => full.reduce((sum, at) => sum + values[at], 0) / full.length;
  return [mean(map.x), mean(map.y)];
}

/** Paint what lies above the dots: the outline, and rings around the opened and the seen image. */
function paintAbove(view, panel) {
  const pen = clear(panel.above, panel);
  const { lens, map } = panel;
  if (!map) return;
  const trace = panel.drawing ?? (view.outline?.[0] === panel.name ? outlineOf(view.outline[1]) : null);
  if (trace?.length) {
    pen.beginPath();
    trace.forEach(([x, y], at) => (at ? pen.lineTo(lens.x(x), lens.y(y)) : pen.moveTo(lens.x(x), lens.y(y))));
    pen.closePath();
    pen.lineWidth = 1.5;
    pen.strokeStyle = view.palette.text;
    pen.setLineDash(panel.drawing ? [5, 4] : []);
    pen.stroke();
    pen.setLineDash([]);
  }
  for (const [at, radius, width] of [[view.data.opened, 8, 2.5], [view.seen, 6, 1.5]]) {
    if (at === null || at === undefined) continue;
    pen.beginPath();
    pen.arc(lens.x(map.x[at]), lens.y(map.y[at]), radius, 0, 2 * Math.PI);
    pen.lineWidth = width + 2;
    pen.strokeStyle = view.palette.ground;
    pen.stroke();
    pen.lineWidth = width;
    pen.strokeStyle = view.palette.text;
    pen.stroke();
  }
}

/** Paint everything at the next frame, however often it is asked for before. */
function repaint(view) {
  view.frame ??= requestAnimationFrame(() => {
    view.frame = null;
    for (const panel of view.panels) {
      paintDots(view, panel);
      paintAbove(view, panel);
    }
  });
}
