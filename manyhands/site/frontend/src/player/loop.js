// A range that plays over and over: two handles on the line, keys [ and ], or a drag with Shift held.
import { onDrag, percent, placeOn } from "./line.js";
import { timecode } from "../words.js";

const SHORTEST = 0.2; // seconds

export function loop(figure, wave, deck, say, announce) {
  const state = { on: false, from: 0, to: 0 };
  const band = wave.appendChild(document.createElement("span"));
  band.className = "player__range";
  const handles = { from: handle("from"), to: handle("to") };
  const button = figure.querySelector("[data-loop]");

  function handle(end) {
    const element = wave.appendChild(document.createElement("span"));
    element.className = `player__handle player__handle--${end}`;
    element.tabIndex = 0;
    element.setAttribute("role", "slider");
    element.setAttribute("aria-label", say(end));
    element.setAttribute("aria-valuemin", "0");
    onDrag(element, (event) => set(end, placeOn(wave, event) * deck.duration));
    element.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -0.5, ArrowRight: 0.5, ArrowDown: -5, ArrowUp: 5 }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      set(end, state[end] + step);
    });
    return element;
  }

  function set(end, seconds) {
    if (!state.on) turn(true);
    const { from, to } = state;
    state[end] = end === "from"
      ? Math.max(0, Math.min(seconds, to - SHORTEST))
      : Math.min(deck.duration, Math.max(seconds, from + SHORTEST));
    show();
  }

  function turn(on) {
    state.on = on;
    if (on && state.to <= state.from) Object.assign(state, { from: 0, to: deck.duration });
    show();
    tell();
  }

  function tell() {
    const { on, from, to } = state;
    announce(say(on ? "loop_on" : "loop_off", { from: timecode(from * 1000), to: timecode(to * 1000) }));
  }

  function show() {
    button.setAttribute("aria-pressed", state.on);
    figure.style.setProperty("--from", percent(state.from, deck.duration));
    figure.style.setProperty("--to", percent(state.to, deck.duration));
    for (const element of [band, ...Object.values(handles)]) element.hidden = !state.on;
    for (const [end, element] of Object.entries(handles)) {
      element.setAttribute("aria-valuemax", Math.round(deck.duration));
      element.setAttribute("aria-valuenow", Math.round(state[end]));
      element.setAttribute("aria-valuetext", timecode(state[end] * 1000));
    }
  }

  function select(event, begins) {
    const at = placeOn(wave, event) * deck.duration;
    if (begins) Object.assign(state, { on: true, from: at, to: Math.min(deck.duration, at + SHORTEST) });
    else set(at > state.from ? "to" : "from", at);
    show();
  }

  onDrag(wave, select, { when: (event) => event.shiftKey });
  button.addEventListener("click", () => turn(!state.on));
  show();

  return {
    turn: () => turn(!state.on),
    fromHere() { set("from", deck.now); tell(); },
    toHere() { set("to", deck.now); tell(); },
    // Called often: back to the beginning of the range once its end is passed.
    keep() {
      if (state.on && (deck.now >= state.to || (deck.ended && state.to >= deck.duration))) deck.seek(state.from);
    },
    get on() { return state.on; },
  };
}
