// Writing a comment about a moment or a place: the player and the picture say where.
import { timecode, words } from "../words.js";

export default function composer(form) {
  const say = words(form);
  const find = (name) => form.querySelector(`[data-${name}]`);

  // "Now playing" fills the moment in; pressed again later, with a moment there, the end of a range.
  find("now")?.addEventListener("click", () => {
    const media = document.querySelector(".player audio, .player video");
    const { moment, until } = form.elements;
    const now = timecode((media?.currentTime ?? 0) * 1000);
    if (moment.value && now !== moment.value && !until.value) until.value = now;
    else [moment.value, until.value] = [now, ""];
    form.elements.words.focus();
  });

  const button = find("point");
  if (!button) return;

  function ask(on) {
    button.setAttribute("aria-pressed", on);
    find("pointed").textContent = on ? say("point") : "";
    document.dispatchEvent(new CustomEvent("picture:ask", { detail: { on } }));
  }

  button.addEventListener("click", () => ask(button.getAttribute("aria-pressed") !== "true"));
  document.addEventListener("picture:point", ({ detail }) => {
    if (!form.isConnected || button.getAttribute("aria-pressed") !== "true") return;
    button.setAttribute("aria-pressed", "false");
    form.elements.x.value = detail?.x ?? "";
    form.elements.y.value = detail?.y ?? "";
    find("pointed").textContent = detail ? say("pointed") : "";
    if (!detail) document.dispatchEvent(new CustomEvent("picture:ask", { detail: { on: false } }));
    form.elements.words.focus();
  });
}
