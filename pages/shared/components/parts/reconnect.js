// Streamlit connects again by itself when its server was away, but does not run the page again.

const CONNECTION = "data-test-connection-state";

/** Call back whenever the connection to the server is there again; returns how to stop. */
function onReturn(callback) {
  const app = document.querySelector(`[${CONNECTION}]`);
  if (!app) return () => {};
  let isAway = false;
  const observer = new MutationObserver(() => {
    const was = isAway;
    isAway = app.getAttribute(CONNECTION) !== "CONNECTED";
    if (was && !isAway) callback();
  });
  observer.observe(app, { attributes: true, attributeFilter: [CONNECTION] });
  return () => observer.disconnect();
}
