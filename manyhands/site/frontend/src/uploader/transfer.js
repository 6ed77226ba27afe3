// One file on its way by tus: states, and what each failure means for the person.
import { Upload } from "tus-js-client";
import { csrfToken } from "../cookie.js";

const RETRIES = [0, 1000, 3000, 5000, 10_000];
const NEXT_TRY = 15_000;
const PATIENCE = 45_000; // without a byte more; doubled each time, for lines that are slow and not lost
const PASSING = [0, 408, 409, 423, 429]; // no answer, or one that another try may change

// Reports {state, sent, size, key?, values?}; state: waiting, starting, sending, paused, lost, failed, done.
export class Transfer {
  #upload;
  #report;
  #timer;
  #watch;
  #patience = PATIENCE;
  state = "waiting";
  sent = 0;

  constructor(file, { endpoint, metadata, report }) {
    this.file = file;
    this.#report = report;
    this.#upload = new Upload(file, {
      endpoint,
      metadata,
      retryDelays: RETRIES,
      removeFingerprintOnSuccess: true,
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", csrfToken()),
      onProgress: (sent) => this.#go("sending", { sent }),
      onSuccess: () => this.#go("done", { sent: file.size }),
      onShouldRetry: (error) => {
        if (!this.#isPassing(error)) return false;
        this.#go("lost");
        return navigator.onLine;
      },
      onError: (error) => this.#fail(error),
    });
    window.addEventListener("online", () => { if (this.state === "lost") this.start(); });
    window.addEventListener("offline", () => { if (this.state === "sending") this.#go("lost"); });
  }

  get id() {
    return this.#upload.url?.split("/").filter(Boolean).at(-1);
  }

  get isOnItsWay() {
    return ["waiting", "starting", "sending", "lost"].includes(this.state);
  }

  // Goes on where an earlier visit to this page, or a lost line, stopped.
  async start() {
    clearTimeout(this.#timer);
    this.#go("starting");
    await this.#upload.abort(); // also of a try that waits for its time
    if (!this.#upload.url) {
      const [earlier] = await this.#upload.findPreviousUploads();
      if (earlier) this.#upload.resumeFromPreviousUpload(earlier);
    }
    if (this.state === "starting") this.#upload.start();
  }

  async pause() {
    clearTimeout(this.#timer);
    this.#go("paused");
    await this.#upload.abort();
  }

  // Takes back what was sent; the server throws its bytes away. A whole file belongs to the draft: it goes from there.
  async remove() {
    clearTimeout(this.#timer);
    const whole = this.state === "done";
    this.state = "removed";
    if (!whole) await this.#upload.abort(true).catch(() => {}); // Out of reach: it expires by itself.
  }

  #go(state, { sent, ...rest } = {}) {
    if (state === "lost" && this.state === "lost") return; // said once is enough
    if (this.state === "removed" || (this.state === "paused" && state === "sending")) return;
    this.state = state;
    this.sent = sent ?? this.sent;
    clearTimeout(this.#watch);
    const hangs = state === "sending" && this.sent < this.file.size; // the last answer may take its time
    if (hangs) this.#watch = setTimeout(() => this.#stalled(), this.#patience);
    this.#report({ state, sent: this.sent, size: this.file.size, ...rest });
  }

  // A line that died without a word: nobody tells a browser for many minutes.
  #stalled() {
    this.#patience *= 2;
    this.#go("lost");
    this.start();
  }

  #isPassing(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    return PASSING.includes(status) || (status >= 500 && status !== 507);
  }

  #fail(error) {
    if (isUnreadable(error)) {
      this.#go("failed", { key: "unreadable" });
    } else if (this.#isPassing(error)) {
      this.#timer = setTimeout(() => this.start(), NEXT_TRY);
      this.#go("lost");
    } else {
      this.#go("failed", refusal(error.originalResponse));
    }
  }
}

// The server says in plain words why it takes a file not; only being signed out is ours to explain.
function refusal(response) {
  const status = response?.getStatus() ?? 0;
  const isText = (response?.getHeader("Content-Type") ?? "").startsWith("text/plain");
  if (status === 401) return { key: "sign_in" };
  return { key: "refused", text: isText ? response.getBody().trim() : "", values: { status } };
}

// The file was moved, or the phone took the right to read it back.
const isUnreadable = (error) => /NotReadable|NotFound/.test(error.causingError?.name ?? "");
