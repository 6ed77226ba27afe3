// What a person sees of one file: its name, a bar, what is happening, and two buttons.
import { bytes } from "../words.js";
import { duration, pace } from "./pace.js";

const TOGGLES = { waiting: "pause", starting: "pause", sending: "pause", lost: "again", paused: "resume", failed: "again" };

export function rowOf(template, file, say) {
  const row = template.content.cloneNode(true).firstElementChild;
  const find = (name) => row.querySelector(`[data-${name}]`);
  const bar = row.querySelector("progress");
  const measure = pace();
  find("name").textContent = file.name;
  bar.setAttribute("aria-label", file.name);
  find("remove").setAttribute("aria-label", say("remove_file", { name: file.name }));

  function facts({ state, sent, size, key, text, values }) {
    if (text) return text;
    const { rate, left } = measure(sent, size);
    const texts = { sent: bytes(sent), size: bytes(size), rate: bytes(rate), left: duration(left, say), ...values };
    return say(key ?? state, texts);
  }

  function error(text) {
    row.querySelector(".error-text")?.remove();
    if (!text) return;
    const line = row.appendChild(document.createElement("p"));
    line.className = "error-text";
    line.textContent = text;
  }

  function show(report) {
    const text = facts(report);
    const toggle = find("toggle");
    const act = TOGGLES[report.state];
    row.dataset.state = report.state;
    bar.value = report.size ? (report.sent / report.size) * 100 : 100;
    find("facts").textContent = report.state === "failed" ? "" : text;
    error(report.state === "failed" ? text : "");
    toggle.hidden = !act;
    if (act) {
      toggle.textContent = say(act);
      toggle.setAttribute("aria-label", say(`${act}_file`, { name: file.name }));
    }
    return text;
  }

  return { element: row, show, toggle: find("toggle"), remove: find("remove") };
}

export function keepId(row, id) {
  const field = row.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name: "upload", value: id });
}
