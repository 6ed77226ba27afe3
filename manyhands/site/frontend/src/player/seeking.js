// Who looks for a place in a film is shown what is there. The pictures are fetched when somebody begins to look.
export function seeking(figure, wave, deck) {
  const { scrub, scrubScript } = figure.dataset;
  if (!scrub) return;
  let loading = null;
  let wanted = null; // what was asked for last, while the pictures were on their way

  async function tell(act, event) {
    wanted = { act, event };
    loading ??= import(new URL(scrubScript, document.baseURI)).then((script) => script.default(figure, wave, deck));
    const pictures = await loading.catch(() => null); // Without them the line is still a line.
    if (pictures && wanted) pictures[wanted.act](wanted.event);
    wanted = null;
  }

  for (const name of ["pointerenter", "pointerdown", "pointermove"]) {
    wave.addEventListener(name, (event) => tell("point", event));
  }
  // A finger that is lifted leaves; a mouse still hovers.
  for (const name of ["pointerleave", "pointercancel"]) wave.addEventListener(name, () => tell("hide"));

  let before = 0;
  figure.addEventListener("keydown", () => { before = deck.now; }, true);
  figure.addEventListener("keydown", () => { if (Math.abs(deck.now - before) > 0.05) tell("linger"); });
}
