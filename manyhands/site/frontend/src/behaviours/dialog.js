// A link or button with data-behaviour="dialog" opens the <dialog> whose id its href or data-dialog names. Without a
// script the link leads to the same form on a page of its own.
export default function dialog(opener) {
  const target = document.getElementById(opener.dataset.dialog);
  if (!target) return;

  opener.addEventListener("click", (event) => {
    event.preventDefault();
    target.showModal();
  });

  target.addEventListener("click", (event) => {
    if (event.target === target || event.target.closest("[data-close]")) {
      event.preventDefault();
      target.close();
    }
  });
}
