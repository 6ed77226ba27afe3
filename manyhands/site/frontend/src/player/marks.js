// Comments at their second: each stands at its place; the one that is being passed is read out below the line.
import { percent } from "./line.js";

const NEAR = 4; // seconds for which a passed comment stays in sight

export function marks(figure, deck) {
  const find = () => [...figure.querySelectorAll("[data-at]")];
  let list = find();
  const said = figure.querySelector("[data-mark-words]");
  let shown = null;

  function show() {
    const passed = list.filter((mark) => {
      const since = deck.now - mark.dataset.at / 1000;
      return since >= 0 && since < NEAR;
    }).at(-1) ?? null;
    if (passed === shown) return;
    shown?.querySelector("button").removeAttribute("aria-current");
    passed?.querySelector("button").setAttribute("aria-current", "true");
    if (said) said.textContent = passed ? passed.querySelector("button").title : "";
    shown = passed;
  }

  const place = () => list.forEach((mark) => { mark.style.left = percent(mark.dataset.at / 1000, deck.duration); });
  place();
  deck.media.addEventListener("durationchange", place);
  document.addEventListener("htmx:after:swap", () => { list = find(); place(); }); // somebody has just said something
  return show;
}
