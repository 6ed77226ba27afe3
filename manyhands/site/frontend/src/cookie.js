export function cookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// The token that Django asks of every POST: from any form of the page, else from its cookie.
export const csrfToken = () =>
  document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? cookie("csrf");
