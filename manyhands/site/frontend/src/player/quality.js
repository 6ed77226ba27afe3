// Which size of a film plays: the one that somebody chose, or as much as the line carries, by HLS. A browser that
// cannot play HLS by itself plays the plain file, and is given a library for it only when that is asked for.
const HLS = "application/vnd.apple.mpegurl";
const WAITS = 3; // so often a film may stand still before the line is taken for too slow

export function quality(figure, media, announce) {
  const select = figure.querySelector("[data-quality]");
  if (!select) return;
  const { stream, streamScript } = figure.dataset;
  const isNative = Boolean(media.canPlayType(HLS));
  const plain = media.querySelector('source[type="video/mp4"]').src;
  let streaming = null;

  // What is shown as chosen before anybody has chosen: what the browser took from the page by itself.
  const options = [...select.options];
  select.value = stream && isNative ? "auto" : options.find((option) => new URL(option.value, plain).href === plain)?.value;

  async function attach(address) {
    if (address !== stream || isNative) {
      media.src = address;
      return;
    }
    const { stream: streamInto } = await import(new URL(streamScript, document.baseURI).href);
    streaming = streamInto(media, address, () => play(plain));
  }

  async function play(address) {
    const { currentTime, paused, playbackRate } = media;
    streaming?.destroy();
    streaming = null;
    media.addEventListener("loadedmetadata", () => {
      media.currentTime = currentTime;
      media.playbackRate = playbackRate;
      if (!paused) media.play().catch(() => {}); // What went wrong is told by the error event.
    }, { once: true });
    await attach(address);
  }

  function choose() {
    announce(select.selectedOptions[0].textContent);
    play(select.value === "auto" ? stream : select.value);
  }

  let waits = 0;
  media.addEventListener("waiting", () => {
    if (media.seeking || media.currentTime < 1 || !stream || select.value === "auto") return;
    waits += 1;
    if (waits !== WAITS) return;
    select.value = "auto";
    choose();
  });
  select.addEventListener("change", () => {
    waits = WAITS; // Who has chosen is not overruled.
    choose();
  });
}
