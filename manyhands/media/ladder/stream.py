"""The table from which a film's playlists are written: where in each rung's file the fragments lie.

It is read from the rungs' own boxes once they are all there, and kept as a rendition. Playlists themselves
cannot be kept: they hold addresses, which change daily.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from manyhands.media.ladder import film
from manyhands.media.ladder.boxes import WrongShape
from manyhands.media.ladder.film import Film, Fragment
from manyhands.media.ladder.rungs import Rung
from manyhands.media.ladder.step import Facts, Output, Progress, Step
from manyhands.media.ladder.tracks import Track
from manyhands.media.refusals import Refused

PROFILE = "hls"
MEDIA_TYPE = "application/vnd.apple.mpegurl"  # what its address answers with
_FILE = "stream.json"


def step(rungs: Sequence[Rung]) -> Step:
    """After the rungs, from their files; a film of one size needs none."""
    return Step(
        name="stream",
        tool=_Table(),
        outputs=(Output(PROFILE, _FILE, MEDIA_TYPE),),
        gathers=tuple(rung.profile for rung in rungs),
        share=0.01,
        needed=False,
    )


@dataclass(frozen=True)
class _Table:
    """Reads with our own reader what our own recipes made, so it needs no jail."""

    def work(self, source: Path, out: Path, on_progress: Progress) -> Facts:
        """
        :param source: a folder that holds each rung under the name of its profile
        :raises Refused: ``came_out_wrong``: one cannot change between them
        """
        files = sorted(source.iterdir())
        try:
            films = {file.name: film.read(file) for file in files}
        except WrongShape as error:
            raise Refused("came_out_wrong", made=str(error), wanted="rungs") from error
        _check_together(list(films.values()))
        rungs = [_rung(file, films[file.name]) for file in files]
        (out / _FILE).write_text(json.dumps({"rungs": sorted(rungs, key=lambda rung: rung["height"])}))
        return {}


def _check_together(films: Sequence[Film]) -> None:
    """Every rung has as many pictures in as many fragments, which begin at the same moments."""
    shapes = {tuple(_beginnings(each)) for each in films}
    if len(films) < 2 or len(shapes) != 1:
        raise Refused("came_out_wrong", made=f"{len(shapes)} rhythms in {len(films)} rungs", wanted="one")


def _picture(of: Film) -> Track:
    assert of.picture is not None  # each was proven to have one
    return of.picture


def _beginnings(of: Film) -> Iterator[tuple[int, int]]:
    """Milliseconds and number of pictures of each fragment."""
    track = _picture(of)
    for fragment in of.fragments:
        run = fragment.runs[track.number]
        yield round(run.begins * 1000 / track.clock), run.samples


def _rung(file: Path, of: Film) -> dict[str, Any]:
    track = _picture(of)
    segments = [(_microseconds(fragment, track), fragment.size) for fragment in of.fragments]
    lasts = sum(microseconds for microseconds, _size in segments) / 1_000_000
    whole = sum(size for _microseconds, size in segments)
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return {
        "profile": file.name,
        "sha256": sha256,
        "width": track.width,
        "height": track.height,
        "codecs": ",".join(each.codec for each in of.tracks),
        "rate": round(of.samples(track) / lasts, 3),
        "bits": max(round(size * 8_000_000 / microseconds) for microseconds, size in segments),
        "mean_bits": round(whole * 8 / lasts),
        "head": of.head,
        "begins": of.fragments[0].at,
        "segments": segments,
    }


def _microseconds(fragment: Fragment, track: Track) -> int:
    return max(1, round(fragment.runs[track.number].lasts * 1_000_000 / track.clock))
