import { words } from "../words.js";

// Lets somebody see the password that they type. Before the form is sent it is hidden again, so that browsers keep it
// as a password.
export default function reveal(input) {
  const say = words(input);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "reveal";
  button.setAttribute("aria-controls", input.id);

  function show(shown) {
    input.type = shown ? "text" : "password";
    button.textContent = say(shown ? "hide" : "show");
    button.setAttribute("aria-pressed", shown);
  }

  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
  show(false);

  const frame = document.createElement("div");
  frame.className = "revealable";
  input.replaceWith(frame);
  frame.append(input, button);
}
