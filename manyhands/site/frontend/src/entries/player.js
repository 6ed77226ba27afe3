// Sound and film: our controls over the browser's own element, which stays what plays. Without this script it shows
// the browser's controls.
import { Deck } from "../player/deck.js";
import { keys } from "../player/keys.js";
import { timeLine } from "../player/line.js";
import { loop as loopOn } from "../player/loop.js";
import { quality } from "../player/quality.js";
import { marks as marksOf } from "../player/marks.js";
import { seeking } from "../player/seeking.js";
import { drawWave } from "../player/wave.js";
import { timecode, words } from "../words.js";

export default function player(figure) {
  const find = (name) => figure.querySelector(`[data-${name}]`);
  const say = words(figure);
  const media = figure.querySelector("audio, video");
  const deck = new Deck(media, figure.dataset.duration / 1000);
  const wave = find("wave");
  const announce = (text) => { find("announce").textContent = text; };
  const drawLine = timeLine(figure, wave, deck, say);
  const loop = loopOn(figure, wave, deck, say, announce);
  const drawMarks = marksOf(figure, deck);
  media.controls = false;
  if (figure.dataset.peaks) drawWave(wave, figure.dataset.peaks);

  function draw() {
    loop.keep();
    drawLine();
    drawMarks();
    find("now").textContent = timecode(deck.now * 1000);
  }

  // timeupdate comes four times a second; the line should move as smoothly as the screen.
  function follow() {
    draw();
    if (deck.running) requestAnimationFrame(follow);
  }

  function showState() {
    find("play").setAttribute("aria-pressed", deck.running);
    find("play").setAttribute("aria-label", say(deck.running ? "pause" : "play"));
  }

  const select = find("speed");
  function speed(step) {
    select.selectedIndex = Math.max(0, Math.min(select.length - 1, select.selectedIndex + step));
    media.playbackRate = Number(select.value);
    announce(select.selectedOptions[0].textContent);
  }

  const whole = () => (document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen?.());

  media.addEventListener("play", () => {
    document.dispatchEvent(new CustomEvent("player:play", { detail: media }));
    showState();
    follow();
  });
  media.addEventListener("pause", showState);
  media.addEventListener("timeupdate", draw);
  media.addEventListener("durationchange", () => { find("total").textContent = timecode(deck.duration * 1000); });
  media.addEventListener("ended", () => { if (loop.on) { loop.keep(); media.play(); } });
  media.addEventListener("error", ({ target }) => {
    if (target.nextElementSibling?.matches("source")) return; // the browser tries the next
    find("trouble").textContent = say("trouble");
    find("trouble").hidden = false;
  }, true);
  document.addEventListener("player:play", ({ detail }) => { if (detail !== media) media.pause(); });

  find("play").addEventListener("click", () => deck.toggle());
  select.addEventListener("change", () => speed(0));
  find("full")?.addEventListener("click", whole);
  if (media.tagName === "VIDEO") media.addEventListener("click", () => deck.toggle());
  find("volume")?.addEventListener("input", (event) => {
    media.muted = false;
    media.volume = event.target.value / 100;
  });
  keys(figure, { deck, loop, speed, whole: find("full") ? whole : () => {} });
  quality(figure, media, announce);
  seeking(figure, wave, deck);
  lookCloser(figure, deck);
  seekFromPage(figure, deck);
  draw();
}

// What shows single samples is fetched when somebody wants to see them.
function lookCloser(figure, deck) {
  const button = figure.querySelector("[data-lens]");
  if (!button) return;
  let lens = null;
  async function turn(step) {
    lens ??= import(new URL(button.dataset.lensScript, document.baseURI)).then((script) => script.default(figure, deck));
    (await lens)(step);
  }
  button.addEventListener("click", () => turn(1));
  figure.querySelector("[data-wider]").addEventListener("click", () => turn(-1));
  figure.addEventListener("player:closer", ({ detail }) => turn(detail));
}

// A press on "1:17" anywhere on the page plays there; so does an address that ends in #t=1:17.
function seekFromPage(figure, deck) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-seek]");
    if (!link || (link.closest(".player") ?? document.querySelector(".player")) !== figure) return;
    event.preventDefault();
    deck.seek(link.dataset.seek / 1000);
    if (!deck.running) deck.toggle();
    if (!link.closest(".player")) figure.focus({ preventScroll: false });
  });
  const asked = location.hash.match(/^#t=(?:(\d+):)?(\d+):(\d+)$/);
  if (asked && document.querySelector(".player") === figure) {
    deck.seek((Number(asked[1] ?? 0) * 60 + Number(asked[2])) * 60 + Number(asked[3]));
  }
}
