"""The stems of a version, to be heard together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manyhands.media.kinds import Kind
from manyhands.media.models import Blob, Processing, Rendition
from manyhands.media.probe import from_json
from manyhands.media.queries import rendition_address, renditions_of
from manyhands.works.queries.faces import heights

FEWEST = 2
# All are played from this one, which is coded alike for all: the same delay of the coder, so none is early.
PROFILE = "aac-160"
# A browser holds sound that it lines up by samples unpacked: 4 bytes a sample, at 48 kHz in most machines.
_BYTES_A_SECOND = 4 * 48_000
MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True)
class Stem:
    name: str
    src: str
    peaks: Sequence[float]


@dataclass(frozen=True)
class Stems:
    """What ``works/_stems.html`` shows. Of what is too large for a browser, only that it is."""

    stems: Sequence[Stem]
    duration_ms: int
    is_too_large: bool


def stems_of(named: Sequence[tuple[str, Blob]]) -> Stems | None:
    """Give the stems that are ready, in one query; None of fewer than two.

    :param named: the stems of a version or a draft, in order, with ``processing``
    """
    if len(named) < FEWEST:
        return None
    made = renditions_of({blob.pk for _name, blob in named})
    ready = [(name, blob, made[blob.pk][PROFILE]) for name, blob in named if PROFILE in made.get(blob.pk, {})]
    sounds = [(name, rendition, _sound(blob)) for name, blob, rendition in ready]
    heard = [_stem(name, rendition, looked) for name, rendition, looked in sounds if looked]
    if len(heard) < FEWEST:
        return None
    lengths = [(looked.duration_ms or 0, _channels(looked)) for _, _, looked in sounds if looked]
    unpacked = sum(ms * channels * _BYTES_A_SECOND // 1000 for ms, channels in lengths)
    return Stems(heard, max(ms for ms, _ in lengths), unpacked > MOST_BYTES)


def _sound(blob: Blob) -> Processing | None:
    processing: Processing | None = getattr(blob, "processing", None)
    return processing if processing and processing.kind == Kind.AUDIO else None


def _stem(name: str, rendition: Rendition, processing: Processing) -> Stem:
    return Stem(name, rendition_address(rendition), heights(processing.shape))


def _channels(processing: Processing) -> int:
    """What comes out is stereo at most."""
    sound = from_json(processing.report).sound if processing.report else None
    return min(2, sound.channels) if sound else 2
