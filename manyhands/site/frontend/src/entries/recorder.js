// Hit record: sound or film, sent while it is recorded. States: idle, ready (it listens), recording, paused.
import { meterOf, shownIn } from "../recorder/meter.js";
import { fill, inability, open, troubleOf, typeFor } from "../recorder/source.js";
import { takesIn } from "../recorder/takes.js";
import { Taping } from "../recorder/taping.js";
import { waveOn } from "../recorder/wave.js";
import { timecode, words } from "../words.js";

export default function recorder(root) {
  const say = words(root);
  const find = (name) => root.querySelector(`[data-${name}]`);
  const stage = find("stage");
  const takes = takesIn(root, say);
  const wave = waveOn(find("wave"));
  const showLevel = shownIn(find("meter"), find("clip"), say);
  let stream = null;
  let stopMeter = () => {};
  let taping = null;
  let count = 0;
  const kind = () => root.querySelector("input[name=kind]:checked").value;
  const isOn = () => ["recording", "paused"].includes(stage.dataset.state);
  const tell = (trouble) => { find("trouble").textContent = trouble ? say(trouble) : ""; };

  function go(state) {
    stage.dataset.state = state;
    stage.dataset.kind = kind();
    find("lamp").textContent = say(state);
    find("label").textContent = say(isOn() ? "stop" : "record");
    find("pause").hidden = !isOn();
    find("pause").textContent = say(state === "paused" ? "go_on" : "pause");
    find("check").hidden = state !== "idle";
    find("view").hidden = !(stream && kind() === "video");
    find("cameras").hidden = kind() !== "video";
    for (const field of root.querySelectorAll("fieldset, .recorder__devices select, [data-clean]")) field.disabled = isOn();
  }

  // The device that one hears with, opened and shown; false if there is none to be had.
  async function listen() {
    if (stream) return true;
    tell("");
    find("lamp").textContent = say("asking");
    try {
      const [microphone, camera] = [find("microphone").value, find("camera").value];
      stream = await open({ kind: kind(), microphone, camera, isCleaned: find("clean").checked });
    } catch (error) {
      console.info(error.name, error.message);
      go("idle");
      tell(troubleOf(error));
      return false;
    }
    for (const track of stream.getTracks()) track.addEventListener("ended", () => lose(track));
    stopMeter = meterOf(stream, (level) => {
      showLevel(level);
      wave.add(level.decibels, stage.dataset.state === "recording");
      if (taping) find("time").textContent = timecode(taping.length);
    });
    find("view").srcObject = kind() === "video" ? stream : null;
    if (kind() === "video") find("view").play().catch(() => {});
    fill(find("microphone"), "audioinput");
    fill(find("camera"), "videoinput");
    return true;
  }

  function close() {
    stopMeter();
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
  }

  // Unplugged, or taken by another program: what was recorded up to here is a take like any other.
  async function lose(track) {
    if (!stream?.getTracks().includes(track)) return;
    if (isOn()) await stop();
    close();
    go("idle");
    tell("lost_device");
  }

  async function start() {
    if (!(await listen())) return;
    count += 1;
    wave.clear();
    const { endpoint, longest } = root.dataset;
    const options = { kind: kind(), type: typeFor(kind()), endpoint, count, longest: longest && longest * 1000 };
    const show = (text) => { find("sent").textContent = text; };
    taping = new Taping(stream, options, say, { show, end: stop });
    go("recording");
  }

  async function stop() {
    const take = taping;
    taping = null;
    go("ready");
    find("time").textContent = timecode(take.length);
    await take.stop();
    const row = takes.add(take);
    take.showIn(row);
  }

  async function reopen() {
    tell("");
    const wasOpen = stream !== null;
    close();
    if (wasOpen) await listen();
    go(stream ? "ready" : "idle");
  }

  find("record").addEventListener("click", () => (isOn() ? stop() : start()));
  find("check").addEventListener("click", async () => { if (await listen()) go("ready"); find("record").focus(); });
  find("pause").addEventListener("click", () => {
    const paused = stage.dataset.state === "recording";
    taping.pause(paused);
    go(paused ? "paused" : "recording");
  });
  root.addEventListener("change", ({ target }) => {
    if (target.matches("[name=kind], [data-microphone], [data-camera], [data-clean]")) reopen();
  });
  window.addEventListener("beforeunload", (event) => {
    if (isOn() || Taping.all.some((take) => take.sender.isBehind && !take.isKept)) event.preventDefault();
  });

  const unable = inability();
  go("idle");
  if (unable) {
    tell(unable);
    stage.dataset.state = "unable";
    for (const button of stage.querySelectorAll("button, fieldset")) button.disabled = true;
  }
}
