// A minute that shows how something grew: every hand is heard or seen for a few seconds, then the next takes over, and
// the last one plays on. The thread lights as each enters.
import { words } from "../words.js";

const MINUTE = 60;
const LOOK = 5; // seconds for a picture
const LISTEN = 8; // seconds for an earlier sound or film
const READ = 7; // seconds for a text

const share = (kind) => ({ image: LOOK, text: READ })[kind] ?? LISTEN;

export default function relay(figure) {
  const say = words(figure);
  const button = figure.querySelector("[data-play]");
  const scenes = [...figure.querySelectorAll("[data-scene]")];
  const hands = [...figure.querySelectorAll(".thread__hand")];
  const names = hands.map((hand) => hand.querySelector(".thread__words").innerText.replace(/\s+/g, " ").trim());
  const before = scenes.slice(0, -1).reduce((sum, scene) => sum + share(scene.dataset.kind), 0);
  const lengths = scenes.map((scene, place) =>
    place < scenes.length - 1 ? share(scene.dataset.kind) : Math.max(LISTEN, MINUTE - before));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let playing = false;
  let place = 0;
  let gone = 0; // seconds of this scene
  let last = 0;

  // The element is made when its turn comes, so that nothing is loaded that nobody asked for.
  function mediaOf(scene) {
    if (!scene.dataset.src) return null;
    if (scene.media) return scene.media;
    scene.media = document.createElement(scene.dataset.kind === "video" ? "video" : "audio");
    Object.assign(scene.media, { src: scene.dataset.src, preload: "auto", playsInline: true });
    if (scene.dataset.kind === "video") scene.replaceChildren(scene.media);
    return scene.media;
  }

  // The bars of a sound brighten as far as it has played: a second, brighter copy lies over the first.
  function showBars(scene) {
    const bars = scene.querySelector("svg.waveform");
    if (!bars || scene.querySelector(".waveform--played")) return;
    bars.after(bars.cloneNode(true));
    bars.classList.add("waveform--rest");
    bars.nextElementSibling.classList.add("waveform--played");
  }

  function enter(next) {
    mediaOf(scenes[place])?.pause();
    place = next;
    gone = 0;
    scenes.forEach((scene, index) => { scene.hidden = index !== place; });
    hands.forEach((hand, index) => hand.toggleAttribute("data-lit", index <= place));
    figure.querySelector("[data-announce]").textContent = names[place];
    const media = mediaOf(scenes[place]);
    if (media) media.currentTime = 0;
    showBars(scenes[place]);
    if (scenes[place + 1]) mediaOf(scenes[place + 1]); // so that it is ready when its turn comes
  }

  function run(on) {
    playing = on;
    figure.toggleAttribute("data-playing", on);
    button.setAttribute("aria-pressed", on);
    button.querySelector("[data-label]").textContent = say(on ? "pause" : "play");
    const media = mediaOf(scenes[place]);
    if (!on) return media?.pause();
    document.dispatchEvent(new CustomEvent("player:play", { detail: media ?? figure }));
    media?.play().catch(() => run(false)); // the browser wants to be asked once more
    last = performance.now();
    return requestAnimationFrame(step);
  }

  // A sound tells its own time, so that waiting for the network does not count; a picture is timed by the clock.
  function step(now) {
    if (!playing) return;
    const media = mediaOf(scenes[place]);
    gone = media ? media.currentTime : gone + (now - last) / 1000;
    last = now;
    if (gone >= lengths[place] || media?.ended) {
      if (place === scenes.length - 1) return stop();
      enter(place + 1);
      return run(true);
    }
    const passed = lengths.slice(0, place).reduce((sum, length) => sum + length, 0) + gone;
    figure.style.setProperty("--played", `${(passed / whole) * 100}%`);
    scenes[place].style.setProperty("--played", `${(gone / lengths[place]) * 100}%`);
    return requestAnimationFrame(step);
  }

  function stop() {
    run(false);
    hands.forEach((hand) => hand.removeAttribute("data-lit"));
    figure.style.removeProperty("--played");
    place = -1;
  }

  button.addEventListener("click", () => {
    if (!playing && (place < 0 || !hands.some((hand) => hand.hasAttribute("data-lit")))) {
      place = scenes.length - 1;
      enter(0);
    }
    run(!playing);
  });
  document.addEventListener("player:play", ({ detail }) => {
    if (playing && detail !== figure && detail !== scenes[place].media) run(false);
  });
}
