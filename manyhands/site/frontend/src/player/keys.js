// The keys work while the focus is inside the player, and never while something is being typed or chosen.
const TEN = "0123456789";

export function keys(figure, { deck, loop, speed, whole }) {
  const acts = {
    k: () => deck.toggle(),
    " ": () => deck.toggle(),
    j: () => deck.by(-10),
    l: () => deck.by(10),
    ArrowLeft: () => deck.by(-5),
    ArrowRight: () => deck.by(5),
    ArrowUp: () => deck.louder(0.1),
    ArrowDown: () => deck.louder(-0.1),
    ",": () => deck.by(-0.1),
    ".": () => deck.by(0.1),
    Home: () => deck.seek(0),
    End: () => deck.seek(deck.duration),
    "[": () => loop.fromHere(),
    "]": () => loop.toHere(),
    r: () => loop.turn(),
    "<": () => speed(-1),
    ">": () => speed(1),
    m: () => { deck.media.muted = !deck.media.muted; },
    c: () => figure.querySelector("[data-captions]")?.click(),
    "+": () => figure.dispatchEvent(new CustomEvent("player:closer", { detail: 1 })),
    "-": () => figure.dispatchEvent(new CustomEvent("player:closer", { detail: -1 })),
    f: whole,
  };

  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("select, dialog, input, textarea")) return;
    // A focused button is pressed by space, as everywhere.
    if (event.key === " " && event.target.closest("button, a")) return;
    const digit = TEN.indexOf(event.key);
    const act = digit >= 0 ? () => deck.seek((deck.duration * digit) / 10) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
