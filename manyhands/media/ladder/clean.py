"""Recipes for what everybody else gets as "the original": the same sound and picture, coded as they were,
in a file that tells nothing about people and places.

It is made of every original, not only of those in which we find something: nobody knows all the places where
programs hide words. Where it cannot be made, others get no original. A picture that told nothing comes out
as the same bytes, which are stored once.
"""

from __future__ import annotations

from manyhands.media import jail
from manyhands.media.jail.limits import MB
from manyhands.media.kinds import Kind
from manyhands.media.ladder import checks
from manyhands.media.ladder.step import Output, Step, Tool
from manyhands.media.ladder.tools import Ffmpeg, FirstThatWorks, Python
from manyhands.media.report import Bounds, Report

PROFILE = "clean"

# Muxers by container. MPEG audio is not here: its frames are a file by themselves.
_MUXERS = {
    "wav": ("wav", "-rf64", "auto"),
    "flac": ("flac",),
    "ogg": ("ogg",),
    "mp4": ("mp4",),
    "mov": ("mov",),
    "matroska": ("matroska",),
    "webm": ("webm",),
    "aiff": ("aiff",),
    "aac": ("adts",),
    "asf": ("asf",),
    "avi": ("avi",),
    "mpeg": ("vob",),
    "mpegts": ("mpegts",),
}
_UNTOLD = ("-map_metadata:s:v", "-1", "-map_metadata:s:a", "-1")
_ALL_TRACKS = ("-map", "0:V?", "-map", "0:a?")
_FIRST_TRACKS = ("-map", "0:V:0?", "-map", "0:a:0?")


def step(report: Report) -> Step:
    """The last step: what plays is more urgent."""
    still = report.kind == Kind.IMAGE
    size = (report.width, report.height)
    return Step(
        name="clean",
        tool=_tool(report),
        outputs=(Output(PROFILE, "clean", report.mime, *size, report.duration_ms),),
        check=checks.tells_nothing(report),
        share=0.3 if still else 0.15,
        needed=False,
    )


def _tool(report: Report) -> Tool:
    if report.kind == Kind.IMAGE:
        arguments = {"container": report.container, "pixels": Bounds().picture_pixels, "file": "clean"}
        return Python("bare_picture", limits=_limits(report, memory_mb=4096), arguments=arguments)
    if report.container == "mp3":
        return Python("bare_sound", limits=_limits(report, memory_mb=3072), arguments={"file": "clean"})
    muxer, *options = _MUXERS[report.container]
    # New telephones write a second track in a coding that no program here knows; it is left out then.
    return FirstThatWorks(
        tuple(
            Ffmpeg(
                report.container,
                (*tracks, "-c", "copy", *_UNTOLD, "-f", muxer, *options, "out/clean"),
                duration_ms=report.duration_ms or 0,
                limits=_limits(report, memory_mb=2048),
            )
            for tracks in (_ALL_TRACKS, _FIRST_TRACKS)
        )
    )


def _limits(report: Report, *, memory_mb: int) -> jail.Limits:
    size_mb = report.size // MB
    return jail.Limits(
        cpu_s=120 + size_mb // 10, wall_s=300 + size_mb, memory_mb=memory_mb, output_mb=64 + size_mb * 5 // 4
    )
