// What a film shows at a moment, beside the line of time while one looks for a place: small pictures from one sheet,
// fetched together with the table that says where on it each stands.
import { placeOn } from "../player/line.js";
import { timecode } from "../words.js";

const LINGERS = 1500; // milliseconds for which it stays after a key

function picture(address) {
  const image = new Image();
  image.src = address;
  return image.decode().then(() => image);
}

export default async function scrub(figure, wave, deck) {
  const [sheet, table] = await Promise.all([
    picture(figure.dataset.scrub),
    fetch(figure.dataset.scrubTable).then((answer) => answer.json()),
  ]);
  const { every_ms: every, count, columns, width, height } = table;
  const frame = wave.appendChild(document.createElement("span"));
  const canvas = frame.appendChild(document.createElement("canvas"));
  const time = frame.appendChild(document.createElement("span"));
  let timer = 0;
  frame.className = "player__scrub";
  frame.hidden = true;
  frame.ariaHidden = "true"; // the line itself says the time
  time.className = "player__scrub-time";
  Object.assign(canvas, { width, height });

  function show(seconds) {
    const place = Math.max(0, Math.min(count - 1, Math.floor((seconds * 1000) / every)));
    const left = (place % columns) * width;
    const top = Math.floor(place / columns) * height;
    canvas.getContext("2d").drawImage(sheet, left, top, width, height, 0, 0, width, height);
    time.textContent = timecode(seconds * 1000);
    frame.dataset.place = place;
    frame.hidden = false;
    // Beside the place, and never beyond the ends of the line.
    const half = frame.offsetWidth / 2;
    const at = (seconds / deck.duration) * wave.clientWidth;
    frame.style.left = `${Math.max(half, Math.min(at, wave.clientWidth - half))}px`;
  }

  const hide = () => { frame.hidden = true; };

  return {
    hide,
    point(event) {
      clearTimeout(timer);
      show(placeOn(wave, event) * deck.duration);
    },
    // After a key: there is no pointer that leaves.
    linger() {
      clearTimeout(timer);
      show(deck.now);
      timer = setTimeout(hide, LINGERS);
    },
  };
}
