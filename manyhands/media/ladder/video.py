"""Recipes for moving pictures."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.media import ffmpeg, jail
from manyhands.media.ladder import checks, sound
from manyhands.media.ladder.step import Output, Step
from manyhands.media.ladder.tools import FRAGMENTED, Ffmpeg, Python, transcode_limits
from manyhands.media.report import Report, Video

KEY_FRAME_EVERY_S = 2  # the same in every rung, so that a player may change rungs at each
FASTEST = 60  # frames a second


@dataclass(frozen=True)
class Rung:
    """One size. ``short_side`` counts for films in either direction; nothing is ever made larger."""

    profile: str
    short_side: int
    crf: int
    max_kbits: int


RUNGS = (Rung("h264-480", short_side=480, crf=23, max_kbits=2500),)
LONGEST_SHARE = 4  # of the short side, for film strips of a strange shape
POSTERS = (("poster-480", "poster.webp", "image/webp"), ("jpeg-poster", "poster.jpg", "image/jpeg"))
PROFILES = (*(rung.profile for rung in RUNGS), *(profile for profile, _, _ in POSTERS))

_TRANSFERS = {"pq": "smpte2084", "hlg": "arib-std-b67"}


def steps(report: Report) -> list[Step]:
    """The smallest rung first, because it plays first; then a poster, then what is told about its sound."""
    assert report.video is not None
    rungs = [_rung(report, report.video, rung) for rung in RUNGS]
    about = sound.about(report) if report.sound else []
    return [rungs[0], _poster(report.video), *rungs[1:], *about]


def fit(video: Video, short_side: int) -> tuple[int, int]:
    """Give width and height for a rung: even, upright, never above the source."""
    short, long = sorted((video.width, video.height))
    scale = min(1.0, short_side / short, LONGEST_SHARE * short_side / long)
    return _even(video.width * scale), _even(video.height * scale)


def _even(length: float) -> int:
    return max(2, int(length + 0.01) // 2 * 2)


def _rung(report: Report, video: Video, rung: Rung) -> Step:
    width, height = fit(video, rung.short_side)
    options = ("-map", "0:V:0", "-vf", _filters(video, width, height), *_h264(rung))
    if report.sound:
        options += ("-map", "0:a:0", *sound.aac(report.sound))
    return Step(
        name=rung.profile,
        tool=Ffmpeg(
            report.container,
            (*options, *FRAGMENTED, "out/v.mp4"),
            duration_ms=report.duration_ms or 0,
            limits=transcode_limits(report, heavy=True),
        ),
        outputs=(Output(rung.profile, "v.mp4", "video/mp4", width, height, report.duration_ms),),
        check=checks.plays_to_the_end,
        share=0.7 / len(RUNGS),
    )


def _filters(video: Video, width: int, height: int) -> str:
    """ffmpeg turns the picture upright by itself before the first filter."""
    chain = [f"scale={width}:{height}:flags=bicubic", "setsar=1"]
    if video.frame_rate > FASTEST + 1:
        chain.insert(0, f"fps={FASTEST}")
    if video.hdr and ffmpeg.choose().tone_maps:
        chain += _tone_map(_TRANSFERS[video.hdr])
    return ",".join([*chain, "format=yuv420p"])


def _tone_map(transfer: str) -> list[str]:
    """From the light of an HDR screen (BT.2100, 1000 nits and more) to that of a common one (BT.709)."""
    return [
        f"zscale=tin={transfer}:pin=bt2020:min=bt2020nc:t=linear:npl=203",
        "format=gbrpf32le",
        "zscale=p=bt709",
        "tonemap=tonemap=hable:desat=0",
        "zscale=t=bt709:m=bt709:r=tv",
    ]


def _h264(rung: Rung) -> tuple[str, ...]:
    return (
        *("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-crf", str(rung.crf)),
        *("-maxrate", f"{rung.max_kbits}k", "-bufsize", f"{2 * rung.max_kbits}k"),
        *("-x264-params", "scenecut=0:keyint=600", "-threads:v", "0"),
        *("-force_key_frames", f"expr:gte(t,n_forced*{KEY_FRAME_EVERY_S})"),
    )


def _poster(video: Video) -> Step:
    """From the first rung: it is upright, small, and in colours that every screen shows."""
    rung = RUNGS[0]
    width, height = fit(video, rung.short_side)
    return Step(
        name="poster",
        tool=Python("poster", limits=jail.Limits(cpu_s=60, wall_s=180, output_mb=8)),
        outputs=tuple(Output(profile, file, mime, width, height) for profile, file, mime in POSTERS),
        check=checks.is_the_picture,
        of=rung.profile,
        share=0.05,
    )
