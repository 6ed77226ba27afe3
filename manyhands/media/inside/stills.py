"""Pictures, decoded to the last row."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import Any

from PIL import ExifTags, Image, ImageCms

from manyhands.media.inside import images
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds, Still

_PERSONAL = (ExifTags.Base.Artist, ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.Copyright)
_FRAME_PIXELS = 20_000_000_000  # of an animation, all frames together
_FRAMES = (
    20_000  # half an hour at the speed of a film; counting and copying more takes long whatever they show
)


def main(container: str, bounds: dict[str, int]) -> dict[str, Any]:
    """Give the fields of a ``Report`` that concern a picture.

    :raises Refused: the picture is cut, damaged or too large
    """
    picture = images.open_picture(container, pixels=Bounds(**bounds).picture_pixels)
    frames = _frames(picture)
    exif, is_turned = _exif(picture), images.orientation(picture) != 1
    has_location = bool(exif and exif.get_ifd(ExifTags.IFD.GPSInfo)) or b"GPS" in _xmp(picture)
    images.load(picture)  # turns a TIFF upright, and forgets that it was
    lies = images.orientation(picture) >= 5
    width, height = picture.size[::-1] if lies else picture.size
    still = Still(
        width=width,
        height=height,
        frames=frames,
        has_alpha=images.has_alpha(picture),
        is_turned=is_turned,
        colours=_colours(picture),
    )
    return {
        "still": asdict(still),
        "streams": 1,
        "has_location": has_location,
        "has_personal": _tells_person(picture, exif),
        "notes": ["animated"] if frames > 1 else [],
    }


def _frames(picture: Image.Image) -> int:
    """Count the frames; Pillow skips over them without decoding."""
    try:
        # a JPEG's further pictures are depth maps and the like, not frames
        frames = 1 if picture.format in {"JPEG", "MPO"} else int(getattr(picture, "n_frames", 1))
        picture.seek(0)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused("picture_cut") from error
    if frames > _FRAMES or frames * picture.width * picture.height > _FRAME_PIXELS:
        raise Refused("too_many_frames", frames=frames, width=picture.width, height=picture.height)
    return frames


def _exif(picture: Image.Image) -> Image.Exif | None:
    with suppress(Exception):  # EXIF is full of nonsense; without sense it tells nobody anything
        return picture.getexif()
    return None


def _tells_person(picture: Image.Image, exif: Image.Exif | None) -> bool:
    named = exif is not None and any(exif.get(tag) for tag in _PERSONAL)
    return named or bool(_xmp(picture)) or "comment" in picture.info


def _xmp(picture: Image.Image) -> bytes:
    """What stands there; blanks, which we leave where something stood, are nothing."""
    xmp = picture.info.get("xmp") or b""
    return (xmp.encode() if isinstance(xmp, str) else bytes(xmp)).strip(b" \0")


def _colours(picture: Image.Image) -> str:
    profile = picture.info.get("icc_profile")
    if not profile:
        return "none"
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        name = ImageCms.getProfileDescription(images.parse_profile(profile))
        return "sRGB" if "srgb" in name.lower() else "other"
    return "other"
