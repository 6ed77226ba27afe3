import { words } from "../words.js";

const ORDER = ["auto", "light", "dark"];
const YEAR = 365 * 24 * 60 * 60;

// Steps through automatic, light and dark. The server reads the same cookie, so the next page has no flash.
export default function theme(link) {
  const say = words(link);
  const label = link.querySelector("[data-label]");
  const root = document.documentElement;

  link.setAttribute("role", "button");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const next = ORDER[(ORDER.indexOf(root.dataset.theme || "auto") + 1) % ORDER.length];
    root.dataset.theme = next;
    document.cookie = `theme=${next}; path=/; max-age=${YEAR}; samesite=lax`;
    label.textContent = say(next);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
}
