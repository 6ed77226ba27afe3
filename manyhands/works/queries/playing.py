"""What a browser can play of works in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from manyhands.media.models import Rendition
from manyhands.media.queries import played, rendition_address, renditions_of
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
        plays = _plays(work.kind, renditions.get(file.blob_id, {}))
        if plays:
            found[work.pk] = plays
    return found


def _plays(kind: str, renditions: Mapping[str, Rendition]) -> Plays | None:
    found = played(kind, renditions)
    if not found:
        return None
    plays = found[-1]  # there is one address to give, so it is that of what plays everywhere
    poster = rendition_address(renditions["poster-480"]) if "poster-480" in renditions else ""
    return Plays(rendition_address(plays), plays.media_type, kind, poster)
