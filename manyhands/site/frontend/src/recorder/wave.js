// What was heard in the last seconds, as bars that walk to the left; the same bars as everywhere in the house.
const STEP = 60; // milliseconds of one bar
const WIDTH = 5;
const GAP = 3;

export function waveOn(canvas) {
  let bars = [];
  let loudest = 0;
  let began = 0;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function colour(name) {
    return getComputedStyle(canvas).getPropertyValue(name);
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const [lit, dim] = [colour("--stage-ink"), colour("--stage-rest")];
    bars = bars.slice(-Math.ceil(width / (WIDTH + GAP)));
    bars.forEach(({ peak, kept }, place) => {
      const tall = Math.max(3, Math.min(1, peak * 1.15) * height);
      pen.fillStyle = kept ? lit : dim;
      pen.beginPath();
      pen.roundRect(width - (bars.length - place) * (WIDTH + GAP), (height - tall) / 2, WIDTH, tall, WIDTH / 2);
      pen.fill();
    });
  }

  return {
    add(peak, kept) {
      loudest = Math.max(loudest, peak);
      if (performance.now() - began < (still ? STEP * 8 : STEP)) return;
      bars.push({ peak: loudest, kept });
      [loudest, began] = [0, performance.now()];
      draw();
    },
    clear() {
      bars = [];
      draw();
    },
  };
}
