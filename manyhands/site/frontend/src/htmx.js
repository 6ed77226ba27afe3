// htmx with our few settings: no evaluation of strings (the CSP forbids it), no inline styles, our own origin only.
import htmx from "htmx.org";
import { csrfToken } from "./cookie.js";

document.addEventListener("htmx:config:request", ({ detail }) => {
  const { request } = detail.ctx;
  if (request.method !== "GET") request.headers["X-CSRFToken"] = csrfToken();
});

export { htmx };
