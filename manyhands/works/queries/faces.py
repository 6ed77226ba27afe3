"""How works look in a list: a picture, the shape of a sound, the first words of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypedDict

from manyhands.media.models import Processing, Rendition
from manyhands.media.queries import rendition_address, renditions_of
from manyhands.media.text import excerpt
from manyhands.works.models import File, Purpose, Work

EXCERPT_CHARACTERS = 180
PICTURES = ("webp-", "poster-")  # the beginnings of the profiles that are pictures


class Picture(TypedDict):
    src: str
    srcset: str
    width: int
    height: int


@dataclass(frozen=True)
class Face:
    """What components/face.html shows; what is missing is drawn as the sign of its kind."""

    picture: Picture | None = None
    peaks: list[float] = field(default_factory=list)  # about 60 heights from 0 to 1
    excerpt: str = ""
    duration_ms: int | None = None


def faces_of(works: Iterable[Work]) -> dict[int, Face]:
    """The face of each work (with ``latest`` loaded), in three queries for any number of them.

    A cover stands in for the work's own picture.
    """
    by_version = {work.latest_id: work for work in works if work.latest_id}
    files: dict[int, dict[str, File]] = {}
    shown = File.objects.filter(version__in=by_version, purpose__in=[Purpose.MAIN, Purpose.COVER])
    for file in shown.select_related("blob__processing"):
        files.setdefault(file.version_id, {})[file.purpose] = file
    renditions = renditions_of({file.blob_id for each in files.values() for file in each.values()})
    return {
        work.pk: _face(work, files.get(version_id, {}), renditions) for version_id, work in by_version.items()
    }


def _face(work: Work, files: dict[str, File], renditions: dict[int, dict[str, Rendition]]) -> Face:
    main, cover = files.get(Purpose.MAIN), files.get(Purpose.COVER)
    processing: Processing | None = getattr(main.blob, "processing", None) if main else None
    picture = None
    for file in (cover, main):
        if file and picture is None:
            picture = picture_of(renditions.get(file.blob_id, {}))
    body = work.latest.body if work.latest else ""
    return Face(
        picture=picture,
        peaks=heights(processing.shape) if processing else [],
        excerpt="" if picture else excerpt(body, EXCERPT_CHARACTERS),
        duration_ms=processing.duration_ms if processing else None,
    )


def picture_of(renditions: dict[str, Rendition]) -> Picture | None:
    """The picture renditions as an ``<img>`` wants them: the smallest as ``src``, all in ``srcset``."""
    sizes = sorted(
        (each for profile, each in renditions.items() if profile.startswith(PICTURES) and each.width),
        key=lambda each: each.width or 0,
    )
    if not sizes:
        return None
    small = sizes[0]
    all_sizes = [f"{rendition_address(each)} {each.width}w" for each in sizes]
    return {
        "src": rendition_address(small),
        "srcset": ", ".join(all_sizes) if len(sizes) > 1 else "",
        "width": small.width or 0,
        "height": small.height or 0,
    }


def avif_of(renditions: dict[str, Rendition]) -> str:
    """The sizes in AVIF for a ``<source>``. Lists go without: so many more addresses weigh what they save."""
    sizes = [each for profile, each in renditions.items() if profile.startswith("avif-")]
    return ", ".join(f"{rendition_address(each)} {each.width}w" for each in sizes)


def heights(shape: str) -> list[float]:
    return [value / 255 for value in bytes.fromhex(shape)]
