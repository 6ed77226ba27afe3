"""Opening a picture with Pillow so that it can only be what it was sniffed as, and setting it right."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from pathlib import Path
from typing import cast

import pillow_heif
from PIL import ExifTags, Image, ImageCms

from manyhands.media.refusals import Refused

SOURCE = "in/media"
FORMATS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WEBP",
    "avif": "AVIF",
    "heic": "HEIF",
    "tiff": "TIFF",
    "bmp": "BMP",
}

# Everything is loaded now, because no plug-in can be once the walls stand.
Image.init()
pillow_heif.register_heif_opener(thumbnails=False)
SRGB = ImageCms.createProfile("sRGB")


def open_picture(container: str, *, pixels: int, path: str | Path = SOURCE) -> Image.Image:
    """Open the one input, or what was made of it, with the one reader that its first bytes asked for.

    Nothing is decoded yet.

    :raises Refused: ``damaged``, ``too_many_pixels``
    """
    Image.MAX_IMAGE_PIXELS = None  # we look at the size ourselves, and say it
    warnings.simplefilter("error")
    # what hangs behind the first picture of a JPEG is none of our business
    warnings.filterwarnings("ignore", message="Image appears to be a malformed MPO")
    try:
        picture = Image.open(path, formats=[FORMATS[container]])
    except (OSError, ValueError, SyntaxError, Warning, EOFError) as error:
        raise Refused("damaged", container=container) from error
    if picture.width * picture.height > pixels:
        limit = pixels // 1_000_000
        raise Refused("too_many_pixels", width=picture.width, height=picture.height, limit=limit)
    return picture


def load(picture: Image.Image) -> None:
    """Decode the first frame to the last row.

    :raises Refused: ``picture_cut``
    """
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError, Warning, EOFError, IndexError) as error:
        raise Refused("picture_cut") from error


def orientation(picture: Image.Image) -> int:
    """Give the EXIF orientation: 1 is upright, 5 to 8 lie on their side."""
    with suppress(Exception):  # any nonsense in EXIF means "upright"
        return int(picture.getexif().get(ExifTags.Base.Orientation, 1))
    return 1


def upright(picture: Image.Image) -> Image.Image:
    """Turn the pixels as the metadata says."""
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(orientation(picture))
    return picture.transpose(turn) if turn is not None else picture


def in_srgb(picture: Image.Image) -> Image.Image:
    """Convert to 8-bit sRGB, with alpha where the picture has any. A broken profile is passed over."""
    picture = _in_8_bits(picture)
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if has_alpha(picture) else "RGB"
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            converted = ImageCms.profileToProfile(picture, parse_profile(profile), SRGB, outputMode=mode)
            if converted is not None:
                return converted
    return picture.convert(mode)


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits, whole or broken numbers keeps its lights; Pillow would cut them off at 255."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I")
    if picture.mode not in {"I", "F"}:
        return picture
    lowest, highest = cast("tuple[float, float]", picture.getextrema())
    full = next((top for top in (1.0, 255.0, 65535.0) if highest <= top), highest)
    if picture.mode == "I" and full < 65535:
        full = 65535.0  # a dark picture of 16 bits is a dark picture
    return picture.point(lambda value: value * (255 / full) - min(lowest, 0)).convert("L")


def parse_profile(profile: bytes) -> ImageCms.ImageCmsProfile:
    """
    :raises OSError: it is no ICC profile
    """
    return ImageCms.ImageCmsProfile(io.BytesIO(profile))


def has_alpha(picture: Image.Image) -> bool:
    """Say whether any pixel may be see-through."""
    return picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info
