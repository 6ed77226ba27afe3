// The samples of a few seconds, out of a sound in fragmented MP4: its table of fragments (sidx, ISO 14496-12) says
// which bytes hold them, so that an hour of sound costs no more than a minute.
const HEAD = 64 * 1024; // bytes that hold the beginning and, of five hours, the table
const PACKET = 1024; // samples that the coder takes at a time

const name = (view, at) => String.fromCharCode(...[4, 5, 6, 7].map((step) => view.getUint8(at + step)));

// Where each fragment lies, in bytes and in units of the clock; null if there is no such table.
export function fragments(buffer) {
  const view = new DataView(buffer);
  let at = 0;
  while (at + 8 <= view.byteLength) {
    const size = view.getUint32(at);
    if (name(view, at) === "sidx" && at + size <= view.byteLength) return table(view, at, size);
    if (size < 8) break;
    at += size;
  }
  return null;
}

function table(view, at, size) {
  const long = view.getUint8(at + 8) === 1;
  const scale = view.getUint32(at + 16);
  let time = long ? Number(view.getBigUint64(at + 20)) : view.getUint32(at + 20);
  let place = at + size + (long ? Number(view.getBigUint64(at + 28)) : view.getUint32(at + 24));
  const first = at + (long ? 40 : 32);
  const list = Array.from({ length: view.getUint16(first - 2) }, (_, number) => {
    const [bytes, length] = [view.getUint32(first + 12 * number) & 0x7fffffff, view.getUint32(first + 12 * number + 4)];
    const part = { place, bytes, from: time / scale, to: (time + length) / scale };
    place += bytes;
    time += length;
    return part;
  });
  return { scale, list, beginning: at };
}

// The fragments that hold a stretch, and the one before, which the coder needs to begin with.
function around(list, from, to) {
  const first = list.findIndex((part) => part.to > from);
  const last = list.findIndex((part) => part.to >= to);
  return list.slice(Math.max(0, first - 1), last < 0 ? list.length : last + 1);
}

// Decoders drop samples at the beginning, some more and some less, so the end says where we are. Behind the very end
// they may leave what fills the last packet.
function padding(parts, sound, scale) {
  const samples = Math.round((parts.at(-1).to - parts[0].from) * scale);
  return sound.length % PACKET ? 0 : ((PACKET - (samples % PACKET)) % PACKET) / scale;
}

async function bytes(address, from, count) {
  const answer = await fetch(address, { headers: { Range: `bytes=${from}-${from + count - 1}` } });
  if (answer.status !== 206) throw new Error(`${answer.status}`);
  return answer.arrayBuffer();
}

export class Close {
  #address;
  #head = null;
  #held = null; // { from, to, rate, samples }
  #asked = false;

  constructor(address) {
    this.#address = address;
  }

  // What is held of a stretch of seconds, or null; then it is fetched, and `came` is called once it is there.
  samples(from, to, came) {
    const held = this.#held;
    if (held && held.from <= Math.max(0, from) && held.to >= Math.min(to, held.end)) return held;
    if (!this.#asked) {
      this.#asked = true;
      this.#fetch(from, to).then((got) => { this.#held = got; this.#asked = false; came(); }, () => {});
    }
    return null;
  }

  async #fetch(from, to) {
    this.#head ??= await bytes(this.#address, 0, HEAD);
    const { list, scale, beginning } = fragments(this.#head);
    const parts = around(list, from, to);
    const count = parts.reduce((sum, part) => sum + part.bytes, 0);
    const body = await bytes(this.#address, parts[0].place, count);
    const whole = new Blob([this.#head.slice(0, beginning), body]);
    const context = new OfflineAudioContext(1, 1, scale);
    const sound = await context.decodeAudioData(await whole.arrayBuffer());
    const until = parts.at(-1).to + padding(parts, sound, scale);
    return {
      from: until - sound.duration,
      to: until,
      end: list.at(-1).to,
      rate: sound.sampleRate,
      samples: sound.getChannelData(0),
    };
  }
}
