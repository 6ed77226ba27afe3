"""An animation for playing: upright, in sRGB, as WebP, which keeps what is see-through. It tells nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from manyhands.media.inside import images
from manyhands.media.refusals import Refused

_UNSAID_MS = 100  # browsers show a frame of no length, or nearly none, this long
_SHORTEST_MS = 20


def main(container: str, pixels: int, file: str, width: int, height: int) -> None:
    """Write the animation below ``out``; it goes round for ever.

    :raises Refused: a frame cannot be decoded
    """
    picture = images.open_picture(container, pixels=pixels)
    lengths: list[int] = []
    first, *others = _frames(picture, (width, height), lengths)
    target = Path("out") / file
    first.save(
        target,
        "WEBP",
        save_all=True,
        append_images=others,
        duration=lengths,
        loop=0,
        quality=75,
        method=2,
        background=(0, 0, 0, 0),
    )
    if any(frame.getchannel("A").getextrema() != (255, 255) for frame in (first, *others)):
        _may_be_seen_through(target)
    _prove(target, (width, height))


def _may_be_seen_through(path: Path) -> None:
    """Set the flag of alpha in VP8X (byte 20): libwebp leaves clear edges away, and forgets it where that
    is all.
    """
    with path.open("r+b") as file:
        head = file.read(21)
        if head[12:16] == b"VP8X":
            file.seek(20)
            file.write(bytes((head[20] | 0x10,)))


def _frames(picture: Image.Image, size: tuple[int, int], lengths: list[int]) -> Iterator[Image.Image]:
    """Each frame as it is seen, and how long; what a frame leaves standing is drawn under the next."""
    for number in range(int(getattr(picture, "n_frames", 1))):
        try:
            picture.seek(number)
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise Refused("picture_cut") from error
        images.load(picture)
        said = int(picture.info.get("duration") or 0)
        lengths.append(said if said >= _SHORTEST_MS else _UNSAID_MS)
        frame = images.in_srgb(images.upright(picture)).convert("RGBA")
        frame.info = {}
        yield frame.resize(size, Image.Resampling.LANCZOS) if frame.size != size else frame


def _prove(path: Path, size: tuple[int, int]) -> None:
    """Decode it to the end. Frames that are alike have become one."""
    with Image.open(path, formats=["WEBP"]) as written:
        for number in range(int(getattr(written, "n_frames", 1))):
            written.seek(number)
            written.load()
        if written.size != size:
            raise OSError(f"{path} was written as {written.size}")
