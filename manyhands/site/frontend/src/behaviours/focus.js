// What went wrong with a form is what one should hear first.
export default function focus(element) {
  element.focus();
}
