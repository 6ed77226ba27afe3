"""What a browser can play of works in a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from manyhands.media.models import Rendition
from manyhands.media.queries import rendition_address, renditions_of
from manyhands.works.models import File, Kind, Purpose, Work

MOVING = {Kind.AUDIO, Kind.VIDEO}


@dataclass(frozen=True)
class Plays:
    """What a browser can play of a work."""

    src: str
    type: str
    kind: str
    poster: str = ""


def plays_of(works: Iterable[Work]) -> dict[int, Plays]:
    """What plays of each work that is sound or film, in two queries."""
    moving = {work.latest_id: work for work in works if work.kind in MOVING}
    files = list(File.objects.filter(version__in=moving, purpose=Purpose.MAIN))
    renditions = renditions_of({file.blob_id for file in files})
    found = {}
    for file in files:
        work = moving[file.version_id]
        plays = _plays(work.kind, renditions.get(file.blob_id, {}).values())
        if plays:
            found[work.pk] = plays
    return found


def _plays(kind: str, renditions: Iterable[Rendition]) -> Plays | None:
    posters = [each for each in renditions if each.media_type.startswith("image/")]
    for rendition in renditions:
        if rendition.media_type.startswith(f"{kind}/"):
            poster = rendition_address(posters[0]) if posters else ""
            return Plays(rendition_address(rendition), rendition.media_type, kind, poster)
    return None
