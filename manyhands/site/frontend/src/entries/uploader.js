// Many files at once, a few of them sent at a time; each goes on after a pause, a lost line or a reload. The plain file
// field stays what one presses; files that it holds are taken out of it as they are queued, so they are sent once.
import { defaultOptions } from "tus-js-client";
import { bytes, words } from "../words.js";
import { goOn } from "../uploader/onward.js";
import { keepId, rowOf } from "../uploader/row.js";
import { Transfer } from "../uploader/transfer.js";

const AT_ONCE = 3;

export default function uploader(box) {
  const find = (name) => box.querySelector(`[data-${name}]`);
  const say = words(box);
  const { endpoint, purpose } = box.dataset;
  const field = box.querySelector("input[type=file]");
  const drop = find("drop");
  const transfers = new Set();
  const tell = (name, detail) => box.dispatchEvent(new CustomEvent(`upload:${name}`, { bubbles: true, detail }));
  const announce = (text) => { find("said").textContent = text; };

  function next() {
    const all = [...transfers];
    const busy = all.filter(({ state }) => ["starting", "sending"].includes(state)).length;
    all.filter(({ state }) => state === "waiting").slice(0, Math.max(0, AT_ONCE - busy)).forEach((each) => each.start());
    if (all.length && all.every(({ state }) => state === "done")) tell("all");
  }

  function add(file) {
    const row = rowOf(box.querySelector("template"), file, say);
    const metadata = { filename: file.name, filetype: file.type, ...(purpose && { purpose }) };
    const transfer = new Transfer(file, { endpoint, metadata, report });
    transfers.add(transfer);
    find("rows").append(row.element);

    function report(news) {
      const text = row.show(news);
      if (news.state === "done") {
        keepId(row.element, transfer.id);
        tell("done", { id: transfer.id, name: file.name, size: file.size, type: file.type });
      }
      if (["done", "failed", "lost"].includes(news.state)) announce(`${file.name}: ${text}`);
      if (!["starting", "sending"].includes(news.state)) next();
    }

    row.toggle.addEventListener("click", () => {
      if (["waiting", "starting", "sending"].includes(transfer.state)) transfer.pause();
      else transfer.start();
    });
    row.remove.addEventListener("click", async () => {
      transfers.delete(transfer);
      row.element.remove();
      field.focus();
      await transfer.remove();
      tell("removed", { id: transfer.id, name: file.name });
      next();
    });
    row.show({ state: "waiting", sent: 0, size: file.size });
  }

  function addAll(files) {
    [...files].forEach(add);
    tell("added", { count: files.length });
    next();
  }

  field.addEventListener("change", () => {
    addAll(field.files);
    field.value = "";
  });

  for (const [name, over] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.toggleAttribute("data-over", over);
    });
  }
  drop.addEventListener("drop", (event) => addAll(event.dataTransfer.files));

  // A file that the page has taken over (its id stands outside the box) leaves it.
  document.addEventListener("htmx:after:swap", () => {
    for (const field of box.querySelectorAll("input[name=upload]")) {
      if (!document.querySelector(`[data-upload="${CSS.escape(field.value)}"]`)) continue;
      transfers.forEach((each) => { if (each.id === field.value) transfers.delete(each); });
      field.closest(".upload-row").remove();
    }
  });

  // Rows that the server drew: files that arrived on an earlier visit.
  find("rows").addEventListener("click", (event) => {
    const row = event.target.closest(".upload-row");
    const id = row?.querySelector("input[name=upload]")?.value;
    if (!event.target.closest("[data-remove]") || !id) return;
    row.remove();
    tell("removed", { id });
  });

  function wait() {
    announce(say("left_page"));
    find("still").hidden = false;
    box.closest("details")?.setAttribute("open", "");
    find("still").scrollIntoView({ block: "center" });
  }

  // The form is looked up each time: the box may have moved into another one.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const underWay = [...transfers].find((each) => each.isOnItsWay);
    if (form !== box.closest("form") || event.submitter?.hasAttribute("data-anytime") || !underWay) return;
    event.preventDefault();
    if ("onward" in form.dataset) goOn(form, box, underWay.file.name).catch(wait);
    else wait();
  });
  box.addEventListener("upload:all", () => {
    find("still").hidden = true;
    announce(say("all_done"));
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...transfers].some((each) => each.isOnItsWay)) event.preventDefault();
  });
  showUnfinished(find("unfinished"), say);
}

// After a reload the browser may not open the files again by itself: name them, so that they can be chosen once more.
async function showUnfinished(list, say) {
  const known = await defaultOptions.urlStorage.findAllUploads();
  for (const { metadata, size } of known.filter((each) => each.metadata?.filename)) {
    const line = list.appendChild(document.createElement("li"));
    line.textContent = say("choose_again", { name: metadata.filename, size: bytes(size) });
  }
  list.hidden = !list.children.length;
}
