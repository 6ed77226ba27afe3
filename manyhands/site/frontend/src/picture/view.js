// How a picture is seen: how large, and which part of it.
const MOST = 8;

export function viewOf(frame, sheet, changed) {
  const image = sheet.querySelector("img");
  const view = { zoom: 1, x: 0, y: 0 };

  function show() {
    const { offsetWidth: width, offsetHeight: height } = sheet;
    view.x = Math.min(0, Math.max(width * (1 - view.zoom), view.x));
    view.y = Math.min(0, Math.max(height * (1 - view.zoom), view.y));
    for (const [name, value] of [["zoom", view.zoom], ["x", `${view.x}px`], ["y", `${view.y}px`]]) {
      sheet.style.setProperty(`--${name}`, value);
    }
    frame.toggleAttribute("data-zoomed", view.zoom > 1);
    if (view.zoom > 1) { // sharp again
      for (const each of image.parentElement.children) if (each.srcset) each.sizes = `${Math.ceil(width * view.zoom)}px`;
    }
    changed(view.zoom);
  }

  // Where a pointer is on the sheet as it lies unzoomed, in pixels.
  function ground(event) {
    const box = sheet.getBoundingClientRect();
    return [event.clientX - box.left + view.x, event.clientY - box.top + view.y];
  }

  // Zooms so that the point under the finger stays under it. Without a point: the middle.
  function zoomTo(zoom, at) {
    const [x, y] = at ? ground(at) : [sheet.offsetWidth / 2, sheet.offsetHeight / 2];
    const next = Math.min(MOST, Math.max(1, zoom));
    view.x = x - ((x - view.x) / view.zoom) * next;
    view.y = y - ((y - view.y) / view.zoom) * next;
    view.zoom = next;
    show();
  }

  function pan(x, y) {
    view.x += x;
    view.y += y;
    show();
  }

  return { zoomTo, pan, by: (factor, at) => zoomTo(view.zoom * factor, at), get zoom() { return view.zoom; } };
}
