"""Recipes for sound: what plays, the picture of its peaks, and how loud it is."""

from __future__ import annotations

import re

from manyhands.media import jail
from manyhands.media.ladder import checks
from manyhands.media.ladder.step import Facts, Output, Step
from manyhands.media.ladder.tools import FRAGMENTED, Ffmpeg, Python, transcode_limits
from manyhands.media.report import Report, Sound

# kbit/s of AAC-LC by channels that come out; sound of more than two is mixed down to two.
BIT_RATES = {1: 96, 2: 160}
OPUS_BIT_RATES = {1: 80, 2: 128}
# Opus sounds better for fewer bits and is nobody's property; whatever does not know it knows AAC.
PLAYED = ("opus-128", "aac-160")
PROFILES = (*PLAYED, "peaks", "peaks-fine")

_AAC_RATES = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
_FRAGMENTS = ("-frag_duration", "4000000")  # microseconds; sound has no key frames to cut at
_SILENCE_CLUFS = -7000  # what EBU R 128 says of silence: its absolute gate


def steps(report: Report) -> list[Step]:
    """Play first, then the peaks, then the loudness."""
    assert report.sound is not None
    return [
        Step(
            name="listening",
            tool=Ffmpeg(
                report.container,
                ("-map", "0:a:0", *aac(report.sound), *_FRAGMENTS, *FRAGMENTED, "out/a.m4a"),
                duration_ms=report.duration_ms or 0,
                limits=transcode_limits(report),
            ),
            outputs=(Output("aac-160", "a.m4a", "audio/mp4", duration_ms=report.sound.duration_ms),),
            check=checks.plays_to_the_end,
            share=0.6,
        ),
        *about(report),
        _opus(report, report.sound),
    ]


def _opus(report: Report, heard: Sound) -> Step:
    channels = min(2, max(1, heard.channels))
    options = (
        "-c:a",
        "libopus",
        "-b:a",
        f"{OPUS_BIT_RATES[channels]}k",
        "-ac",
        str(channels),
        "-ar",
        "48000",
    )
    return Step(
        name="opus",
        tool=Ffmpeg(
            report.container,
            ("-map", "0:a:0", "-vn", *options, "-f", "webm", "-cues_to_front", "1", "out/a.webm"),
            duration_ms=report.duration_ms or 0,
            limits=transcode_limits(report),
        ),
        outputs=(Output("opus-128", "a.webm", "audio/webm", duration_ms=heard.duration_ms),),
        check=checks.plays_to_the_end,
        share=0.4,
        needed=False,
    )


def about(report: Report) -> list[Step]:
    """What is told about the sound of a song or a film."""
    return [_peaks(report), _loudness(report)]


def aac(sound: Sound) -> tuple[str, ...]:
    """Options for AAC-LC: at most stereo, at most 48 kHz."""
    channels = min(2, max(1, sound.channels))
    rate = sound.sample_rate if sound.sample_rate in _AAC_RATES else 48000
    return ("-c:a", "aac", "-b:a", f"{BIT_RATES[channels]}k", "-ac", str(channels), "-ar", str(rate))


def _peaks(report: Report) -> Step:
    return Step(
        name="peaks",
        tool=Python(
            "peaks",
            limits=_reading_limits(report),
            arguments={"container": report.container},
            reads=lambda answer: {"shape": _hex(answer["shape"])},
        ),
        outputs=(
            Output("peaks", "peaks.json", "application/json"),
            Output("peaks-fine", "peaks.dat", "application/octet-stream"),
        ),
        check=checks.is_peaks,
        share=0.2,
    )


def _hex(text: object) -> str:
    return text if isinstance(text, str) and re.fullmatch(r"[0-9a-f]{0,120}", text) else ""


def _loudness(report: Report) -> Step:
    """EBU R 128: integrated loudness in LUFS, true peak in dBTP, of the original as it was uploaded.

    One channel is measured as it will be heard, from two loudspeakers.
    """
    meter = "ebur128=peak=true:dualmono=true:framelog=verbose"
    return Step(
        name="loudness",
        tool=Ffmpeg(
            report.container,
            ("-map", "0:a:0", "-vn", "-af", meter, "-f", "null", "-"),
            duration_ms=report.duration_ms or 0,
            limits=_reading_limits(report),
            reads=read_loudness,
            loglevel="info",
        ),
        share=0.2,
    )


def read_loudness(stderr: str) -> Facts:
    """Read the summary that ebur128 prints last, in hundredths; what stands before it may be a stranger's
    words.

    True peak of digital silence is -inf, for which there is no number; then only the loudness is told.
    """
    summary = stderr.rpartition("Summary:")[2]
    facts: Facts = {}
    loudness = re.search(r"\bI:\s+(-?[\d.]+) LUFS", summary)
    if loudness:
        facts["loudness_clufs"] = max(_SILENCE_CLUFS, round(float(loudness[1]) * 100))
    peak = re.search(r"\bPeak:\s+(-?[\d.]+) dBFS", summary)
    if peak:
        facts["true_peak_cdbtp"] = round(float(peak[1]) * 100)
    return facts


def _reading_limits(report: Report) -> jail.Limits:
    seconds = (report.duration_ms or 0) / 1000
    return jail.Limits(cpu_s=round(120 + seconds / 4), wall_s=round(300 + seconds), output_mb=64)
