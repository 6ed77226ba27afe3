// Going into a picture: by wheel, pinch, drag, press, buttons and keys. The link to the large picture stays.
import { fingers as fingersOn } from "../picture/fingers.js";
import { mover } from "../picture/moving.js";
import { places as placesOn } from "../picture/places.js";
import { viewOf } from "../picture/view.js";
import { words } from "../words.js";

const PAN = 60; // pixels for an arrow

export default function picture(figure) {
  const say = words(figure);
  const frame = figure.querySelector(".picture__frame");
  const sheet = frame.querySelector(".picture__sheet");
  const link = sheet.querySelector("a");
  const tell = (zoom) => link.setAttribute("aria-description", say("zoom", { percent: Math.round(zoom * 100) }));
  const view = viewOf(frame, sheet, tell);
  const fingers = fingersOn(frame, view);
  const places = placesOn(figure, sheet, link);
  const move = mover(sheet);
  const acts = { in: () => view.by(1.5), out: () => view.by(1 / 1.5), fit: () => view.zoomTo(1) };

  link.addEventListener("dragstart", (event) => event.preventDefault());
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const byPointer = event.detail > 0; // else by Enter, which the keys below answer while pointing
    if (places.isPointing()) byPointer && places.press(event);
    else if (!fingers.moved) view.zoomTo(view.zoom > 1 ? 1 : 2.5, byPointer ? event : null);
  });

  figure.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    const comment = event.target.closest("[data-comment]")?.dataset.comment;
    if (button) acts[button.dataset.zoom]();
    const moving = event.target.closest("[data-move]");
    if (moving) move(moving);
    if (comment) document.getElementById(comment)?.scrollIntoView({ block: "center" });
  });

  frame.addEventListener("keydown", (event) => {
    if (event.target.closest("button") || event.ctrlKey || event.metaKey) return;
    const arrows = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };
    const act = { "+": "in", "=": "in", "-": "out", 0: "fit", Escape: "fit" }[event.key];
    if (places.isPointing() && places.key(event.key)) event.preventDefault();
    else if (act) acts[act]();
    else if (arrows[event.key] && view.zoom > 1) view.pan(...arrows[event.key]);
    else return;
    event.preventDefault();
  });
}
