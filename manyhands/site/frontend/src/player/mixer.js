// Several sounds by one clock. All are unpacked first and start at the same sample of one AudioContext, so they stay
// together for as long as they play; media elements would drift apart by tens of milliseconds.
const SOON = 0.05; // seconds: all are wired up before the moment comes
const SOFT = 0.01; // seconds in which one grows louder or quieter, so that nothing clicks

export class Mixer {
  #context = new AudioContext();
  #sources = [];
  #from = 0; // where in the sound it began
  #since = null; // when it began, by the context's clock

  constructor(addresses) {
    this.strips = addresses.map((address) => {
      const gain = this.#context.createGain();
      gain.connect(this.#context.destination);
      return { address, gain, sound: null, muted: false, solo: false };
    });
  }

  // One after the other: unpacking several at once would hold all the packed ones, too.
  async load(loaded) {
    for (const [place, strip] of this.strips.entries()) {
      if (strip.sound) continue;
      loaded(place);
      const answer = await fetch(strip.address);
      if (!answer.ok) throw new Error(`${answer.status}`);
      strip.sound = await this.#context.decodeAudioData(await answer.arrayBuffer());
    }
  }

  get ready() {
    return this.strips.every(({ sound }) => sound);
  }

  get duration() {
    return Math.max(0, ...this.strips.map(({ sound }) => sound?.duration ?? 0));
  }

  get running() {
    return this.#since !== null;
  }

  get now() {
    if (!this.running) return this.#from;
    return this.#from + Math.max(0, this.#context.currentTime - this.#since);
  }

  async play() {
    await this.#context.resume();
    if (this.#from >= this.duration) this.#from = 0;
    this.#start();
  }

  #start() {
    const when = this.#context.currentTime + SOON;
    this.#sources = this.strips.map(({ sound, gain }) => {
      const source = this.#context.createBufferSource();
      source.buffer = sound;
      source.connect(gain);
      if (this.#from < sound.duration) source.start(when, this.#from);
      return source;
    });
    this.#since = when;
  }

  pause() {
    const at = Math.min(this.now, this.duration);
    this.#stop();
    this.#from = at;
  }

  #stop() {
    for (const source of this.#sources) source.disconnect();
    this.#sources = [];
    this.#since = null;
  }

  seek(seconds) {
    const running = this.running;
    this.#stop();
    this.#from = Math.max(0, seconds);
    if (running) this.#start();
  }

  // While any is solo, only those are heard that are.
  balance() {
    const alone = this.strips.some(({ solo }) => solo);
    for (const { gain, muted, solo } of this.strips) {
      gain.gain.setTargetAtTime((alone ? solo : !muted) ? 1 : 0, this.#context.currentTime, SOFT);
    }
  }

  get heard() {
    const alone = this.strips.some(({ solo }) => solo);
    return this.strips.map(({ muted, solo }) => (alone ? solo : !muted));
  }
}
