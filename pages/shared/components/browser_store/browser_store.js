// Keeps a text in this browser, so that a reload or another tab has it too. Shows nothing.

/** What this browser keeps: a revision, counted up at every change, and the file's text. */
function kept(name) {
  try {
    const { revision, text } = JSON.parse(localStorage.getItem(name) ?? "{}");
    return Number.isInteger(revision) && typeof text === "string" ? { revision, text, fails: false } : { revision: 0, text: null, fails: false };
  } catch {
    return { revision: 0, text: null, fails: false };
  }
}

/** Keep a text; false where the browser refuses, in a private window or when it is full. */
function keep(name, revision, text) {
  try {
    localStorage.setItem(name, JSON.stringify({ revision, text }));
    return true;
  } catch {
    return false;
  }
}

export default function ({ data: [data], parentElement, setStateValue }) {
  // Out of the page's flow: an empty element would still take a gap.
  parentElement.closest("[data-testid=stElementContainer]")?.style.setProperty("position", "absolute");
  const there = kept(data.name);
  if (data.revision > there.revision) {
    if (!keep(data.name, data.revision, data.text)) setStateValue("stored", { revision: data.revision, text: null, fails: true });
  } else if (there.revision > data.revision || (!data.loaded && (there.text !== null || data.asks))) {
    setTimeout(() => setStateValue("stored", there)); // not while the component is being mounted
  }
  const follow = (event) => {
    if (event.key === data.name && kept(data.name).revision > data.revision) setStateValue("stored", kept(data.name));
  };
  addEventListener("storage", follow); // another tab of this browser
  const leave = data.recovers ? onReturn(() => setStateValue("returned", Date.now())) : () => {};
  return () => {
    removeEventListener("storage", follow);
    leave();
  };
}
