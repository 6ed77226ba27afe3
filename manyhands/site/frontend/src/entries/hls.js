// HLS for browsers that cannot play it by themselves; loaded by the player when it is asked for.
import Hls from "hls.js/light";

export function stream(media, address, onTrouble) {
  // No worker: the page's policy lets no script run that does not come from our own files.
  const hls = new Hls({ enableWorker: false, startPosition: media.currentTime });
  hls.on(Hls.Events.ERROR, (_event, { fatal }) => {
    if (!fatal) return;
    hls.destroy();
    onTrouble();
  });
  hls.loadSource(address);
  hls.attachMedia(media);
  return hls;
}
