import { words } from "../words.js";

// Copies an address, or the words of the element that data-copy-text names, and says so where a screen reader hears it.
export default function copy(button) {
  const say = words(button);
  const label = button.querySelector("[data-label]") ?? button;
  const before = label.textContent;

  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const text = document.getElementById(button.dataset.copyText)?.textContent
      ?? new URL(button.dataset.copy ?? button.getAttribute("href"), document.baseURI).href;
    try {
      await navigator.clipboard.writeText(text);
      label.textContent = say("copied");
    } catch {
      label.textContent = text; // No permission: show it, so that it can be copied by hand.
      return;
    }
    setTimeout(() => { label.textContent = before; }, 2500);
  });
}
