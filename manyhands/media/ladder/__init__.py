"""The ladder: what is made of an original so that it plays everywhere, as recipes in data.

``steps(report)`` says what to do, in order: the first step makes what plays first. Each step is made
whole in a folder of its own and checked before its files count; the caller stores them. A step that
fails, or dies, leaves nothing. A new rung is a row in ``rungs.RUNGS``, ``picture.WIDTHS`` or
``sound.BIT_RATES``.
"""

from __future__ import annotations

import hashlib

from manyhands.media.kinds import Kind
from manyhands.media.ladder import captions, clean, picture, sound, video
from manyhands.media.ladder.rungs import FIRST
from manyhands.media.ladder.step import Facts, Made, Output, Step
from manyhands.media.report import Report

__all__ = ["CLEAN", "EDITION", "PLAYED", "PROFILES", "Facts", "Made", "Output", "Step", "steps"]

CLEAN = clean.PROFILE
# What a page plays, the best first; a browser takes the first that it knows.
PLAYED: dict[str, tuple[str, ...]] = {Kind.AUDIO: sound.PLAYED, Kind.VIDEO: (FIRST.profile,)}
PROFILES = frozenset({*sound.PROFILES, *video.PROFILES, *picture.PROFILES, CLEAN, captions.PROFILE})
# Names all that it makes: what was prepared under another name may lack something.
EDITION = hashlib.sha256(" ".join(sorted(PROFILES)).encode()).hexdigest()[:8]


def steps(report: Report) -> list[Step]:
    """Give the steps for an original, first playable first. Other texts than captions need none."""
    if report.kind == Kind.TEXT:
        return captions.steps(report)
    recipes = {Kind.AUDIO: sound.steps, Kind.VIDEO: video.steps, Kind.IMAGE: picture.steps}
    recipe = recipes.get(report.kind)
    return [*recipe(report), clean.step(report)] if recipe else []
