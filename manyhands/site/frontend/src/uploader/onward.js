// Going on while files are still on their way: the draft's page takes the place of this one without leaving the document,
// and the box with all that is being sent moves into it. So one writes the title meanwhile, and nothing is sent anew.
import { csrfToken } from "../cookie.js";

export async function goOn(form, box, name) {
  const draft = await begin(form, name);
  const page = await pageAt(`${draft}?arriving=yes`);
  const main = document.importNode(page.querySelector("main"), true);
  main.querySelector(".upload").replaceWith(box);
  document.querySelector("main").replaceWith(main);
  document.title = page.title;
  history.pushState(null, "", draft);
  window.addEventListener("popstate", () => location.reload());
  window.htmx.process(main);
  document.dispatchEvent(new Event("htmx:after:swap")); // starts the behaviours of what is new
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

async function begin(form, name) {
  const body = new FormData(form);
  body.set("arriving", name);
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  const answer = await fetch(form.action, { method: "POST", body, headers });
  if (!answer.ok) throw new Error(`the draft answered ${answer.status}`);
  return (await answer.json()).draft;
}

async function pageAt(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the draft's page answered ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
