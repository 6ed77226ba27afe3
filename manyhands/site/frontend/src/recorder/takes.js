// The list of takes: those just recorded, and those that were left earlier.
import { timecode } from "../words.js";

export function takesIn(root, say) {
  const list = root.querySelector("[data-takes]");
  const template = root.querySelector("template");
  const none = root.querySelector("[data-none]");

  const joining = root.querySelector("[data-joining]");

  function showNone() {
    none.hidden = list.children.length > 0;
    if (list.children.length) joining?.removeAttribute("hidden");
  }

  function player(take) {
    const media = document.createElement(take.kind === "video" ? "video" : "audio");
    Object.assign(media, { controls: true, preload: "metadata", src: take.address });
    media.className = take.kind === "video" ? "take__film" : "take__sound";
    media.setAttribute("aria-label", say("listen", { name: take.name }));
    return media;
  }

  // take: {name, kind, endpoint, sender, length}
  function add(take) {
    const row = template.content.cloneNode(true).firstElementChild;
    const facts = row.querySelector("[data-facts]");
    row.querySelector("[data-name]").textContent = `${take.name}, ${timecode(take.length)}`;
    for (const button of row.querySelectorAll("[data-keeps], [data-drop] button")) {
      button.setAttribute("aria-label", `${button.textContent.trim()}: ${take.name}`);
    }
    list.prepend(row);
    showNone();
    keep(row, take, facts);
    drop(row, take);
    return {
      showState: (text) => { facts.textContent = text; },
      showPlayer: () => {
        row.dataset.take = take.sender.id ?? "";
        if (!row.querySelector("audio, video")) row.querySelector(".take__head").after(player(take));
      },
    };
  }

  // Only once all of it is there does the server hear that it is over; then the page goes on to the draft.
  function keep(row, take, facts) {
    const form = row.querySelector("[data-keep]");
    form?.addEventListener("submit", async (event) => {
      event.preventDefault();
      form.querySelector("[data-keeps]").disabled = true;
      facts.textContent = say("keeping");
      const isTrimmed = form.elements.start.value || form.elements.end.value;
      try {
        form.action = `/takes/${await (isTrimmed ? take.sender.rest() : take.sender.finish())}/keep`;
        take.isKept = true;
        HTMLFormElement.prototype.submit.call(form);
      } catch {
        form.querySelector("[data-keeps]").disabled = false;
        facts.textContent = say("not_kept");
      }
    });
  }

  function drop(row, take) {
    row.querySelector("[data-drop]").addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!isSure(event.target)) return;
      row.remove();
      showNone();
      root.querySelector("[data-record]").focus();
      await take.sender.drop();
    });
  }

  // What is dropped is gone, so it takes two presses.
  function isSure(form) {
    const button = form.querySelector("button");
    if (button.dataset.asked) return true;
    button.dataset.asked = "yes";
    button.textContent = say("drop_sure");
    button.removeAttribute("aria-label");
    return false;
  }

  // "Here" is where the take plays just now.
  list.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-here]")?.dataset.here;
    if (!name) return;
    const seconds = target.closest(".take").querySelector("audio, video")?.currentTime ?? 0;
    target.form.elements[name].value = seconds.toFixed(2);
  });

  for (const form of list.querySelectorAll("[data-drop]")) {
    form.addEventListener("submit", (event) => { if (!isSure(form)) event.preventDefault(); });
  }

  return { add };
}
