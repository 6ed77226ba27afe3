// Microphone and camera: asked for, chosen, and what it means when there is none.
const SOUND = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4", "audio/ogg;codecs=opus"];
const FILM = ["video/webm;codecs=vp8,opus", "video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/mp4", "video/webm"];
const RATES = { audioBitsPerSecond: 192_000, videoBitsPerSecond: 5_000_000 };

// What somebody reads when the browser gives us nothing, by the names of the standard.
const TROUBLES = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

// Why this browser cannot record at all, or nothing.
export function inability() {
  if (!window.isSecureContext) return "insecure";
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return "unsupported";
  return typeFor("audio") ? "" : "unsupported";
}

export const typeFor = (kind) =>
  (kind === "video" ? FILM : SOUND).find((type) => MediaRecorder.isTypeSupported(type));

export const fileEnding = (type) => (type.includes("webm") ? "webm" : type.includes("ogg") ? "ogg" : "mp4");

export const troubleOf = (error) => TROUBLES[error.name] ?? "other";

// As it is in the room: what browsers do for telephone calls ruins music, so one asks for it.
export function open({ kind, microphone, camera, isCleaned }) {
  const chosen = (id) => (id ? { deviceId: { exact: id } } : {});
  const cleaning = { echoCancellation: isCleaned, noiseSuppression: isCleaned, autoGainControl: isCleaned };
  const audio = { ...chosen(microphone), ...cleaning, channelCount: { ideal: 2 } };
  const picture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const video = kind === "video" && { ...chosen(camera), ...picture };
  return navigator.mediaDevices.getUserMedia({ audio, video });
}

export const recorderOf = (stream, type) => new MediaRecorder(stream, { mimeType: type, ...RATES });

// Their names are told only once somebody has allowed one of them.
export async function fill(select, wanted) {
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === wanted);
  const named = devices.filter(({ deviceId, label }) => deviceId && label);
  const options = named.map(({ deviceId, label }) => new Option(label, deviceId, false, deviceId === select.value));
  if (options.length) select.replaceChildren(select.options[0], ...options);
}
