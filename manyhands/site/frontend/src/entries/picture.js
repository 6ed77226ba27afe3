// Going into a picture: by wheel, pinch, drag, double press, buttons and keys. The link to the large picture stays.
import { words } from "../words.js";

const MOST = 8;

export default function picture(figure) {
  const say = words(figure);
  const frame = figure.querySelector(".picture__frame");
  const link = frame.querySelector("a");
  const image = frame.querySelector("img");
  const fingers = new Map();
  const view = { zoom: 1, x: 0, y: 0 };
  let moved = false;

  function show() {
    const box = { width: image.offsetWidth, height: image.offsetHeight };
    view.x = Math.min(0, Math.max(box.width * (1 - view.zoom), view.x));
    view.y = Math.min(0, Math.max(box.height * (1 - view.zoom), view.y));
    image.style.setProperty("--zoom", view.zoom);
    image.style.setProperty("--x", `${view.x}px`);
    image.style.setProperty("--y", `${view.y}px`);
    frame.toggleAttribute("data-zoomed", view.zoom > 1);
    link.setAttribute("aria-description", say("zoom", { percent: Math.round(view.zoom * 100) }));
    if (view.zoom > 1 && image.srcset) image.sizes = `${Math.ceil(box.width * view.zoom)}px`; // sharp again
  }

  // Zooms so that the point under the finger stays under it. Without a point: the middle.
  function zoomTo(zoom, at) {
    const box = image.parentElement.getBoundingClientRect();
    const [x, y] = at ? [at.clientX - box.left, at.clientY - box.top] : [image.offsetWidth / 2, image.offsetHeight / 2];
    const next = Math.min(MOST, Math.max(1, zoom));
    view.x = x - ((x - view.x) / view.zoom) * next;
    view.y = y - ((y - view.y) / view.zoom) * next;
    view.zoom = next;
    show();
  }

  const acts = {
    in: () => zoomTo(view.zoom * 1.5),
    out: () => zoomTo(view.zoom / 1.5),
    fit: () => zoomTo(1),
  };

  function pan(x, y) {
    view.x += x;
    view.y += y;
    show();
  }

  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { size: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
      clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
  };

  frame.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button")) return;
    fingers.set(event.pointerId, event);
    moved = false;
    if (view.zoom > 1 || fingers.size > 1) frame.setPointerCapture(event.pointerId);
  });

  frame.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const apart = fingers.size === 2 ? spread().size : 0;
    fingers.set(event.pointerId, event);
    if (fingers.size === 2 && apart) zoomTo((view.zoom * spread().size) / apart, spread());
    else if (view.zoom > 1) pan(event.clientX - before.clientX, event.clientY - before.clientY);
    moved ||= Math.hypot(event.movementX, event.movementY) > 2;
  });

  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    frame.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }

  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && view.zoom === 1) return; // The page scrolls on; a pinch on a trackpad comes with ctrlKey.
    event.preventDefault();
    zoomTo(view.zoom * Math.exp(-event.deltaY / 300), event);
  }, { passive: false });

  link.addEventListener("dragstart", (event) => event.preventDefault());
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!moved) zoomTo(view.zoom > 1 ? 1 : 2.5, event.detail ? event : null); // detail 0: Enter, not a pointer
  });

  figure.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) acts[button.dataset.zoom]();
  });

  frame.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    const act = { "+": "in", "=": "in", "-": "out", 0: "fit", Escape: "fit" }[event.key];
    if (act) acts[act]();
    else if (step && view.zoom > 1) pan(...step);
    else return;
    event.preventDefault();
  });
}
