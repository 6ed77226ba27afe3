// A piece of a sound around where it plays, as wide as one likes: from half a minute down to single samples. Peaks for
// every 256 samples come in one small file; closer than that, the few seconds that are looked at are fetched.
import { Close } from "../player/close.js";
import { number, timecode, words } from "../words.js";

const WIDTHS = [30, 10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003]; // seconds
const HEADER = 24; // bytes of audiowaveform's binary form, version 2
const DOTS_FROM = 8; // pixels a sample: then each can be seen

async function readPeaks(address) {
  const buffer = await (await fetch(address)).arrayBuffer();
  const view = new DataView(buffer);
  return { rate: view.getInt32(8, true) / view.getInt32(12, true), pairs: new Int16Array(buffer, HEADER) };
}

export default async function lens(figure, deck) {
  const button = figure.querySelector("[data-lens]");
  const wider = figure.querySelector("[data-wider]");
  const ground = figure.querySelector("[data-lens-ground]");
  const say = words(button);
  const peaks = await readPeaks(figure.dataset.fine);
  const close = new Close(figure.dataset.close);
  const canvas = ground.appendChild(document.createElement("canvas"));
  let level = -1;
  ground.tabIndex = 0;
  for (const [key, value] of Object.entries({ role: "slider", "aria-label": say("position"), "aria-valuemin": 0 })) {
    ground.setAttribute(key, value);
  }

  const width = () => WIDTHS[level];
  const begins = () => deck.now - width() / 2;

  function draw() {
    if (ground.hidden) return;
    const dense = window.devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * dense);
    canvas.height = Math.round(canvas.clientHeight * dense);
    const pen = canvas.getContext("2d");
    pen.strokeStyle = pen.fillStyle = getComputedStyle(ground).color;
    pen.lineWidth = dense;
    const finer = width() / canvas.width < 1 / peaks.rate;
    const held = finer ? close.samples(begins(), begins() + width(), draw) : null;
    if (held) drawSamples(pen, held, dense);
    else drawPairs(pen, (at) => pairsOf(at * peaks.rate, (at + width() / canvas.width) * peaks.rate));
    pen.globalAlpha = 0.6;
    pen.fillRect(canvas.width / 2, 0, dense, canvas.height);
    ground.dataset.drawn = held ? "samples" : "peaks";
    ground.setAttribute("aria-valuemax", Math.round(deck.duration));
    ground.setAttribute("aria-valuenow", Math.round(deck.now));
    ground.setAttribute("aria-valuetext", `${timecode(deck.now * 1000)}, ${say("width", { seconds: number(width()) })}`);
  }

  function pairsOf(from, to) {
    let [low, high] = [0, 0];
    for (let pair = Math.max(0, Math.floor(from)); pair < to && 2 * pair < peaks.pairs.length; pair++) {
      low = Math.min(low, peaks.pairs[2 * pair]);
      high = Math.max(high, peaks.pairs[2 * pair + 1]);
    }
    return [low / 32768, high / 32768];
  }

  const y = (value) => (1 - value) * canvas.height / 2;

  function drawPairs(pen, of) {
    for (let x = 0; x < canvas.width; x++) {
      const [low, high] = of(begins() + (x / canvas.width) * width());
      pen.fillRect(x, y(high), 1, Math.max(1, y(low) - y(high)));
    }
  }

  function drawSamples(pen, { from, rate, samples }, dense) {
    const step = canvas.width / (width() * rate); // pixels a sample
    const first = Math.max(0, Math.floor((begins() - from) * rate));
    const last = Math.min(samples.length - 1, Math.ceil((begins() + width() - from) * rate));
    pen.beginPath();
    for (let place = first; place <= last; place++) {
      const x = (place / rate + from - begins()) * rate * step;
      pen.lineTo(x, y(samples[place]));
      if (step >= DOTS_FROM * dense) pen.fillRect(x - 2 * dense, y(samples[place]) - 2 * dense, 4 * dense, 4 * dense);
    }
    pen.stroke();
  }

  // One level closer or wider; wider than the widest is none.
  function turn(step) {
    level = Math.max(-1, Math.min(WIDTHS.length - 1, level + step));
    ground.hidden = level < 0;
    wider.hidden = level < 0;
    button.disabled = level === WIDTHS.length - 1;
    figure.querySelector("[data-announce]").textContent =
      level < 0 ? say("off") : say("width", { seconds: number(width()) });
    draw();
  }

  ground.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -10, ArrowUp: 10 }[event.key];
    if (!steps) return;
    event.preventDefault();
    event.stopPropagation();
    deck.by((steps * width()) / 20);
  });
  ground.addEventListener("click", (event) => {
    const box = ground.getBoundingClientRect();
    deck.by(((event.clientX - box.left) / box.width - 0.5) * width());
  });
  function follow() {
    draw();
    if (deck.running && !ground.hidden) requestAnimationFrame(follow);
  }
  for (const name of ["play", "timeupdate", "seeked"]) deck.media.addEventListener(name, name === "play" ? follow : draw);
  new ResizeObserver(draw).observe(ground);
  return turn;
}
