"""The sizes of a picture: upright, in sRGB, without a word of metadata."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

from manyhands.media.inside import images

_WEBP: dict[str, Any] = {"quality": 82, "method": 4}
_JPEG: dict[str, Any] = {"quality": 85, "optimize": True, "progressive": True}
# Speed 8 takes a ninth of the time of Pillow's own 6 and makes no larger files; one thread, so that every
# machine makes the same bytes.
_AVIF: dict[str, Any] = {"quality": 60, "speed": 8, "max_threads": 1}
_FORMATS = {".avif": ("AVIF", _AVIF), ".webp": ("WEBP", _WEBP), ".jpg": ("JPEG", _JPEG)}


def main(container: str, pixels: int, sizes: list[tuple[str, int, int]]) -> None:
    """Write each of ``sizes`` (file, width, height) below ``out``; of an animation the first frame.

    :raises Refused: the picture cannot be decoded
    """
    picture = images.open_picture(container, pixels=pixels)
    _draft(picture, sizes)
    images.load(picture)
    picture = images.in_srgb(images.upright(picture))
    # The largest first, and each from the one before: every step is small, so none is coarse.
    for file, width, height in sorted(sizes, key=lambda size: -size[1]):
        if picture.size != (width, height):
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        save(picture, Path("out") / file)


def _draft(picture: Image.Image, sizes: list[tuple[str, int, int]]) -> None:
    """Let a JPEG decoder leave out detail that no size will show: four times less work for a phone's
    photo.
    """
    longest = max(max(width, height) for _, width, height in sizes)
    if picture.format == "JPEG" and picture.mode in {"RGB", "L"}:
        picture.draft(None, (longest, longest))


def save(picture: Image.Image, path: Path, **options: Any) -> None:
    """Write a picture without metadata, and open it again to prove that it is whole.

    :param options: of its coding, other than usual
    """
    clean = _flat(picture) if path.suffix == ".jpg" else picture
    clean.info = {}
    kind, usual = _FORMATS[path.suffix]
    clean.save(path, kind, **{**usual, **options})
    with Image.open(path, formats=[kind]) as written:
        written.load()
        if written.size != picture.size:
            raise OSError(f"{path} was written as {written.size}")


def _flat(picture: Image.Image) -> Image.Image:
    """JPEG knows no see-through; what was behind becomes white paper."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
