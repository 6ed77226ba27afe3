// How loud it is, 60 times a second, each channel by itself: a mean of two would hide that one of them clips.
const FLOOR = -60; // dBFS
const CLIPS = 0.985; // of full scale
const WINDOW = 2048; // samples; longer than the time between two pictures of the screen

export function meterOf(stream, heard) {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(stream);
  const channels = stream.getAudioTracks()[0].getSettings().channelCount === 1 ? 1 : 2;
  const splitter = context.createChannelSplitter(channels);
  const samples = new Float32Array(WINDOW);
  const ears = Array.from({ length: channels }, (_, channel) => {
    const ear = new AnalyserNode(context, { fftSize: WINDOW });
    splitter.connect(ear, channel);
    return ear;
  });
  source.connect(splitter);
  let frame = requestAnimationFrame(listen);

  function peakOf(ear) {
    ear.getFloatTimeDomainData(samples);
    return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  }

  function listen() {
    const peak = Math.max(...ears.map(peakOf));
    heard({ decibels: Math.max(FLOOR, 20 * Math.log10(peak || 1e-6)), clips: peak >= CLIPS });
    frame = requestAnimationFrame(listen);
  }

  return () => {
    cancelAnimationFrame(frame);
    context.close();
  };
}

// The bar, the line at the loudest of the last second, and the warning.
export function shownIn(meter, clip, say) {
  let held = FLOOR;
  let heldUntil = 0;
  let clippedUntil = 0;
  let toldAt = 0;
  const share = (decibels) => `${((decibels - FLOOR) / -FLOOR) * 100}%`;

  return ({ decibels, clips }) => {
    const now = performance.now();
    if (decibels >= held || now > heldUntil) [held, heldUntil] = [decibels, now + 1000];
    if (clips) clippedUntil = now + 3000;
    meter.style.setProperty("--level", share(decibels));
    meter.style.setProperty("--peak", share(held));
    const isClipping = now < clippedUntil;
    if (isClipping !== meter.hasAttribute("data-clips")) {
      meter.toggleAttribute("data-clips", isClipping);
      clip.textContent = isClipping ? say("clips") : "";
    }
    if (now < toldAt) return;
    toldAt = now + 500;
    meter.setAttribute("aria-valuenow", Math.round(decibels));
    meter.setAttribute("aria-valuetext", say("decibels", { count: Math.round(decibels) }));
  };
}
