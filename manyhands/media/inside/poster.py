"""The picture that stands for a film until it plays: of a few moments, the one with the most to see."""

from __future__ import annotations

from pathlib import Path

import av
from av.container import InputContainer
from PIL import Image, ImageStat

from manyhands.media.inside.opening import open_media
from manyhands.media.inside.pictures import save
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds

# Shares of the length. The first seconds are often black or a title, the end is often credits.
MOMENTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8)


def main() -> None:
    """Write the poster of an mp4 of ours as WebP and JPEG.

    :raises Refused: it holds no picture
    """
    with open_media("mp4", streams=Bounds().streams) as opened:
        pictures = [picture for share in MOMENTS if (picture := _at(opened, share)) is not None]
    if not pictures:
        raise Refused("damaged", container="mp4")
    best = max(pictures, key=_interest)
    for name in ("poster.webp", "poster.jpg"):
        save(best, Path("out") / name)


def _at(opened: InputContainer, share: float) -> Image.Image | None:
    """Decode the key frame before a moment."""
    opened.seek(int((opened.duration or 0) * share))
    try:
        frame = next(opened.decode(video=0), None)
    except av.error.FFmpegError:
        return None
    return frame.to_image() if frame is not None else None  # type: ignore[no-untyped-call]


def _interest(picture: Image.Image) -> float:
    """Information in bits, less for pictures that are nearly black or nearly white."""
    grey = picture.convert("L").resize((160, 90))
    brightness = ImageStat.Stat(grey).mean[0] / 255
    return grey.entropy() * min(1.0, 4 * brightness, 4 * (1 - brightness))
