// A <details> menu also closes by Escape and by a press elsewhere, and lets the arrows walk through it.
export default function menu(details) {
  const summary = details.querySelector("summary");
  const items = () => [...details.querySelectorAll(".menu__list :is(a, button, input)")];

  function walk(step) {
    const all = items();
    const next = all.indexOf(document.activeElement) + step;
    all[(next + all.length) % all.length]?.focus();
  }

  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) {
      details.open = false;
      summary.focus();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && details.open) {
      event.preventDefault();
      walk(event.key === "ArrowDown" ? 1 : -1);
    }
  });

  document.addEventListener("pointerdown", (event) => {
    if (details.open && !details.contains(event.target)) details.open = false;
  });

  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
}
