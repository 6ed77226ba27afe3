// The thread draws itself once, when it comes into sight. Its delays are in the stylesheet; people who asked for less
// motion see it whole at once.
export default function thread(list) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  [...list.children].forEach((hand, place) => hand.style.setProperty("--hand", place));
  list.dataset.drawn = "no";
  const seen = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    list.dataset.drawn = "yes";
    seen.disconnect();
  }, { threshold: 0.2 });
  seen.observe(list);
}
