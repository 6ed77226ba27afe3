"""Films whose pictures say in bars of black and white which each is, so that one can read what is shown."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path

from PIL import Image

from manyhands.media import ffmpeg
from tests.media_samples import keep

BARS = 12  # bits of a number, the highest at the left
SIZE = (192, 108)
FILMS = {
    "one-picture.mp4": (1, "25", "1"),
    "three-seconds.mp4": (75, "25", "1"),
    "a-minute.mp4": (1320, "30000/1001", "1"),
    # a second at 25 pictures a second, then one every 7 s
    "slides.mp4": (800, "25", "lt(t,1)+not(mod(n,175))"),
    "upright-three.mp4": (75, "25", "1"),
}


def numbered(name: str) -> Path:
    return keep(name, partial(_write, FILMS[name], name.startswith("upright")), recipes=Path(__file__))


def _write(film: tuple[int, str, str], is_upright: bool, path: Path) -> None:
    count, rate, select = film
    width, height = (192, 340) if is_upright else SIZE
    argv = [
        *(str(ffmpeg.choose().path), "-hide_banner", "-loglevel", "error", "-y"),
        *("-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}", "-r", rate, "-i", "-"),
        *("-vf", f"select='{select}'", "-fps_mode", "vfr", "-c:v", "libx264", "-preset", "ultrafast"),
        *("-pix_fmt", "yuv420p", "-g", "50", str(path)),
    ]
    pictures = b"".join(_row(number, width) * height for number in range(count))
    subprocess.run(argv, input=pictures, check=True, timeout=120)


def _row(number: int, width: int) -> bytes:
    bits = [number >> place & 1 for place in reversed(range(BARS))]
    return b"".join(bytes([255 * bit]) * (width // BARS) for bit in bits)


def number_on(picture: Image.Image) -> int:
    """Read which picture of its film this one is, at any size."""
    middles = [((2 * bar + 1) * picture.width // (2 * BARS), picture.height // 2) for bar in range(BARS)]
    grey = picture.convert("L")
    bits = "".join(str(int(int(grey.getpixel(place) or 0) > 127)) for place in middles)  # type: ignore[arg-type]
    return int(bits, 2)
