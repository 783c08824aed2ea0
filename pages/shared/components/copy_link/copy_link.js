// A link that can be copied: it stands in a field, for browsers that hand nothing to the clipboard.

const SHOWN = 4_000; // milliseconds

async function copy({ field, note }) {
  field.select();
  const done = await (navigator.clipboard?.writeText(field.value) ?? Promise.reject(new Error("no clipboard"))).then(() => true, () => false);
  const said = done ? "The link is copied." : "The link is selected: copy it with Ctrl and C.";
  say(note, said);
  announce(said);
  setTimeout(() => say(note, ""), SHOWN);
}

export default function ({ data: [data], parentElement }) {
  const state = instance(parentElement, () => {
    const field = make("input", { type: "text", readonly: "" });
    const [button, note] = [make("button", { type: "button" }, "Copy"), make("span")];
    return { field, button, note, root: make("div", { class: "fm copy" }, field, button, note) };
  });
  state.field.value = new URL(data.address, document.baseURI);
  put(state.field, "aria-label", data.label);
  put(state.button, "aria-label", `Copy: ${data.label}`);
  state.field.onfocus = () => state.field.select();
  state.button.onclick = () => copy(state);
}
