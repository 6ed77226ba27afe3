// The number of unread notices, told by the server as it changes ("event: notices", data {"unread": 3}).
import { words } from "../words.js";

export default function live(bell) {
  const say = words(bell);
  const label = bell.querySelector("[data-label]");
  const count = bell.querySelector("[data-count]");
  let source = null;

  function show(unread) {
    label.textContent = unread ? say("notices", { count: unread }) : say("none");
    count.textContent = unread;
    count.hidden = !unread;
  }

  // A page that nobody looks at holds no line open: the server has few of them to give.
  function follow() {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(bell.dataset.live);
      source.addEventListener("notices", ({ data }) => {
        const news = JSON.parse(data);
        show(news.unread);
        document.dispatchEvent(new CustomEvent("live:notices", { detail: news }));
      });
    }
  }

  document.addEventListener("visibilitychange", follow);
  follow();
}
