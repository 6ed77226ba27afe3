// Draws peaks as bars, as many as there is room for. Peaks come as audiowaveform's JSON, version 2:
// {version, channels, sample_rate, samples_per_pixel, bits, length, data: [min, max, …]}.
const STEP = 5;
const BAR = 3;

function heights({ data, bits }, count) {
  const full = 2 ** (bits - 1) - 1;
  const pairs = data.length / 2;
  const bars = Array.from({ length: count }, (_, bar) => {
    const first = Math.floor((bar * pairs) / count);
    const last = Math.max(first + 1, Math.floor(((bar + 1) * pairs) / count));
    let height = 0;
    for (let pair = first; pair < last; pair++) {
      height = Math.max(height, Math.abs(data[2 * pair]), Math.abs(data[2 * pair + 1]));
    }
    return height / full;
  });
  // Quiet recordings fill the room too: the picture is there to find one's way, loudness is written beside it.
  const top = Math.max(...bars, 0.05);
  return bars.map((height) => height / top);
}

function path(bars) {
  return bars.map((height, place) => {
    const half = Math.max(1.5, height * 50);
    return `M${place * STEP} ${(50 - half).toFixed(1)}h${BAR}v${(2 * half).toFixed(1)}h-${BAR}z`;
  }).join("");
}

export async function drawWave(ground, address) {
  const answer = await fetch(address);
  if (!answer.ok) return; // The bars that the server drew stay.
  const peaks = await answer.json();
  if (peaks.version !== 2 || !peaks.data?.length) return;

  const draw = () => {
    const count = Math.max(20, Math.floor(ground.clientWidth / STEP));
    const d = path(heights(peaks, count));
    for (const picture of ground.querySelectorAll("svg.waveform")) {
      picture.setAttribute("viewBox", `0 0 ${count * STEP - (STEP - BAR)} 100`);
      picture.querySelector("path").setAttribute("d", d);
    }
  };
  new ResizeObserver(draw).observe(ground);
}
