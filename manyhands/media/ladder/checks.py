"""Proof that what was made is whole and what it should be: it is decoded to the end like a stranger's
file.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from manyhands.media import jail, probe
from manyhands.media.ladder import film
from manyhands.media.ladder.boxes import WrongShape
from manyhands.media.ladder.step import Check, Output
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds, Report
from manyhands.media.sniff import sniff

_SLACK_MS = 1000
_SLACK_SHARE = 0.005
_LIMITS = jail.Limits(cpu_s=3600, wall_s=7200, memory_mb=2048, output_mb=1)


def plays_to_the_end(output: Output, path: Path) -> None:
    """Decode every picture and every sample, and hold length and size against what was expected.

    :raises Refused: ``came_out_wrong``
    """
    container = "webm" if output.media_type.endswith("/webm") else "mp4"
    arguments = {"container": container, "bounds": asdict(Bounds()), "every_picture": True}
    with tempfile.TemporaryDirectory(prefix="check-", dir=path.parent.parent) as name:
        out = Path(name) / "out"
        out.mkdir()
        found: dict[str, Any] = jail.call(
            "manyhands.media.inside.tracks", arguments, source=path, out=out, limits=_LIMITS
        )
    _check_length(int(found["duration_ms"]), output.duration_ms or 0)
    video = found["video"] or {}
    _check_size((video.get("width"), video.get("height")), output)


def is_accounted_for(report: Report) -> Check:
    """Give the check that every byte of an mp4 is a sample of a picture or a sound that lasts as it should.

    Nothing is decoded: that it can be was proven on the first rung, which the same program made of the same
    pictures. What goes wrong is that something is missing, and that shows here for a thousandth of the time.
    """

    def check(output: Output, path: Path) -> None:
        """
        :raises Refused: ``came_out_wrong``
        """
        try:
            made = film.read(path)
        except WrongShape as error:
            raise Refused("came_out_wrong", made=str(error), wanted=output.profile) from error
        if made.picture is None or (made.sound is None) != (report.sound is None):
            raise Refused("came_out_wrong", made=f"{len(made.tracks)} tracks", wanted=output.profile)
        _check_size((made.picture.width, made.picture.height), output)
        _check_length(max(made.length_ms(track) for track in made.tracks), output.duration_ms or 0)
        if not all(each.opens_with_key(made.picture) for each in made.fragments):
            raise Refused("came_out_wrong", made="fragments without a key frame", wanted=output.profile)

    return check


def _check_length(made_ms: int, wanted_ms: int) -> None:
    if abs(made_ms - wanted_ms) > _SLACK_MS + wanted_ms * _SLACK_SHARE:
        raise Refused("came_out_wrong", made_ms=made_ms, wanted_ms=wanted_ms)


def _check_size(size: tuple[int | None, int | None], output: Output) -> None:
    if size != (output.width, output.height):
        raise Refused("came_out_wrong", made=_size(*size), wanted=_size(output.width, output.height))


def is_the_picture(output: Output, path: Path) -> None:
    """The jailed child has opened its own files again; here only their type is held against what we say.

    :raises Refused: ``came_out_wrong``
    """
    found = sniff(path).mime
    if found != output.media_type:
        raise Refused("came_out_wrong", made=found, wanted=output.media_type)


def tells_nothing(report: Report) -> Check:
    """Give the check that a clean original is still what it was, and that no tag of it tells anything."""

    def check(output: Output, path: Path) -> None:
        """
        :raises Refused: ``came_out_wrong``
        """
        found = probe.probe(path, folder=path.parent.parent)
        if found.has_location or found.has_personal:
            raise Refused("came_out_wrong", made="a file that tells", wanted="one that does not")
        if _essence(found) != _essence(report):
            raise Refused("came_out_wrong", made=_essence(found), wanted=_essence(report))

    return check


def _essence(report: Report) -> str:
    """What re-wrapping must not change. Samples are not compared: padding at the ends is told differently."""
    sound, video = report.sound, report.video
    heard = f"{sound.codec} {sound.channels} ch {sound.sample_rate} Hz" if sound else "silent"
    seen = f"{video.codec} {video.frames} frames" if video else ""
    return f"{report.kind} {report.container} {report.width}x{report.height} {seen} {heard}"


def is_peaks(output: Output, path: Path) -> None:
    """
    :raises Refused: ``came_out_wrong``
    """
    if output.media_type != "application/json":
        return
    peaks = json.loads(path.read_bytes())
    if len(peaks["data"]) != 2 * peaks["length"] or not peaks["length"]:
        raise Refused("came_out_wrong", made=str(len(peaks["data"])), wanted=str(peaks["length"]))


def _size(width: int | None, height: int | None) -> str:
    return f"{width} × {height}" if width else "sound"
