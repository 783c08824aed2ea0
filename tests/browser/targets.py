"""Which targets of a page are too small to be hit: WCAG 2.2, success criterion 2.5.8.

A target is at least 24 by 24 CSS pixels. A smaller one passes by the exception of spacing where a
circle of that diameter on its middle touches no other target and no such circle of another small
one; links inside a sentence, and what the browser draws itself, are excepted too.
"""

from playwright.sync_api import Page

TOO_SMALL = """() => {
  const LEAST = 24;
  const WHAT = "a[href], button, input, select, textarea, summary, [role=button], [role=slider], "
    + "[role=link], [role=tab], [role=radio], [role=checkbox], [role=switch], [role=combobox]";
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.matches(WHAT)) found.push(element);
    }
  };
  walk(document);
  const isHidden = (element) => {
    const style = getComputedStyle(element);
    return style.visibility === "hidden" || style.pointerEvents === "none" || element.disabled
      || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const isClipped = (element) => {  // read aloud, not drawn; or a native control under its label
    const { clipPath, clip } = getComputedStyle(element);
    return clipPath !== "none" || /rect\\(0|rect\\(1px/.test(clip);
  };
  const isInSentence = (element) => {
    const block = element.closest("p, li, td");
    const text = (one) => one.textContent.trim();
    return element.tagName === "A" && block && text(block) !== text(element);
  };
  // A label, and a picker around its field, make the target of the control inside them larger.
  const boxOf = (element) => {
    const label = element.closest("label, [role=group][data-rac]");
    const boxes = [element, ...(label ? [label] : [])].map((one) => one.getBoundingClientRect());
    return {
      left: Math.min(...boxes.map((box) => box.left)),
      right: Math.max(...boxes.map((box) => box.right)),
      top: Math.min(...boxes.map((box) => box.top)),
      bottom: Math.max(...boxes.map((box) => box.bottom)),
    };
  };
  const targets = found
    .filter((element) => !isHidden(element) && !isClipped(element))
    .map((element) => ({ element, box: boxOf(element) }))
    .filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1)
    .map(({ element, box }) => ({
      element, box, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2,
      small: Math.min(box.right - box.left, box.bottom - box.top) < LEAST - 0.5,
    }));
  const touches = (one, other) => {
    if (other.small) return Math.hypot(one.x - other.x, one.y - other.y) < LEAST - 0.5;
    const dx = Math.max(other.box.left - one.x, 0, one.x - other.box.right);
    const dy = Math.max(other.box.top - one.y, 0, one.y - other.box.bottom);
    return Math.hypot(dx, dy) < LEAST / 2 - 0.5;
  };
  const holds = (one, other) => one.contains(other) || other.contains(one);
  const isNear = (one) => (other) =>
    other !== one && !holds(one.element, other.element) && touches(one, other);
  return targets
    .filter((one) => one.small && !isInSentence(one.element) && targets.some(isNear(one)))
    .map(({ element, box }) => {
      const said = element.ariaLabel || element.textContent.trim() || element.id;
      const host = element.getRootNode().host?.closest("[class*=st-key-]");
      const place = host?.className.match(/st-key-\\S+/)?.[0] ?? "the page";
      const size = `${Math.round(box.right - box.left)} x ${Math.round(box.bottom - box.top)}`;
      return `${element.tagName.toLowerCase()} "${said.slice(0, 60)}" in ${place}: ${size}`;
    });
}"""


def too_small(page: Page) -> list[str]:
    """Return each target of a page that is too small and too near to another, in a line."""
    return page.evaluate(TOO_SMALL)
