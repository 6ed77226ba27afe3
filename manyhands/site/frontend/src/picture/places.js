// Comments at a place, and choosing a place for one: by a press, or by arrows and Enter.
const PARTS = 10_000; // of the picture's width and height
const STEP = 200;

export function places(figure, sheet, link) {
  const list = sheet.querySelector("[data-places]");
  const pin = list.appendChild(document.createElement("li"));
  const spot = { x: PARTS / 2, y: PARTS / 2 };
  pin.className = "place place--new";
  pin.hidden = true;

  const put = (element, { x, y }) => {
    element.style.left = `${(x / PARTS) * 100}%`;
    element.style.top = `${(y / PARTS) * 100}%`;
  };
  for (const item of list.querySelectorAll("[data-x]")) put(item, item.dataset);

  const within = (part) => Math.round(Math.min(PARTS, Math.max(0, part)));
  const isPointing = () => figure.hasAttribute("data-pointing");

  function move(x, y) {
    Object.assign(spot, { x: within(x), y: within(y) });
    pin.hidden = false;
    put(pin, spot);
  }

  function choose() {
    figure.removeAttribute("data-pointing");
    document.dispatchEvent(new CustomEvent("picture:point", { detail: { ...spot } }));
  }

  // The composer asks for a place.
  document.addEventListener("picture:ask", ({ detail }) => {
    figure.toggleAttribute("data-pointing", detail.on);
    pin.hidden = !detail.on;
    if (!detail.on) return;
    move(spot.x, spot.y);
    link.focus();
  });

  // "here" in a comment shows its pin.
  document.addEventListener("click", (event) => {
    const here = event.target.closest("[data-place]");
    if (!here) return;
    event.preventDefault();
    const comment = here.closest(".comment")?.id;
    list.querySelectorAll("[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    list.querySelector(`[data-comment="${comment}"]`)?.setAttribute("aria-current", "true");
    figure.scrollIntoView({ block: "nearest" });
  });

  return {
    isPointing,
    press(event) {
      const box = sheet.getBoundingClientRect();
      move(((event.clientX - box.left) / box.width) * PARTS, ((event.clientY - box.top) / box.height) * PARTS);
      choose();
    },
    key(name) {
      const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[name];
      if (step) move(spot.x + step[0], spot.y + step[1]);
      else if (name === "Enter") choose();
      else if (name === "Escape") document.dispatchEvent(new CustomEvent("picture:point", { detail: null }));
      return Boolean(step) || ["Enter", "Escape"].includes(name);
    },
  };
}
