// What the axis says: counts, odds, one image.

const grouped = (count) => count.toLocaleString("en-US");

const nats = (steps, data) => {
  const value = steps / data.stepsPerNat;
  if (!value) return "0";
  return `${value < 0 ? "\u2212" : "+"}${Math.abs(value).toFixed(2)}`;
};

/** How much more probable one class is than the other, such as "7 : 1 for Coat". */
function odds(steps, data) {
  const ratio = Math.exp(Math.abs(steps) / data.stepsPerNat);
  if (ratio < 1.05) return "even odds";
  const shown = ratio < 10 ? ratio.toFixed(1) : ratio < 1e4 ? grouped(Math.round(ratio)) : "over 10,000";
  return `${shown}\u00a0:\u00a01 for ${data.classNames[data.lanes[steps > 0 ? 0 : 1].label]}`;
}

/** One image in two lines. */
function imageText(data, lane, at) {
  const { indices, predicted, steps, label } = data.lanes[lane];
  const names = data.classNames;
  const verdict = predicted[at] === label ? "\u2713" : "\u2717";
  return [`${verdict} predicted ${names[predicted[at]]}`, `true ${names[label]}`, `${nats(steps[at], data)} nats: ${odds(steps[at], data)}`, `Test image ${indices[at]}`];
}

const spoken = (lines) => `${lines[3]}: ${lines[1]}, ${lines[0].slice(2)}, margin ${lines[2]}`;

/** How many images the model mistakes so when it may answer any class: the numbers elsewhere. */
function amongTen({ lanes, classNames }) {
  const counts = lanes.map((lane, at) => lane.predicted.filter((answer) => answer === lanes[1 - at].label).length);
  const [first, second] = lanes.map((lane) => classNames[lane.label]);
  return `Free to answer any of the ten classes, the model mistakes ${grouped(counts[0])} (${first} \u2192 ${second}) and ${grouped(counts[1])} (${second} \u2192 ${first}).`;
}
