// Captions: the button goes through the languages that there are, and off. A film shows them in its picture; of a sound
// they stand below the line of time.
import { words } from "../words.js";

export default function captions(button) {
  const figure = button.closest(".player");
  const say = words(button);
  const media = figure.querySelector("audio, video");
  const ground = figure.querySelector("[data-caption]");
  const tracks = [...media.querySelectorAll("track")];
  let chosen = 0;

  function show() {
    tracks.forEach(({ track }, place) => {
      track.mode = place !== chosen ? "disabled" : ground ? "hidden" : "showing";
    });
    const language = tracks[chosen]?.label;
    button.setAttribute("aria-pressed", chosen >= 0);
    button.textContent = language ? say("on", { language }) : say("captions");
    write();
  }

  function write() {
    if (!ground) return;
    const cues = [...(tracks[chosen]?.track.activeCues ?? [])];
    ground.replaceChildren(...cues.flatMap((cue, place) => [...(place ? ["\n"] : []), cue.getCueAsHTML()]));
    ground.lang = tracks[chosen]?.srclang ?? "";
  }

  button.addEventListener("click", () => {
    chosen = chosen + 1 < tracks.length ? chosen + 1 : -1; // -1 is none
    show();
    figure.querySelector("[data-announce]").textContent =
      chosen < 0 ? say("off") : button.textContent;
  });
  for (const { track } of tracks) track.addEventListener("cuechange", write);
  show();
}
