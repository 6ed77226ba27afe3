"""A portrait: the middle of a picture, square and small."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps

from manyhands.media.inside import images

OUTPUT = "out/portrait.webp"


def main(container: str, pixels: int, side: int) -> None:
    """Write the portrait: ``side`` × ``side`` pixels, sRGB, upright, with nothing of the original's metadata.

    :raises Refused: the picture is cut, damaged or too large
    """
    picture = images.open_picture(container, pixels=pixels)
    picture.draft("RGB", (side, side))  # a JPEG is decoded small: 24 megapixels in 60 ms
    images.load(picture)
    upright = images.in_srgb(images.upright(picture))
    square = ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS)
    with Path(OUTPUT).open("wb") as out:
        square.save(out, "WEBP", quality=82, method=4)
