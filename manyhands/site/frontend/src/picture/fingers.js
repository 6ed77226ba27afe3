// Drag, pinch and wheel.
export function fingers(frame, view) {
  const down = new Map();
  let moved = false;

  function spread() {
    const [a, b] = [...down.values()];
    return {
      size: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
      clientX: (a.clientX + b.clientX) / 2,
      clientY: (a.clientY + b.clientY) / 2,
    };
  }

  frame.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button")) return;
    down.set(event.pointerId, event);
    moved = false;
    if (down.size > 1) frame.setPointerCapture(event.pointerId);
  });

  frame.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const apart = down.size === 2 ? spread().size : 0;
    down.set(event.pointerId, event);
    const step = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (apart) view.by(spread().size / apart, spread());
    else if (view.zoom > 1) view.pan(...step);
    moved ||= Math.hypot(...step) > 2;
  });

  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    frame.addEventListener(end, (event) => down.delete(event.pointerId));
  }

  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && view.zoom === 1) return; // The page scrolls on; a pinch on a trackpad comes with ctrlKey.
    event.preventDefault();
    view.by(Math.exp(-event.deltaY / 300), event);
  }, { passive: false });

  return { get moved() { return moved; } };
}
