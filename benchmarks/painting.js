// Put into every page before its own scripts: says when something stands painted on the screen.

/** Every element that fits, also inside the components' shadow roots. */
window.all = (selector) => {
  const roots = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].map((host) => host.shadowRoot);
  return [document, ...roots].flatMap((root) => (root ? [...root.querySelectorAll(selector)] : []));
};

const has = (selector) => document.querySelector(selector) !== null;
const each = (selector, good) => [...document.querySelectorAll(selector)].every(good);

window.says = (text) => document.body?.innerText.includes(text) ?? false;
window.title = () => document.querySelector("h1")?.textContent ?? "";
window.cell = (label, predicted) => all("button").find((one) => one.getAttribute("aria-label")?.startsWith(`True ${label}, predicted ${predicted}: `));
window.tiles = (text) => all("button[data-index]").filter((tile) => tile.getAttribute("aria-label").includes(text));
window.labelled = (name) => all("button").find((one) => one.getAttribute("aria-label") === name);

/** The number of strips, each a group of its own. */
window.strips = () => new Set(all(".sprite").map((image) => image.closest("[role=group]"))).size;

/** The number of images that a cell's name promises, of which a gallery shows at most 100. */
window.promised = (button) => Math.min(100, parseInt(button.getAttribute("aria-label").split(": ")[1].replace(",", "")));

/** Whether the script has run and every chart and component of the page has its content. */
window.complete = () =>
  has("[data-testid=stApp][data-test-script-state=notRunning]") && !has("[data-testid=stSkeleton]") &&
  each("[data-testid=stPlotlyChart]", (chart) => chart.querySelector(".main-svg")) &&
  each("[data-testid=stBidiComponentIsolated]", (host) => host.shadowRoot?.querySelector("*"));

/** Wait until every sheet of images is decoded; they are cached, nothing is fetched twice. */
async function decoded() {
  // A sprite's class names its sheet: one of each is asked, for asking takes time that would count.
  const oneOfEach = new Map(all(".sprite").map((sprite) => [sprite.className, sprite])).values();
  const urls = [...oneOfEach].map((sprite) => getComputedStyle(sprite).backgroundImage.slice(5, -2));
  for (const url of new Set(urls)) {
    const image = new Image();
    image.src = url;
    await image.decode();
  }
}

const nextFrame = () => new Promise(requestAnimationFrame);

/** A message that is sent in an animation frame arrives after that frame is painted. */
function frameIsPainted() {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  });
}

const MOST_WAITING = 60_000; // ms

/** The time since navigation began, in ms, at which `ready()` was true and painted. */
window.whenPainted = async (ready) => {
  const end = performance.now() + MOST_WAITING;
  while (!ready()) {
    if (performance.now() > end) throw new Error(`Not so after a minute: ${ready}`);
    await nextFrame();
  }
  await decoded();
  await nextFrame();
  await frameIsPainted();
  return performance.now();
};

/** The time from a click, in ms, until `ready()` is true and painted. */
window.clickToPaint = async (element, ready) => {
  const start = performance.now();
  element.click();
  return (await whenPainted(ready)) - start;
};
