// Makes a passkey, or signs in by one, when its form is sent. The server says what it wants in data-options, or, so that
// a challenge is made only for who uses it, at the address in data-ask.
import { words } from "../words.js";

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const known = (credentials = []) => credentials.map((each) => ({ ...each, id: toBytes(each.id) }));

async function create({ publicKey }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
    },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  const transports = credential.response.getTransports?.() ?? [];
  return answer(credential, {
    clientDataJSON: toText(clientDataJSON),
    attestationObject: toText(attestationObject),
    transports,
  });
}

async function get({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return answer(credential, {
    clientDataJSON: toText(clientDataJSON),
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
  });
}

function answer(credential, response) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const reply = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`asked for a challenge, got ${reply.status}`);
  return (await reply.json()).request_options;
}

export default function passkey(form) {
  const say = words(form);
  const ceremony = { create, get }[form.dataset.passkey];
  const trouble = form.querySelector("[data-trouble]");
  const field = form.elements.namedItem("credential");

  function tell(problem) {
    trouble.textContent = say(problem);
    trouble.hidden = !problem;
  }

  if (!window.PublicKeyCredential) tell(window.isSecureContext ? "none" : "SecurityError");

  form.addEventListener("submit", async (event) => {
    if (field.value) return; // A script has sent the form, with the credential in it.
    event.preventDefault();
    trouble.hidden = true;
    try {
      field.value = JSON.stringify(await ceremony(await options(form)));
      form.requestSubmit();
    } catch (error) {
      console.error(error);
      tell(["NotAllowedError", "InvalidStateError", "SecurityError"].includes(error.name) ? error.name : "other");
    }
  });
}
