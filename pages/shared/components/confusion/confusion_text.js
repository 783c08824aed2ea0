// Every word and number of the confusion matrices.

const OF = {
  true: (names, i) => `of ${names[i]}`,
  pred: (names, i, j) => `of all predicted ${names[j]}`,
  all: () => "of all images",
};

const LEGEND = { true: "of each true class", pred: "of each predicted class", all: "of all images" };

function grouped(value) {
  return Math.abs(value).toLocaleString("en");
}

function signed(value) {
  return value > 0 ? `+${value}` : String(value).replace("-", "\u2212");
}

/** A share as percent without its sign; shares of all images are small and get two decimals. */
function percent(share, { normalize, better }) {
  const digits = normalize === "all" ? 2 : Math.abs(share) === 1 ? 0 : 1;
  const shown = inPercent(share, digits).replace("-", "\u2212");
  return better && share > 0 ? `+${shown}` : shown;
}

/** The words after a cell's class names, the same in its name and in the line under the panels. */
function amount(data, panel, i, j) {
  const count = panel.counts[i][j];
  const share = panel.shares?.[i][j];
  const images = Math.abs(count) === 1 ? "image" : "images";
  const words = [`${grouped(count)} ${images}`];
  if (data.better) words[0] = count === 0 ? "no difference" : `${grouped(count)} ${count > 0 ? "more" : "fewer"} ${images}`;
  if (typeof share === "number" && count !== 0) {
    words.push(`${percent(share, data)} % ${data.normalize ? OF[data.normalize](data.classNames, i, j) : ""}`.trim());
  }
  if (panel.marked?.[i][j]) words.push(data.markedWord);
  return words.join(", ");
}

/** A button's accessible name; `i` or `j` is -1 for the header of a column or a row. */
function cellName(data, panel, i, j) {
  const names = data.classNames;
  if (j < 0) return `All images of true label ${names[i]}, model ${panel.title}`;
  if (i < 0) return `All images with predicted label ${names[j]}, model ${panel.title}`;
  return `True ${names[i]}, predicted ${names[j]}: ${amount(data, panel, i, j)}, model ${panel.title}`;
}

/** The line under the panels: the marked cell's numbers in every model, for the eye. */
function comparison(data, i, j) {
  const names = data.classNames;
  if (i < 0 && j < 0) return "";
  if (j < 0) return `True label ${names[i]}: every image of this class`;
  if (i < 0) return `Predicted label ${names[j]}: every image given this label`;
  const shown = (panel) => {
    const share = panel.shares?.[i][j];
    const count = data.better ? signed(panel.counts[i][j]) : grouped(panel.counts[i][j]);
    return `${panel.title} ${count}${typeof share === "number" ? ` (${percent(share, data)} %)` : ""}`;
  };
  return `${names[i]} \u2192 ${names[j]}:  ${data.panels.map(shown).join("  \u00b7  ")}`;
}
