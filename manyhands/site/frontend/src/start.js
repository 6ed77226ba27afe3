// Joins elements to their behaviours: data-behaviour="menu copy" names them. What every page needs is in this bundle;
// what few need says in data-script from which of our own files it comes.
const known = new Map();
const started = new WeakMap();
const folder = new URL(".", import.meta.url).href;

export function behaviour(name, start) {
  known.set(name, start);
}

async function load(name, script) {
  const address = new URL(script, document.baseURI).href;
  if (!address.startsWith(folder)) throw new Error(`data-script points outside ${folder}: ${address}`);
  const module = await import(address);
  if (!known.has(name)) known.set(name, module.default);
}

async function startOn(element, name) {
  const names = started.get(element) ?? new Set();
  if (names.has(name)) return;
  started.set(element, names.add(name));
  if (!known.has(name)) await load(name, element.dataset.script);
  known.get(name)(element);
}

export function startAll(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) {
    for (const name of element.dataset.behaviour.split(" ")) startOn(element, name);
  }
}

// After the browser has shown the page; and again whenever the server sent a part of one.
export function startPage() {
  document.documentElement.classList.add("scripted");
  startAll(document);
  document.addEventListener("htmx:after:swap", () => startAll(document));
}
