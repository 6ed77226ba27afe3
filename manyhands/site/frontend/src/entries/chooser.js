// Search as you type, by the combobox pattern of ARIA 1.2. htmx fetches the options into the list; this walks through
// them. An option carries data-value and a <template> with the row that choosing it adds to data-chosen; or data-fill,
// what choosing it writes into the field itself.
import { words } from "../words.js";

export default function chooser(box) {
  const say = words(box);
  const field = box.querySelector("[role=combobox]");
  const list = box.querySelector("[role=listbox]");
  const chosen = box.querySelector("[data-chosen]");
  const said = box.querySelector("[role=status]");
  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  function open(shown) {
    list.hidden = !shown;
    field.setAttribute("aria-expanded", shown);
    if (!shown) mark(null);
  }

  function mark(option) {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function walk(step) {
    const all = options();
    if (!all.length) return;
    open(true);
    const place = all.indexOf(active()) + (step < 0 && !active() ? 0 : step);
    mark(all[(place + all.length) % all.length]);
  }

  function choose(option) {
    const { value, title, fill = "" } = option.dataset;
    if (fill) {
      said.textContent = say("added", { title });
    } else if (!chosen.querySelector(`[data-value="${CSS.escape(value)}"]`)) {
      chosen.append(option.querySelector("template").content.cloneNode(true));
      said.textContent = say("added", { title });
      box.dispatchEvent(new CustomEvent("chooser:chosen", { bubbles: true, detail: { value, title } }));
      field.form?.dispatchEvent(new Event("change", { bubbles: true }));
    }
    field.value = fill;
    list.replaceChildren();
    open(false);
    field.focus();
  }

  // htmx tells it at the field that asked.
  box.addEventListener("htmx:after:swap", () => {
    open(Boolean(field.value.trim()));
    const found = options().length;
    said.textContent = found ? say("found", { count: found }) : say("none");
  });

  field.addEventListener("keydown", (event) => {
    const acts = {
      ArrowDown: () => walk(1),
      ArrowUp: () => walk(-1),
      Escape: () => open(false),
      Enter: () => active() && choose(active()),
    };
    if (!acts[event.key] || (event.key === "Enter" && !active())) return;
    event.preventDefault();
    acts[event.key]();
  });

  // The press comes before the blur, so that the list is still there.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  field.addEventListener("blur", () => open(false));

  chosen.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    const row = button.closest("[data-value]");
    said.textContent = say("removed", { title: row.dataset.title });
    row.remove();
    field.focus();
    field.form?.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
