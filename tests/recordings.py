"""Recording in a real browser: Chromium hears 523 Hz and sees red, and what was made is checked for both."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

import av
import numpy as np
from playwright.sync_api import Browser, BrowserContext

from manyhands.media import ffmpeg
from manyhands.media.models import Rendition, Upload
from manyhands.media.store.current import store
from tests.browser import ARGUMENTS
from tests.company import command_lines

TONE_HZ = 523
LAN = "studio.test"  # a name for this machine that browsers do not trust without https
NOT_SECURE = f"--host-resolver-rules=MAP {LAN} 127.0.0.1"


def devices(folder: Path, *, gain_db: int = 0) -> list[str]:
    """Arguments that give Chromium microphones and cameras of our own.

    :param gain_db: of the tone, which lies 18 dB below full scale
    """
    tone, red = folder / "tone.wav", folder / "red.mjpeg"
    if not tone.exists():
        _make(
            "-f",
            "lavfi",
            "-i",
            f"sine=f={TONE_HZ}:r=48000:d=20",
            "-af",
            f"volume={gain_db}dB",
            "-c:a",
            "pcm_s16le",
            str(tone),
        )
        _make("-f", "lavfi", "-i", "color=red:s=640x360:r=20:d=5", "-c:v", "mjpeg", "-q:v", "3", str(red))
    return [
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={tone}",
        f"--use-file-for-fake-video-capture={red}",
    ]


def _make(*arguments: str) -> None:
    subprocess.run([str(ffmpeg.choose().path), "-v", "error", "-y", *arguments], check=True)


def studio(
    browser: Browser,
    folder: Path,
    profile: str,
    *,
    says_yes: bool = True,
    gain_db: int = 0,
    **options: object,
) -> BrowserContext:
    """A browser of its own, with a microphone and a camera, whose processes can be told by its profile.

    :param says_yes: when a page asks whether it may listen
    """
    yes = ["--use-fake-ui-for-media-stream"] if says_yes else []
    return browser.browser_type.launch_persistent_context(
        str(folder / profile),
        executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
        args=[*ARGUMENTS, *devices(folder, gain_db=gain_db), NOT_SECURE, *yes],
        reduced_motion="reduce",
        **options,  # type: ignore[arg-type]
    )


def kill(folder: Path, profile: str) -> int:
    """``kill -9`` for every process of such a browser; how many there were."""
    pids = [pid for pid, line in command_lines().items() if f"--user-data-dir={folder / profile}" in line]
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(pids)


def made_of(upload: Upload, folder: Path, kind: str) -> Path:
    """What plays of an upload, "audio" or "video", on this disk."""
    made = Rendition.objects.exclude(profile="clean").select_related("output").order_by("pk")
    rendition = made.filter(source=upload.blob, media_type__startswith=f"{kind}/")[0]
    return _copy(rendition, folder / f"{kind}-{upload.pk}")


def clean_of(upload: Upload, folder: Path) -> Path:
    """What others are given as the original."""
    rendition = Rendition.objects.select_related("output").get(source=upload.blob, profile="clean")
    return _copy(rendition, folder / f"clean-{upload.pk}")


def _copy(rendition: Rendition, to: Path) -> Path:
    with store().borrow(rendition.output.sha256, to.parent) as path:
        to.write_bytes(path.read_bytes())
    return to


def heard_in(path: Path) -> tuple[float, float]:
    """How many seconds of sound there are, and the strongest tone in them, in Hz."""
    with av.open(str(path)) as opened:
        rate = opened.streams.audio[0].rate
        samples = np.concatenate([frame.to_ndarray().mean(0) for frame in opened.decode(audio=0)])
    middle = samples[len(samples) // 4 : -len(samples) // 4]
    strengths = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    return len(samples) / rate, float(np.argmax(strengths) * rate / len(middle))


def seen_in(path: Path) -> list[float]:
    """The mean colour of the last picture: red, green, blue."""
    with av.open(str(path)) as opened:
        *_, last = opened.decode(video=0)
        mean: list[float] = last.to_ndarray(format="rgb24").mean((0, 1)).tolist()
    return mean
