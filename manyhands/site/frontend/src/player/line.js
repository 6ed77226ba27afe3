// The line of time: a slider that can be pressed, dragged and walked through by keys.
import { timecode } from "../words.js";

export const percent = (part, whole) => `${whole ? Math.min(100, (part / whole) * 100) : 0}%`;

// Where on an element a pointer is, between 0 and 1. Time runs from left to right in every script.
export function placeOn(element, event) {
  const box = element.getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
}

// Calls back with every place between press and release.
export function onDrag(element, moved, { when = () => true } = {}) {
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !when(event)) return;
    event.stopPropagation();
    element.setPointerCapture(event.pointerId);
    moved(event, true);
    const move = (next) => moved(next, false);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", () => element.removeEventListener("pointermove", move), { once: true });
    element.addEventListener("pointercancel", () => element.removeEventListener("pointermove", move), { once: true });
  });
}

export function timeLine(figure, wave, deck, say) {
  const head = wave.appendChild(document.createElement("span"));
  head.className = "player__head";
  wave.tabIndex = 0;
  wave.setAttribute("role", "slider");
  wave.setAttribute("aria-label", say("position"));
  wave.setAttribute("aria-valuemin", "0");

  onDrag(wave, (event) => deck.seek(placeOn(wave, event) * deck.duration), { when: (event) => !event.shiftKey });

  return () => {
    figure.style.setProperty("--played", percent(deck.now, deck.duration));
    wave.setAttribute("aria-valuemax", Math.round(deck.duration));
    wave.setAttribute("aria-valuenow", Math.round(deck.now));
    wave.setAttribute("aria-valuetext", say("at", { time: timecode(deck.now * 1000), total: timecode(deck.duration * 1000) }));
  };
}
