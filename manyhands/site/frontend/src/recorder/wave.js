// What was heard in the last seconds, as bars that walk to the left; the same bars as everywhere in the house.
const STEP = 60; // milliseconds of one bar
const STILL_STEP = 240; // for who asked for less motion
const WIDTH = 5;
const GAP = 3;
const REST = 4; // pixels of a bar in which nothing was heard
const FLOOR = -54; // dBFS: ears hear in decibels, so a bar half as high is not half the pressure

const share = (decibels) => Math.max(0, Math.min(1, 1 - decibels / FLOOR)) ** 1.4;

export function waveOn(canvas) {
  const step = matchMedia("(prefers-reduced-motion: reduce)").matches ? STILL_STEP : STEP;
  let bars = [];
  let loudest = FLOOR;
  let began = 0;

  const colour = (name) => getComputedStyle(canvas).getPropertyValue(name);

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const places = Math.ceil(width / (WIDTH + GAP));
    bars = bars.slice(-places);
    const [lit, dim, empty] = ["--stage-ink", "--stage-rest", "--stage-line"].map(colour);
    for (let place = 0; place < places; place += 1) {
      const bar = bars[bars.length - 1 - place];
      const tall = Math.max(REST, bar ? share(bar.decibels) * height : 0);
      pen.fillStyle = bar ? (bar.kept ? lit : dim) : empty;
      pen.beginPath();
      pen.roundRect(width - (place + 1) * (WIDTH + GAP) + GAP, (height - tall) / 2, WIDTH, tall, WIDTH / 2);
      pen.fill();
    }
  }

  new ResizeObserver(draw).observe(canvas);
  return {
    add(decibels, kept) {
      loudest = Math.max(loudest, decibels);
      if (performance.now() - began < step) return;
      bars.push({ decibels: loudest, kept });
      [loudest, began] = [FLOOR, performance.now()];
      draw();
    },
    clear() {
      bars = [];
      draw();
    },
  };
}
