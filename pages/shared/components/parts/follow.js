// Links inside a component.

/** A plain click goes on in this session; any other, such as into a new tab, follows the link. */
function follow(root, setTriggerValue) {
  root.onclick = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("open", link.getAttribute("href"));
  };
}
