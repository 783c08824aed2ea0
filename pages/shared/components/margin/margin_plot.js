// Where each dot stands: piled outwards from the axis, the first class up, the second down.

const SVG = "http://www.w3.org/2000/svg";
const DOT = { wide: 5, narrow: 4 };

function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) put(element, name, value);
  element.append(...children);
  return element;
}

/** How many images of a lane have a margin of at least `step`; margins ascend. */
function atLeast(steps, step) {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] >= step) high = middle;
    else low = middle + 1;
  }
  return steps.length - low;
}

/** Both kinds of error of a threshold: first taken for second, second taken for first. */
function errorsAt(data, step) {
  const [first, second] = data.lanes;
  return [first.steps.length - atLeast(first.steps, step), atLeast(second.steps, step)];
}

/** The way between steps and pixels. */
function createScale({ span: [low, high] }, width) {
  return {
    low,
    high,
    x: (step) => (width * (step - low)) / (high - low),
    step: (x) => Math.round(low + (x / width) * (high - low)),
  };
}

/** Centres of a lane's dots, as far from the axis as those before them in the same column. */
function pile(lane, scale, dot, room) {
  const columns = new Map();
  const places = lane.steps.map((step) => {
    const column = Math.floor(scale.x(step) / dot);
    const level = columns.get(column) ?? 0;
    columns.set(column, level + 1);
    return [(column + 0.5) * dot, level];
  });
  const rise = Math.min(dot, room / Math.max(1, ...columns.values()));
  return places.map(([x, level]) => [x, dot / 2 + 1 + level * rise]);
}

/** A path of dots: lines without length, whose round ends are the dots. */
const dots = (places) => places.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join("");

/** A path of crosses as large as the dots. */
const crosses = (places, dot) => places.map(([x, y]) => `M${(x - dot / 2).toFixed(1)} ${(y - dot / 2).toFixed(1)}l${dot} ${dot}m0 ${-dot}l${-dot} ${dot}`).join("");

/** Round margins, in nats, for four to nine ticks. */
function ticksOf(scale, data) {
  const [low, high] = [scale.low / data.stepsPerNat, scale.high / data.stepsPerNat];
  const size = [0.5, 1, 2, 5, 10, 20, 50].find((step) => (high - low) / step <= 9) ?? 50;
  const first = Math.ceil(low / size);
  return Array.from({ length: Math.floor(high / size) - first + 1 }, (_, at) => (first + at) * size);
}

/** The image nearest to a point, as [lane, position], or null when none is near. */
function nearest(plot, x, y, reach) {
  let [found, best] = [null, reach * reach];
  plot.places.forEach((places, lane) => places.forEach(([left, top], at) => {
    const distance = (left - x) ** 2 + (top - y) ** 2;
    if (distance < best) [found, best] = [[lane, at], distance];
  }));
  return found;
}
