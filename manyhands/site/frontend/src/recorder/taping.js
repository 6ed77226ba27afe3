// One take on its way: the browser's recorder, a clock that stops in pauses, and the sender of its bytes.
import { dayAndTime, number } from "../words.js";
import { Sender } from "./sender.js";
import { fileEnding, recorderOf } from "./source.js";

const PIECE_MS = 500; // so often the recorder hands its bytes over: what a killed browser loses is about as long

export class Taping {
  static all = [];
  #recorder;
  #ran = 0;
  #since = performance.now();
  #handed = []; // [bytes in all, length in ms] of each piece: how much sound is safe
  #bytes = 0;
  #row = null;
  #news = { state: "sending", sent: 0, waiting: 0 };
  #awake = null;
  #local = null; // all of it, for who has not joined: the server gives it to nobody
  isKept = false;

  // longest, in ms: how long somebody may record who has not joined; end() is called then.
  constructor(stream, { kind, type, endpoint, count, longest }, say, { show, end }) {
    Object.assign(this, { kind, type, endpoint, say, show, end, longest });
    this.name = say("take", { count: number(count) });
    this.#local = longest ? [] : null;
    const file = `${this.name}, ${dayAndTime(new Date())}.${fileEnding(type)}`;
    this.sender = new Sender({ endpoint, name: file, type, report: (news) => this.#hear(news) });
    this.#recorder = recorderOf(stream, type);
    this.#recorder.addEventListener("dataavailable", ({ data }) => this.#hand(data));
    this.#recorder.start(PIECE_MS);
    navigator.wakeLock?.request("screen").then((lock) => { this.#awake = lock; }, () => {});
    Taping.all.push(this);
  }

  // Milliseconds recorded, without the pauses.
  get length() {
    return this.#ran + (this.#since === null ? 0 : performance.now() - this.#since);
  }

  // Where it plays from.
  get address() {
    if (!this.#local) return `${this.endpoint}${this.sender.id}`;
    return URL.createObjectURL(new Blob(this.#local, { type: this.type }));
  }

  pause(on) {
    if (on) {
      this.#halt();
      this.#recorder.pause();
      this.#recorder.requestData();
    } else {
      this.#since = performance.now();
      this.#recorder.resume();
    }
  }

  // Resolves when the recorder has handed over its last byte.
  stop() {
    this.#halt();
    this.#awake?.release();
    if (this.#recorder.state === "inactive") return null; // the device was lost: it has stopped by itself
    const stopped = new Promise((done) => this.#recorder.addEventListener("stop", done, { once: true }));
    this.#recorder.stop();
    return stopped;
  }

  showIn(row) {
    this.#row = row;
    this.show("");
    this.#hear(this.#news);
  }

  #halt() {
    this.#ran = this.length;
    this.#since = null;
  }

  #hand(data) {
    if (!data.size) return;
    this.#bytes += data.size;
    this.#handed.push([this.#bytes, this.length]);
    this.#local?.push(data);
    this.sender.add(data);
    if (this.longest && this.length >= this.longest && this.#since !== null) this.end();
  }

  #safe(sent) {
    return this.#handed.findLast(([bytes]) => bytes <= sent)?.[1] ?? 0;
  }

  #hear(news) {
    this.#news = news;
    const behind = number(Math.ceil((this.length - this.#safe(news.sent)) / 1000));
    if (!this.#row) {
      const isFine = ["sending", "done"].includes(news.state);
      this.show(news.text || (isFine ? this.say("safe") : this.say(news.state, { count: behind })));
      return;
    }
    const isHere = news.state === "done" && !this.sender.isBehind;
    const here = this.say(this.#local ? "waits" : "here");
    this.#row.showState(news.text || (isHere ? here : this.say(news.state, { count: behind })));
    if (isHere || this.#local) this.#row.showPlayer();
  }
}
