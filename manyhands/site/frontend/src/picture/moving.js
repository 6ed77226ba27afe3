// An animation: still until somebody starts it, still again when they stop it. Nothing moves by itself.
export function mover(sheet) {
  const image = sheet.querySelector("img");
  const sources = [...sheet.querySelectorAll("source")];
  const still = { src: image.src, srcset: image.srcset };

  function show({ src, srcset }) {
    if (srcset) image.srcset = srcset;
    else image.removeAttribute("srcset");
    image.src = src;
  }

  return (button) => {
    const moves = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(moves));
    for (const source of sources) moves ? source.remove() : image.before(source);
    show(moves ? { src: button.dataset.move } : still);
  };
}
