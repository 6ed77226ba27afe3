"""The same picture without what is told beside it: bit for bit the same pixels, proven here."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

from PIL import Image, ImageCms

from manyhands.media.inside import images
from manyhands.media.inside.bare import bmp, gif, heif, jpeg, png, tiff, webp
from manyhands.media.refusals import Refused

_WAYS = {
    "jpeg": jpeg.bare,
    "png": png.bare,
    "gif": gif.bare,
    "webp": webp.bare,
    "avif": heif.bare,
    "heic": heif.bare,
    "tiff": tiff.bare,
    "bmp": bmp.bare,
}


def main(container: str, pixels: int, file: str) -> None:
    """Write the bare picture to ``file`` below ``out``.

    :raises Refused: its format is used in a way that we do not know, or it came out different
    """
    source, target = Path(images.SOURCE), Path("out") / file
    wanted = _fingerprint(source, container, pixels)
    _check_profile(source, container, pixels)
    try:
        made = _WAYS[container](source.read_bytes(), orientation=wanted[1])
    except (ValueError, IndexError, KeyError, struct.error) as error:
        raise Refused("damaged", container=container) from error
    target.write_bytes(made)
    if _fingerprint(target, container, pixels) != wanted:
        raise Refused("came_out_wrong", made="another picture", wanted="the same")


def _check_profile(source: Path, container: str, pixels: int) -> None:
    """A colour profile stays with its picture, so words that only call themselves one would, too."""
    with images.open_picture(container, pixels=pixels, path=source) as picture:
        profile = picture.info.get("icc_profile")
    try:
        if profile:
            images.parse_profile(profile)
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise Refused("damaged", container=container) from error


def _fingerprint(path: Path, container: str, pixels: int) -> tuple[str, int, int]:
    """What is seen of a file: the pixels of its first frame, which way is up, how many frames there are.

    What hangs behind a JPEG counts as none of its frames.
    """
    with images.open_picture(container, pixels=pixels, path=path) as picture:
        orientation = images.orientation(picture)
        frames = 1 if container == "jpeg" else int(getattr(picture, "n_frames", 1))
        picture.seek(0)
        images.load(picture)
        seen = hashlib.sha256(f"{picture.mode} {picture.size}".encode())
        seen.update(_pixels(picture))
        return seen.hexdigest(), orientation, frames


def _pixels(picture: Image.Image) -> bytes:
    profile = picture.info.get("icc_profile") or b""
    return picture.tobytes() + profile
