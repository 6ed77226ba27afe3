// Sends a recording while it is being made: tus with a length that nobody knows yet. What the server has not
// acknowledged stays in memory and goes up in order; a lost line costs time, a killed browser the last second.
import { csrfToken } from "../cookie.js";

const TUS = { "Tus-Resumable": "1.0.0" };
const PIECE = 1 << 20; // bytes in one request: on a slow line none lasts longer than our patience
const PATIENCE = 30_000;
const SLOWEST_RETRY = 5000;
const REST = 5500; // a take of which something came within the last 5 s is still being recorded
const FINAL = [403, 404, 410, 413]; // trying again changes nothing
const FULL = [429, 507]; // trying again later may, and the server says what else one can do

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const wait = (milliseconds) =>
  new Promise((done) => {
    setTimeout(done, milliseconds);
    window.addEventListener("online", done, { once: true });
  });

class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

// Reports {state, waiting, sent, text?}; state: sending, lost, signed_out, refused, done.
export class Sender {
  #url;
  #waiting = new Blob();
  #work = null;
  #isRefused = false;
  #heardAt = 0;
  sent = 0;

  constructor({ endpoint, name, type, report }) {
    Object.assign(this, { endpoint, name, type, report });
  }

  get id() {
    return this.#url?.split("/").filter(Boolean).at(-1);
  }

  get isBehind() {
    return this.#waiting.size > 0 && !this.#isRefused;
  }

  add(bytes) {
    this.#waiting = new Blob([this.#waiting, bytes]);
    this.#work ??= this.#send().finally(() => { this.#work = null; });
  }

  // Resolves when everything has arrived; the server then knows that nothing more will come.
  async finish() {
    await this.#settled();
    await this.#insist(() => this.#ask("PATCH", { "Upload-Length": this.sent }, new Blob()));
    if (this.#isRefused) throw new Refused(410, "");
    return this.id;
  }

  // Resolves when everything has arrived, and when it arrived so long ago that the server lets it be cut.
  async rest() {
    await this.#settled();
    await wait(Math.max(0, this.#heardAt + REST - performance.now()));
    return this.id;
  }

  async drop() {
    this.#isRefused = true;
    await this.#work;
    if (this.#url) await this.#ask("DELETE").catch(() => {}); // out of reach: it is offered again, and expires
  }

  async #settled() {
    while (this.#work) await this.#work;
    if (this.#isRefused) throw new Refused(410, "");
  }

  async #send() {
    if (!this.#url) await this.#insist(() => this.#create());
    while (this.isBehind) await this.#insist(() => this.#sendPiece());
    if (!this.#isRefused) this.#tell("done");
  }

  // Again and again, a little later each time, until it is done or cannot be.
  async #insist(act) {
    for (let tries = 0; !this.#isRefused; tries += 1) {
      try {
        return await act();
      } catch (error) {
        if (FINAL.includes(error.status)) {
          this.#isRefused = true;
          this.#tell("refused", error.message);
          return null;
        }
        const reason = FULL.includes(error.status) ? error.message : "";
        if (error.status !== 409 || tries > 1) this.#tell(error.status === 401 ? "signed_out" : "lost", reason);
        await wait(Math.min(SLOWEST_RETRY, 300 * 2 ** tries));
        await this.#align().catch(() => {});
      }
    }
    return null;
  }

  async #create() {
    const metadata = `filename ${base64(this.name)},filetype ${base64(this.type)}`;
    const headers = { ...TUS, "Upload-Defer-Length": "1", "Upload-Metadata": metadata };
    const answer = await this.#fetch(this.endpoint, { method: "POST", headers });
    this.#url = answer.headers.get("Location");
  }

  async #sendPiece() {
    const piece = this.#waiting.slice(0, PIECE);
    const answer = await this.#ask("PATCH", {}, piece);
    this.#arrived(Number(answer.headers.get("Upload-Offset")));
    this.#tell("sending");
  }

  // Part of a piece may have arrived before the line was lost: the server says how much.
  async #align() {
    if (this.#url) this.#arrived(Number((await this.#ask("HEAD")).headers.get("Upload-Offset")));
  }

  #arrived(offset) {
    if (offset < this.sent) throw new Refused(410, ""); // what it had promised to keep is gone
    this.#waiting = this.#waiting.slice(offset - this.sent);
    this.sent = offset;
    this.#heardAt = performance.now();
  }

  #ask(method, more = {}, body = undefined) {
    const position = body && { "Upload-Offset": this.sent, "Content-Type": "application/offset+octet-stream" };
    return this.#fetch(this.#url, { method, headers: { ...TUS, ...position, ...more }, body });
  }

  async #fetch(address, options) {
    const headers = { ...options.headers, "X-CSRFToken": csrfToken() };
    const answer = await fetch(address, { ...options, headers, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Refused(answer.status, options.method === "HEAD" ? "" : (await answer.text()).trim());
    return answer;
  }

  #tell(state, text = "") {
    this.report({ state, text, sent: this.sent, waiting: this.#waiting.size });
  }
}
