"""Which ffmpeg does the work: the system's if it can do all that we ask, else the one in the
imageio-ffmpeg wheel.

Everything we pass is known to 5.1 (Debian 12) and to 9.0 alike; recipes are tested with both.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from manyhands.config.env import env_str

OLDEST = (5, 1)
NEEDED: dict[str, frozenset[str]] = {
    "encoders": frozenset({"libx264", "aac", "libopus"}),
    "decoders": frozenset({"h264", "hevc", "vp8", "vp9", "mp3float", "vorbis", "opus", "flac", "aac"}),
    "muxers": frozenset({"mp4", "webm", "hls", "null"}),
    "filters": frozenset({"scale", "setsar", "format", "ebur128", "aresample"}),
}
AV1_DECODERS = frozenset({"libdav1d", "libaom-av1"})


class NoFfmpeg(Exception):
    """No ffmpeg here can do the work; the text says what each lacks."""


@dataclass(frozen=True)
class Ffmpeg:
    """One ffmpeg binary and what it is able to do."""

    path: Path
    version: str
    origin: str  # "system", "wheel" or "MANYHANDS_FFMPEG"
    lacks: tuple[str, ...] = ()
    tone_maps: bool = False  # has zscale and tonemap, for HDR pictures


@functools.cache
def choose() -> Ffmpeg:
    """Pick the ffmpeg of this machine, once per process.

    :raises NoFfmpeg: none is good enough
    """
    refused = []
    for origin, path in _candidates():
        found = examine(path, origin)
        if not found.lacks:
            return found
        refused.append(f"{found.path} ({found.version}) lacks {', '.join(found.lacks)}")
    raise NoFfmpeg("; ".join(refused) or "neither a system ffmpeg nor the imageio-ffmpeg wheel is installed")


def _candidates() -> list[tuple[str, Path]]:
    """``MANYHANDS_FFMPEG`` names one binary, or is ``system`` or ``wheel``; without it the order is as
    here.
    """
    wanted = env_str("MANYHANDS_FFMPEG")
    if wanted not in {"", "system", "wheel"}:
        return [("MANYHANDS_FFMPEG", Path(wanted))]
    found = []
    if wanted != "wheel" and (system := shutil.which("ffmpeg")):
        found.append(("system", Path(system)))
    if wanted != "system" and (wheel := _wheel()):
        found.append(("wheel", wheel))
    return found


def _wheel() -> Path | None:
    """Look for the binary in the wheel itself: its own finder would fall back to the system's."""
    import imageio_ffmpeg

    binaries = Path(imageio_ffmpeg.__file__).with_name("binaries")
    return next(iter(sorted(binaries.glob("ffmpeg-*"))), None)


def examine(path: Path, origin: str) -> Ffmpeg:
    """Ask a binary for its version and abilities. One that does not run lacks everything."""
    try:
        banner = _say(path, "-version")
        lists = {what: _names(_say(path, f"-{what}")) for what in NEEDED}
    except (OSError, subprocess.SubprocessError) as error:
        return Ffmpeg(path, "does not run", origin, lacks=(str(error),))
    version = _version(banner)
    lacks = [f"{what[:-1]} {name}" for what in NEEDED for name in sorted(NEEDED[what] - lists[what])]
    if not AV1_DECODERS & lists["decoders"]:
        lacks.append("decoder libdav1d")
    if _numbers(version) < OLDEST:
        lacks.append("a version from {}.{} on".format(*OLDEST))
    tone_maps = {"zscale", "tonemap"} <= lists["filters"]
    return Ffmpeg(path, version, origin, tuple(lacks), tone_maps)


def _say(path: Path, question: str) -> str:
    """Only the binary itself runs here, on no input, so it needs no jail."""
    argv = [str(path), "-hide_banner", question] if question != "-version" else [str(path), question]
    return subprocess.run(argv, capture_output=True, text=True, check=True, timeout=20).stdout


def _names(listing: str) -> set[str]:
    """Read the second column of `` V....D libx264  …``; a muxer row may name several, parted by commas."""
    rows = re.findall(r"^ [A-Z.| ]+? ([\w,-]+) ", listing, re.MULTILINE)
    return {name for row in rows for name in row.split(",")}


def _version(banner: str) -> str:
    found = re.match(r"ffmpeg version (\S+)", banner)
    return found[1] if found else "unknown"


def _numbers(version: str) -> tuple[int, ...]:
    """Read 5.1.9-0+deb12u1 and n9.0.2-17-g2a as numbers; a snapshot such as N-118-g5 counts as new."""
    found = re.match(r"n?(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else (99, 0)
