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
from manyhands.media.ladder.step import Check, Output
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds, Report
from manyhands.media.sniff import sniff

_SLACK_MS = 1000
_SLACK_SHARE = 0.005
_LIMITS = jail.Limits(cpu_s=3600, wall_s=7200, memory_mb=2048, output_mb=1)


def plays_to_the_end(output: Output, path: Path) -> None:
    """Decode every picture and every sample of an mp4 and hold its length and size against what was expected.

    :raises Refused: ``came_out_wrong``
    """
    arguments = {"container": "mp4", "bounds": asdict(Bounds()), "every_picture": True}
    with tempfile.TemporaryDirectory(prefix="check-", dir=path.parent.parent) as name:
        out = Path(name) / "out"
        out.mkdir()
        found: dict[str, Any] = jail.call(
            "manyhands.media.inside.tracks", arguments, source=path, out=out, limits=_LIMITS
        )
    wanted_ms, made_ms = output.duration_ms or 0, int(found["duration_ms"])
    if abs(made_ms - wanted_ms) > _SLACK_MS + wanted_ms * _SLACK_SHARE:
        raise Refused("came_out_wrong", made_ms=made_ms, wanted_ms=wanted_ms)
    video = found["video"] or {}
    size = (video.get("width"), video.get("height"))
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
