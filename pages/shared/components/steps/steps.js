// An ordered list of small pictures.

const createStep = () => make("li", {}, make("figure", {}, make("div", { class: "frame" }, make("img", { alt: "" })), make("figcaption", {}, make("span", { class: "name" }), make("span", { class: "note" }))));

export default function ({ data: [data], parentElement }) {
  const state = instance(parentElement, () => ({ root: make("div", { class: "fm" }, make("ol")) }));
  const list = state.root.firstChild;
  put(list, "aria-label", data.label);
  fit(list, data.steps.length, createStep).forEach((item, at) => {
    const { name, note, src } = data.steps[at];
    const [frame, caption] = item.firstChild.children;
    put(frame.firstChild, "src", src);
    put(frame.firstChild, "alt", `Step ${at + 1}, ${name.toLowerCase()}`);
    say(caption.firstChild, `${at + 1} ${name}`);
    say(caption.lastChild, note);
  });
}
