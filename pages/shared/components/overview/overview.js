// The landing view in one piece: the best of each family, every model, the commonest confusions.

const TILES = 10; // in a row of the picture; each confusion has a row

function createRoot() {
  const verdict = make("p", { class: "verdict" });
  const cards = make("ul", { class: "cards", "aria-label": "The best model of each family" });
  const table = createTable();
  const print = make("p", { class: "print" });
  const failures = make("ul", { class: "failures", "aria-labelledby": "failures" });
  const picture = make("style");
  const heading = make("h2", { id: "failures" }, "Where they fail most");
  return { root: make("div", { class: "fm" }, picture, verdict, cards, table, print, heading, failures), verdict, cards, table, print, failures, picture };
}

const createCard = () =>
  make("li", {},
    make("span", { class: "family" }, make("i", { class: "chip" }), make("span")),
    make("span", { class: "name" }),
    make("strong"), make("span", { class: "interval" }),
    make("a"));

function fillCard(card, data) {
  const [family, name, value, interval, weakest] = card.children;
  card.style.setProperty("--family", data.color);
  say(family.lastChild, data.label);
  say(name, data.name);
  say(value, data.value);
  say(interval, data.interval);
  say(weakest, data.weakest);
  put(weakest, "href", data.href);
}

function createFailure() {
  const sprite = () => make("span", { role: "img" }, make("span", { class: "sprite" }));
  return make("li", {}, make("a", {}, make("strong"), make("span")), make("div", { role: "group", class: "strip" }, ...Array.from({ length: TILES }, sprite)));
}

function fillFailure(item, data, at, rows) {
  const [link, strip] = item.children;
  put(link, "href", data.href);
  say(link.firstChild, data.label);
  say(link.lastChild, data.note);
  put(strip, "aria-label", data.text);
  [...strip.children].forEach((image, column) => {
    put(image, "aria-label", data.names[column]);
    put(image, "hidden", column >= data.names.length);
    place(image.firstChild, at * TILES + column, { columns: TILES, rows });
  });
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const { root, verdict, cards, table, print, failures, picture } = instance(parentElement, createRoot);
  const parts = data.verdict.split("**");
  if (verdict.dataset.said !== data.verdict) verdict.replaceChildren(...parts.map((part, at) => (at % 2 ? make("strong", {}, part) : part)));
  verdict.dataset.said = data.verdict;
  fit(cards, data.cards.length, createCard).forEach((card, at) => fillCard(card, data.cards[at]));
  fillTable(table, data);
  say(print, data.print);
  const rows = data.failures.length;
  say(picture, `.sprite { background-image: url("${data.picture}"); background-size: ${100 * TILES}% ${100 * rows}%; }`);
  fit(failures, rows, createFailure).forEach((item, at) => fillFailure(item, data.failures[at], at, rows));
  follow(root, setTriggerValue);
}
