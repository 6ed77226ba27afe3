// How fast it goes, over the last few seconds, and how long it may still take.
import { number } from "../words.js";

const WINDOW = 6000; // milliseconds

export function pace() {
  let samples = [];

  return (sent, size) => {
    const now = performance.now();
    samples = [...samples.filter(([at]) => now - at < WINDOW), [now, sent]];
    const [[first, from]] = samples;
    const rate = now > first ? ((sent - from) / (now - first)) * 1000 : 0;
    return { rate, left: rate > 0 ? (size - sent) / rate : null };
  };
}

export function duration(seconds, say) {
  if (seconds === null) return "…";
  if (seconds < 90) return say("seconds", { count: number(Math.ceil(seconds)) });
  if (seconds < 5400) return say("minutes", { count: number(Math.ceil(seconds / 60)) });
  return say("hours", { hours: number(Math.floor(seconds / 3600)), minutes: number(Math.floor(seconds / 60) % 60) });
}
