// Saves a form as one types, by POST to data-autosave; data-saved in it says when. What cannot be sent stays on this
// device and is sent when the line is back.
import { csrfToken } from "../cookie.js";
import { clockTime, words } from "../words.js";

const PAUSE = 1200; // milliseconds after the last key

export default function autosave(form) {
  const say = words(form);
  const said = form.querySelector("[data-saved]");
  const address = form.dataset.autosave;
  const shelf = `autosave:${address}`;
  let timer;
  let sending = null;

  const body = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  };

  async function save() {
    clearTimeout(timer);
    sending?.abort();
    if (!form.isConnected) return; // another page has taken the place of this one
    sending = new AbortController();
    const text = body();
    said.textContent = say("saving");
    try {
      const answer = await fetch(address, {
        method: "POST", body: text, signal: sending.signal, keepalive: text.toString().length < 60_000,
        headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(`autosave answered ${answer.status}`);
      localStorage.removeItem(shelf);
      said.textContent = say("saved", { time: clockTime(new Date()) });
    } catch (error) {
      if (error.name === "AbortError") return; // A newer state is on its way.
      localStorage.setItem(shelf, text.toString());
      said.textContent = say("kept");
    }
  }

  function restore() {
    const kept = localStorage.getItem(shelf);
    if (!kept) return;
    for (const [name, value] of new URLSearchParams(kept)) {
      const field = form.elements[name];
      if (field?.type && !["hidden", "file", "checkbox", "radio"].includes(field.type)) field.value = value;
    }
    save();
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  for (const event of ["upload:done", "upload:removed"]) form.addEventListener(event, later);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sending?.abort();
    localStorage.removeItem(shelf);
  });
  window.addEventListener("online", () => { if (localStorage.getItem(shelf)) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save(); });
  restore();
}
