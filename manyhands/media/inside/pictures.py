"""The sizes of a picture: upright, in sRGB, without a word of metadata."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from manyhands.media.inside import images

_WEBP = {"quality": 82, "method": 4}
_JPEG = {"quality": 85, "optimize": True, "progressive": True}
_FORMATS = {".webp": "WEBP", ".jpg": "JPEG"}


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


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture without metadata, and open it again to prove that it is whole."""
    clean = _flat(picture) if path.suffix == ".jpg" else picture
    clean.info = {}
    kind = _FORMATS[path.suffix]
    clean.save(path, kind, **(_JPEG if kind == "JPEG" else _WEBP))
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
