"""The sizes of a film, and which of them are made of one."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.media.report import Video


@dataclass(frozen=True)
class Rung:
    """One size. ``short_side`` counts for films in either direction; nothing is ever made larger."""

    profile: str
    short_side: int
    max_kbits: int
    crf: int = 23


# Plays first: good enough to stay with, and there after a fifth of the time that all rungs take. 240 would be
# there a third sooner, and nobody wants to watch it on a screen of any size.
FIRST = Rung("h264-480", short_side=480, max_kbits=2500)
RUNGS = (
    Rung("h264-240", short_side=240, max_kbits=600),
    Rung("h264-360", short_side=360, max_kbits=1200),
    FIRST,
    Rung("h264-720", short_side=720, max_kbits=4500),
    Rung("h264-1080", short_side=1080, max_kbits=8000),
)
LONGEST_SHARE = 4  # of the short side, for film strips of a strange shape
_APART = 1.1  # rungs that differ by less are one: a film of 500 lines needs no second rung beside 480


def fit(video: Video, short_side: int) -> tuple[int, int]:
    """Give width and height for a rung: even, upright, never above the source."""
    short, long = sorted((video.width, video.height))
    scale = min(1.0, short_side / short, LONGEST_SHARE * short_side / long)
    return _even(video.width * scale), _even(video.height * scale)


def _even(length: float) -> int:
    return max(2, int(length + 0.01) // 2 * 2)


def rungs_of(video: Video) -> tuple[Rung, ...]:
    """Give the rungs of a film, the smallest first: ``FIRST`` always, others where they are another size."""
    below = [rung for rung in RUNGS if rung.short_side < FIRST.short_side]
    above = [rung for rung in RUNGS if rung.short_side > FIRST.short_side]
    kept = [FIRST]
    for rung in reversed(below):
        if _height(video, rung) * _APART <= _height(video, kept[0]):
            kept.insert(0, rung)
    for rung in above:
        if _height(video, rung) >= _height(video, kept[-1]) * _APART:
            kept.append(rung)
    return tuple(kept)


def _height(video: Video, rung: Rung) -> int:
    return min(fit(video, rung.short_side))
