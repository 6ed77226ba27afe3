// What plays, seen from outside: seconds, whether it runs, and what one can do with it.
export class Deck {
  #length;
  #wanted = null; // Where to go as soon as the browser has read the beginning of the file.

  constructor(media, length) {
    this.media = media;
    this.#length = length;
    media.addEventListener("loadedmetadata", () => {
      if (this.#wanted !== null) media.currentTime = this.#wanted;
      this.#wanted = null;
    });
  }

  get duration() {
    const { duration } = this.media;
    return Number.isFinite(duration) && duration > 0 ? duration : this.#length;
  }

  get now() {
    return this.#wanted ?? this.media.currentTime;
  }

  get running() {
    return !this.media.paused;
  }

  seek(seconds) {
    const place = Math.max(0, Math.min(seconds, this.duration));
    if (this.media.readyState > 0) {
      this.media.currentTime = place;
    } else {
      this.#wanted = place;
      this.media.load();
      this.media.dispatchEvent(new Event("timeupdate"));
    }
  }

  by(seconds) {
    this.seek(this.now + seconds);
  }

  toggle() {
    if (this.running) this.media.pause();
    else this.media.play().catch(() => {}); // What went wrong is told by the error event.
  }

  louder(step) {
    this.media.volume = Math.max(0, Math.min(1, this.media.volume + step));
  }
}
