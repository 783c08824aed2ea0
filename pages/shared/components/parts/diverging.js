// One scale for differences: from orange over the page's ground to blue, as the theme has them.

/** Elements that hold the theme's colours, see diverging.css. */
const createProbes = (...names) => names.map((name) => make("i", { class: `probe ${name}`, "aria-hidden": "true" }));

/** Their colours as numbers. */
function colours(probes) {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  return probes.map((probe) => {
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  });
}

const between = (from, to, share) => from.map((channel, at) => channel + share * (to[at] - channel));

/** Paint again when the theme changes: the probes' short transition tells it. */
function repaint(probes, paint) {
  for (const probe of probes) probe.ontransitionend = paint;
}
