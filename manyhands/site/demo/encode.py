"""From arrays and pictures to files as people would upload them: no metadata, the same bytes every time."""

import subprocess
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from manyhands.media import ffmpeg
from manyhands.site.demo.clips.film import FPS
from manyhands.site.demo.sound.wave import RATE, Stereo

# By the ending of the file name, what ffmpeg is asked for.
SOUNDS = {
    ".flac": ("-c:a", "flac", "-sample_fmt", "s16", "-compression_level", "5"),
    ".mp3": ("-c:a", "libmp3lame", "-b:a", "192k"),
    ".ogg": ("-c:a", "libvorbis", "-q:a", "5"),
    ".opus": ("-c:a", "libopus", "-b:a", "112k"),
    ".m4a": ("-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart"),
}
FILMS = {
    ".mp4": (
        "libx264",
        "-preset",
        "veryfast",
        "-crf",
        "21",
        "-pix_fmt",
        "yuv420p",
        "-movflags",
        "+faststart",
    ),
    ".webm": (
        "libvpx-vp9",
        "-deadline",
        "realtime",
        "-cpu-used",
        "7",
        "-crf",
        "34",
        "-b:v",
        "0",
        "-row-mt",
        "1",
    ),
}
CEILING = 0.96  # of full scale: a lossy codec adds a little
PICTURES: dict[str, dict[str, Any]] = {
    ".jpg": {"quality": 90, "optimize": True},
    ".png": {"compress_level": 6},
    ".webp": {"quality": 88, "method": 3},
    ".avif": {"quality": 80, "speed": 8},
}
# Nothing about us in the file: with it, two runs would differ.
ANONYMOUS = (
    "-map_metadata",
    "-1",
    "-fflags",
    "+bitexact",
    "-flags:v",
    "+bitexact",
    "-flags:a",
    "+bitexact",
    "-y",
)


def _ffmpeg(*arguments: str) -> list[str]:
    return [str(ffmpeg.choose().path), "-nostdin", "-hide_banner", "-loglevel", "fatal", *arguments]


def _pcm() -> tuple[str, ...]:
    return "-f", "s16le", "-ar", str(RATE), "-ac", "2"


def _samples(sound: Stereo) -> bytes:
    """int16[n, 2]. What is louder than full scale, as a layer before the mix may be, is turned down whole."""
    peak = max(float(np.abs(sound).max()), CEILING)
    whole: bytes = np.rint(sound * (CEILING / peak) * 32_767).astype("<i2").tobytes()
    return whole


def write_sound(sound: Stereo, path: Path) -> None:
    command = _ffmpeg(*_pcm(), "-i", "pipe:0", *SOUNDS[path.suffix], *ANONYMOUS, str(path))
    subprocess.run(command, input=_samples(sound), check=True)


def write_picture(picture: Image.Image, path: Path) -> None:
    picture.save(path, **PICTURES[path.suffix])


def write_film(frames: Iterator[Image.Image], path: Path, *, sound: Stereo | None = None) -> None:
    """Encode frames, and a sound of the same length under them."""
    first = next(frames)
    size = f"{first.width}x{first.height}"
    inputs = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(FPS), "-i", "pipe:0"]
    heard = path.with_suffix(".pcm")
    if sound is not None:
        heard.write_bytes(_samples(sound))
        inputs += [*_pcm(), "-i", str(heard), "-c:a", "aac", "-b:a", "160k"]
    command = _ffmpeg(*inputs, "-c:v", *FILMS[path.suffix], "-threads", "2", *ANONYMOUS, str(path))
    with subprocess.Popen(command, stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        for frame in chain([first], frames):
            running.stdin.write(frame.tobytes())
        running.stdin.close()
        if running.wait():
            raise subprocess.CalledProcessError(running.returncode, command)
    heard.unlink(missing_ok=True)


def add_sound(film: Path, sound: Stereo, path: Path) -> None:
    """The same film, every frame of it untouched, with a sound."""
    inputs = ("-i", str(film), *_pcm(), "-i", "pipe:0", "-map", "0:v", "-map", "1:a", "-c:v", "copy")
    command = _ffmpeg(*inputs, *SOUNDS[".m4a"], *ANONYMOUS, str(path))
    subprocess.run(command, input=_samples(sound), check=True)
