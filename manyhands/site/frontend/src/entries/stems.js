// The stems of a work, played together. They are fetched at the first press of play, not before.
import { Mixer } from "../player/mixer.js";
import { timecode, words } from "../words.js";

export default function stems(section) {
  const find = (name) => section.querySelector(`[data-${name}]`);
  const rows = [...section.querySelectorAll("[data-stem]")];
  const say = words(section);
  const [play, place, state] = ["play", "place", "state"].map(find);
  const length = section.dataset.duration / 1000;
  let mixer = null;
  let busy = false;

  const made = () => (mixer ??= new Mixer(rows.map((row) => row.dataset.stem)));

  async function toggle() {
    if (busy) return;
    if (mixer?.running) return stop();
    busy = true;
    try {
      await made().load((number) => { state.textContent = say("loading", { number: number + 1, total: rows.length }); });
      state.textContent = "";
      mixer.seek(place.value / 1000);
      mixer.balance();
      await mixer.play();
      document.dispatchEvent(new CustomEvent("player:play", { detail: mixer }));
      follow();
    } catch {
      state.textContent = say("trouble");
    }
    busy = false;
    show();
  }

  function stop() {
    mixer.pause();
    show();
  }

  function follow() {
    if (!mixer.running) return;
    if (mixer.now >= mixer.duration) {
      mixer.seek(0);
      stop();
    }
    show();
    requestAnimationFrame(follow);
  }

  function show() {
    const running = Boolean(mixer?.running);
    const now = mixer?.ready ? mixer.now : place.value / 1000;
    play.setAttribute("aria-pressed", running);
    play.setAttribute("aria-label", say(running ? "pause" : "play"));
    if (running || now === 0) place.value = now * 1000;
    place.setAttribute("aria-valuetext", say("at", { time: timecode(now * 1000), total: timecode(length * 1000) }));
    find("now").textContent = timecode(now * 1000);
    section.style.setProperty("--played", `${Math.min(100, (now / length) * 100)}%`);
  }

  function press(button, row, key) {
    const strip = made().strips[rows.indexOf(row)];
    strip[key] = !strip[key];
    button.setAttribute("aria-pressed", strip[key]);
    mixer.balance();
    rows.forEach((each, number) => each.classList.toggle("stems__row--silent", !mixer.heard[number]));
  }

  for (const row of rows) {
    for (const key of ["solo", "mute"]) {
      const button = row.querySelector(`[data-${key}]`);
      button.addEventListener("click", () => press(button, row, key === "mute" ? "muted" : key));
    }
  }
  play.addEventListener("click", toggle);
  place.addEventListener("input", () => {
    if (mixer?.ready) mixer.seek(place.value / 1000);
    show();
  });
  document.addEventListener("player:play", ({ detail }) => {
    if (detail === mixer) return;
    if (mixer?.running) stop();
  });
}
