"""Recipes for moving pictures."""

from __future__ import annotations

from collections.abc import Sequence

from manyhands.media import ffmpeg, jail
from manyhands.media.ladder import checks, scrub, sound, stream
from manyhands.media.ladder.rungs import FIRST, RUNGS, Rung, fit, rungs_of
from manyhands.media.ladder.step import Output, Step
from manyhands.media.ladder.tools import FRAGMENTED, UNTOLD, Ffmpeg, Python, transcode_limits
from manyhands.media.report import Report, Video

KEY_FRAME_EVERY_S = 2  # the same in every rung, so that a player may change rungs at each
FASTEST = 60  # frames a second


POSTERS = (("poster-480", "poster.webp", "image/webp"), ("jpeg-poster", "poster.jpg", "image/jpeg"))
PROFILES = (
    *(rung.profile for rung in RUNGS),
    stream.PROFILE,
    *(profile for profile, _, _ in POSTERS),
    *scrub.PROFILES,
)

_TRANSFERS = {"pq": "smpte2084", "hlg": "arib-std-b67"}


def steps(report: Report) -> list[Step]:
    """What plays first, small pictures of it, what is told about its sound; then all other rungs at once."""
    assert report.video is not None
    about = sound.about(report) if report.sound else []
    rest = [rung for rung in rungs_of(report.video) if rung != FIRST]
    return [
        _first(report, report.video),
        _poster(report.video),
        scrub.step(report.video, report.duration_ms or 0),
        *about,
        *([_others(report, report.video, rest), stream.step([FIRST, *rest])] if rest else []),
    ]


def _first(report: Report, video: Video) -> Step:
    """By itself, so that it is there soon, and decoded to its end: nothing plays that was not proven."""
    output = _output(report, video, FIRST)
    filters = _filters(video, output)
    return Step(
        name=FIRST.profile,
        tool=Ffmpeg(
            report.container,
            ("-map", "0:V:0", "-vf", filters, *_coded(report, FIRST), f"out/{output.file}"),
            duration_ms=report.duration_ms or 0,
            limits=transcode_limits(report, kbits=_kbits([FIRST])),
        ),
        outputs=(output,),
        check=checks.plays_to_the_end,
        share=0.25,
    )


def _others(report: Report, video: Video, rungs: Sequence[Rung]) -> Step:
    """All of them by one ffmpeg: decoding the original once costs as much as coding the small ones.

    A film of which they cannot be made still plays.
    """
    outputs = {rung: _output(report, video, rung) for rung in rungs}
    options: tuple[str, ...] = ("-filter_complex", _cascade(video, list(outputs.values())))
    for rung, output in outputs.items():
        options += ("-map", f"[{output.profile}]", *_coded(report, rung), *UNTOLD, f"out/{output.file}")
    return Step(
        name="rungs",
        tool=Ffmpeg(
            report.container,
            options,
            duration_ms=report.duration_ms or 0,
            limits=transcode_limits(report, kbits=_kbits(rungs), encoders=len(rungs)),
        ),
        outputs=tuple(outputs.values()),
        check=checks.is_accounted_for(report),
        share=0.6,
        needed=False,
    )


def _output(report: Report, video: Video, rung: Rung) -> Output:
    size = fit(video, rung.short_side)
    return Output(rung.profile, f"{rung.profile}.mp4", "video/mp4", *size, report.duration_ms)


def _coded(report: Report, rung: Rung) -> tuple[str, ...]:
    heard = ("-map", "0:a:0", *sound.aac(report.sound)) if report.sound else ()
    return (*_h264(rung), *heard, *FRAGMENTED)


def _kbits(rungs: Sequence[Rung]) -> int:
    return sum(rung.max_kbits + sound.BIT_RATES[2] for rung in rungs)


def _cascade(video: Video, outputs: Sequence[Output]) -> str:
    """Filters from the largest size down, each made from the one above: less work, and as sharp."""
    chains, above = [], "0:V:0"
    for output in reversed(outputs):
        scaled = _filters(video, output) if above == "0:V:0" else _scaled(output)
        below = f"below-{output.profile}"
        is_last = output is outputs[0]
        chains.append(
            f"[{above}]{scaled}"
            + (f"[{output.profile}]" if is_last else f",split[{output.profile}][{below}]")
        )
        above = below
    return ";".join(chains)


def _filters(video: Video, output: Output) -> str:
    """ffmpeg turns the picture upright by itself before the first filter."""
    chain = [_scaled(output)]
    if video.frame_rate > FASTEST + 1:
        chain.insert(0, f"fps={FASTEST}")
    if video.hdr and ffmpeg.choose().tone_maps:
        chain += _tone_map(_TRANSFERS[video.hdr])
    return ",".join([*chain, "format=yuv420p"])


def _scaled(output: Output) -> str:
    return f"scale={output.width}:{output.height}:flags=bicubic,setsar=1"


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
    """Pictures keep their own times: the muxer of 5.1 would repeat them to a constant rate."""
    return (
        *("-fps_mode:v", "vfr"),
        *("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-crf", str(rung.crf)),
        *("-maxrate", f"{rung.max_kbits}k", "-bufsize", f"{2 * rung.max_kbits}k"),
        *("-x264-params", "scenecut=0:keyint=600", "-threads:v", "0"),
        *("-force_key_frames", f"expr:gte(t,n_forced*{KEY_FRAME_EVERY_S})"),
    )


def _poster(video: Video) -> Step:
    """From the first rung: it is upright, small, and in colours that every screen shows."""
    width, height = fit(video, FIRST.short_side)
    return Step(
        name="poster",
        tool=Python("poster", limits=jail.Limits(cpu_s=60, wall_s=180, output_mb=8)),
        outputs=tuple(Output(profile, file, mime, width, height) for profile, file, mime in POSTERS),
        check=checks.is_the_picture,
        of=FIRST.profile,
        share=0.05,
    )
