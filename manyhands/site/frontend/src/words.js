// The server writes what a behaviour may say, in the page's language, into data-words; %(name)s marks a value.
export function words(element) {
  const texts = JSON.parse(element.dataset.words ?? "{}");
  return (key, values = {}) =>
    (texts[key] ?? key).replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}

const language = () => document.documentElement.lang || "en";

export const number = (value, options) => new Intl.NumberFormat(language(), options).format(value);

export const clockTime = (date) => new Intl.DateTimeFormat(language(), { timeStyle: "short" }).format(date);

// As part of a file's name, which holds no colon.
export function dayAndTime(date) {
  const day = new Intl.DateTimeFormat(language(), { day: "numeric", month: "long" }).format(date);
  return `${day} ${clockTime(date).replaceAll(":", ".")}`;
}

export function bytes(count) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  const step = count < 1 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), units.length - 1);
  const value = count / 1000 ** step;
  return number(value, { style: "unit", unit: units[step], maximumFractionDigits: value < 10 && step > 1 ? 1 : 0 });
}

// 75 000 → "1:15"; hours only where there are some.
export function timecode(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}
