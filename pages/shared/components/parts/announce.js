// The app's one live region, whichever component speaks.

/** Say something to people who hear the page; a region that is new is not listened to yet. */
function announce(text) {
  let region = document.querySelector("#fmnist-live");
  if (!region) {
    region = make("div", { id: "fmnist-live", role: "status", "aria-live": "polite" });
    Object.assign(region.style, { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" });
    document.body.append(region);
  }
  setTimeout(() => say(region, text), 100);
}
