// Presentation mode: a dialog in the browser's top layer, above menu and controls.

const CUT = "This note goes on: show all of it";
const WHOLE = "Show less of the note";
const SWIPE = 50; // pixels of a finger that count as a step

function createRoot() {
  const button = (name, label, sign) => make("button", { type: "button", class: name, "aria-label": label, title: label }, sign);
  const article = make("article", { tabindex: 0, autofocus: "" }); // what scrolls on a phone must be within reach of Tab
  const back = button("back", "Previous slide", "\u2190");
  const place = make("span", { class: "place", role: "status" });
  const next = button("next", "Next slide", "\u2192");
  const full = button("full", "Full screen (F)", vector("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, vector("path", { d: "M6 2H2v4M10 2h4v4M6 14H2v-4M10 14h4v-4" })));
  const leave = button("leave", "Leave the presentation", "\u2715");
  const foot = make("footer", {}, make("p", { class: "foot" }), make("nav", { "aria-label": "Slides" }, back, place, next, full, leave));
  const dialog = make("dialog", { class: "presentation" }, article, foot);
  return { root: make("div", { class: "fm" }, dialog), dialog, article, foot, back, place, next, full, leave, at: null, shown: null };
}

function sentence(runs) {
  return make("p", {}, ...runs.map(([text, bold]) => (bold ? make("strong", {}, text) : text)));
}

/** Put one slide on the screen. */
function showSlide(state, slide) {
  const opening = slide.blocks.length === 0;
  const words = make("header", {}, make("h1", { dir: "auto" }, slide.title), ...(slide.lead ? [make("p", { class: "lead", dir: "auto" }, slide.lead)] : []), ...slide.sentences.map(sentence));
  if (slide.figures.length) words.append(make("dl", {}, ...slide.figures.map(([value, meaning]) => make("div", {}, make("dt", {}, meaning), make("dd", {}, value)))));
  const cut = make("button", { type: "button", class: "cut", "aria-expanded": "false", hidden: "" }, CUT);
  const note = make("blockquote", { dir: "auto" }, slide.note);
  if (slide.note) words.append(note, cut);
  const body = make("div", { class: "blocks", "data-count": slide.blocks.length, style: `--abreast: ${slide.blocks.length}` }, ...slide.blocks.map(figure));
  state.article.className = opening ? "opening" : "";
  state.article.replaceChildren(words, ...(opening ? [] : [body]));
  state.article.scrollTop = 0;
  put(state.dialog, "aria-label", slide.title);
  say(state.foot.firstChild, slide.foot);
  // A note never ends without a word: what does not fit in three lines can be opened.
  state.cuts = () => put(cut, "hidden", opened(words) || note.scrollHeight > note.clientHeight + 1 ? null : "");
  cut.onclick = () => {
    const whole = words.classList.toggle("whole");
    put(cut, "aria-expanded", String(whole));
    say(cut, whole ? WHOLE : CUT);
  };
  state.cuts();
}

const opened = (words) => words.classList.contains("whole");

/** Fill the screen, or leave it again; where the browser knows no such thing, no button offers it. */
function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {}); // it may forbid: all stays as it is
}

/** Step at once, then let the script keep the place in the address. */
function go(state, at, setTriggerValue) {
  const last = state.data.slides.length - 1;
  const wanted = Math.min(Math.max(at, 0), last);
  if (wanted === state.at) return;
  draw(state, wanted);
  state.asked = wanted;
  setTriggerValue("go", wanted);
}

function draw(state, at) {
  state.at = at;
  showSlide(state, state.data.slides[at]);
  say(state.place, `${at + 1} / ${state.data.slides.length}`);
  put(state.back, "disabled", at === 0 ? "" : null);
  put(state.next, "disabled", at === state.data.slides.length - 1 ? "" : null);
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const state = instance(parentElement, createRoot);
  const same = JSON.stringify(data.slides);
  state.data = data;
  // A late answer to an earlier step must not take the person back.
  if (state.asked === undefined || data.at === state.asked) {
    if (state.at !== data.at || state.shown !== same) draw(state, data.at);
  } else if (state.shown !== same) draw(state, state.at);
  state.shown = same;
  const step = (by) => go(state, state.at + by, setTriggerValue);
  const leave = () => setTriggerValue("close", true);
  const keys = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity };
  state.dialog.onkeydown = (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
    if (event.key.toLowerCase() === "f" && plain) toggleFull();
    const button = event.key === " " && event.composedPath()[0].localName === "button";
    if (button || !(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(keys[event.key]);
  };
  state.dialog.oncancel = (event) => {
    event.preventDefault();
    if (document.fullscreenElement) document.exitFullscreen(); // once more leaves the presentation
    else leave();
  };
  state.back.onclick = () => step(-1);
  state.next.onclick = () => step(1);
  state.leave.onclick = leave;
  state.full.onclick = toggleFull;
  put(state.full, "hidden", document.fullscreenEnabled ? null : "");
  const changed = () => put(state.full, "aria-pressed", String(document.fullscreenElement !== null));
  changed();
  document.addEventListener("fullscreenchange", changed);
  const measured = new ResizeObserver(() => state.cuts());
  measured.observe(state.article);
  state.article.ontouchstart = (event) => { state.touch = event.touches[0].clientX; };
  state.article.ontouchend = (event) => {
    const moved = event.changedTouches[0].clientX - state.touch;
    if (Math.abs(moved) > SWIPE) step(moved < 0 ? 1 : -1);
  };
  if (!state.dialog.open) state.dialog.showModal();
  state.cuts();
  return () => {
    document.removeEventListener("fullscreenchange", changed);
    measured.disconnect();
    state.dialog.close();
  };
}
