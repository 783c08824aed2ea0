// Shared by every component. The page is updated in place: rebuilding loses keyboard focus.

const instances = new WeakMap();

/** What one mounted component keeps between runs; `create` builds its root element once. */
function instance(parent, create) {
  if (!instances.has(parent)) {
    const state = create();
    parent.append(state.root);
    instances.set(parent, state);
  }
  return instances.get(parent);
}

/** An element with attributes and children; strings become text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) put(element, name, value);
  element.append(...children);
  return element;
}

/** Set an attribute, or remove it for null, touching the page only when it changes. */
function put(element, name, value) {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** Set an element's text, touching the page only when it changes. */
function say(element, text) {
  if (element.textContent !== (text ?? "")) element.textContent = text ?? "";
}

/** A text in which no word is broken at its hyphen: T-shirt/top may break after its slash alone. */
function unbroken(text) {
  return text.split(/([^\s/]*-[^\s/]*\/?)/).flatMap((part, at) => (at % 2 ? [make("span", { style: "white-space: nowrap" }, part), make("wbr")] : [part]));
}

/** Set an element's text as `unbroken` has it, touching the page only when it changes. */
function spell(element, text) {
  if (element.textContent !== text) element.replaceChildren(...unbroken(text));
}

/** Keep exactly `count` children, making the missing ones. */
function fit(parent, count, create) {
  while (parent.children.length > count) parent.lastElementChild.remove();
  while (parent.children.length < count) parent.append(create(parent.children.length));
  return [...parent.children];
}

/** A share in per cent, rounded as `fmnist.text.percent` does; less than all is never 100. */
function inPercent(share, digits = 1) {
  const step = 10 ** digits;
  const units = Math.sign(share) * Math.round(Math.abs(Number((100 * share * step).toFixed(6))));
  return (share < 1 ? Math.min(units, 100 * step - 1) / step : units / step).toFixed(digits);
}
