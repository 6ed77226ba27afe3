"""The two tools of the ladder, both in the jail: ffmpeg with a command of ours, and modules of
``media.inside``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from manyhands.media import ffmpeg, jail
from manyhands.media.formats import DEMUXERS, all_decoders
from manyhands.media.jail.limits import MB
from manyhands.media.ladder.step import Facts, Progress, Tool
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds, Report

THREADS = min(os.cpu_count() or 2, 8)
# For each output: nothing of what the original tells, and the same bytes every time.
UNTOLD = (
    *("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
)

# Fragments for streaming by range, one index of them at the start, edit lists so that sound and picture begin
# together. The same bytes are a plain file to download. Known to ffmpeg 5.1 and 9.0 alike.
FRAGMENTED = ("-f", "mp4", "-movflags", "+delay_moov+default_base_moof+frag_keyframe+global_sidx")


def no_facts(_: str) -> Facts:
    return {}


@dataclass(frozen=True)
class Ffmpeg:
    """One run of ffmpeg.

    :param options: everything behind the input, the output file (``out/…``) included; a second output
        repeats ``UNTOLD``, which ffmpeg reads as said of the first alone
    :param reads: makes facts out of the end of stderr
    """

    container: str
    options: tuple[str, ...]
    duration_ms: int
    limits: jail.Limits
    reads: Callable[[str], Facts] = no_facts
    loglevel: str = "warning"

    def work(self, source: Path, out: Path, on_progress: Progress) -> Facts:
        finished = jail.run(
            self.argv(),
            source=source,
            out=out,
            limits=self.limits,
            on_line=_progress_reader(self.duration_ms, on_progress),
        )
        jail.check(finished)
        if not finished.is_fine:
            code = "too_much_memory" if "annot allocate memory" in finished.stderr_tail else "damaged"
            raise Refused(code, container=self.container)
        return self.reads(finished.stderr_tail)

    def argv(self) -> list[str]:
        """The whole command; its input is the one demuxer that the first bytes asked for, and a plain
        file.
        """
        demuxer = DEMUXERS[self.container]
        return [
            str(ffmpeg.choose().path),
            *("-hide_banner", "-nostdin", "-nostats", "-loglevel", self.loglevel, "-progress", "pipe:1"),
            *("-protocol_whitelist", "file", "-format_whitelist", demuxer),
            *("-codec_whitelist", all_decoders(), "-max_streams", str(Bounds().streams + 1)),
            *("-threads", str(THREADS), "-f", demuxer, "-i", "in/media"),
            *UNTOLD,
            *self.options,
        ]


def commands_of(tool: Tool) -> list[list[str]]:
    """Give what would be run of ffmpeg, so that its time can be compared with the whole step's."""
    if isinstance(tool, FirstThatWorks):
        return commands_of(tool.tools[0])
    return [tool.argv()] if isinstance(tool, Ffmpeg) else []


def _progress_reader(duration_ms: int, on_progress: Progress) -> Callable[[str], None]:
    """Read ``-progress``: microseconds of output so far, or N/A before the first."""

    def read(line: str) -> None:
        key, _, value = line.partition("=")
        if key == "out_time_us" and value.isdecimal() and duration_ms:
            on_progress(min(0.99, int(value) / 1000 / duration_ms))

    return read


@dataclass(frozen=True)
class Python:
    """One run of a module of ``media.inside``; what it answers under ``facts`` are the facts."""

    module: str
    limits: jail.Limits
    arguments: Mapping[str, Any] = field(default_factory=dict)
    reads: Callable[[Any], Facts] = lambda _: {}

    def work(self, source: Path, out: Path, on_progress: Progress) -> Facts:
        module = f"manyhands.media.inside.{self.module}"
        answer = jail.call(module, dict(self.arguments), source=source, out=out, limits=self.limits)
        return self.reads(answer)


@dataclass(frozen=True)
class FirstThatWorks:
    """Several ways to do one thing, the best first; what a failed one left is swept away."""

    tools: tuple[Tool, ...]

    def work(self, source: Path, out: Path, on_progress: Progress) -> Facts:
        *others, last = self.tools
        for tool in others:
            try:
                return tool.work(source, out, on_progress)
            except Refused:
                for left in out.iterdir():
                    left.unlink()
        return last.work(source, out, on_progress)


def transcode_limits(report: Report, *, kbits: int = 0, encoders: int = 1) -> jail.Limits:
    """How much a conversion may take, by how much there is to convert.

    A decoder holds up to 17 pictures for reference and one for each thread; 10-bit pictures take 3 bytes
    a pixel, and an encoder that looks ahead holds 60 more. Sixteen seconds of computing for a second of 1080p
    is ten times what it takes.

    :param kbits: of what comes out, a second; 0 where no picture is made
    :param encoders: how many outputs are coded at once
    """
    seconds = (report.duration_ms or 0) / 1000
    pixels = report.video.coded_width * report.video.coded_height if report.video and kbits else 0
    cpu_s = 120 + seconds * (1 + 16 * encoders * pixels / (1920 * 1080))
    pictures_mb = (17 + THREADS) * 3 * pixels // MB
    return jail.Limits(
        cpu_s=round(cpu_s),
        wall_s=round(120 + 3 * cpu_s),
        memory_mb=1024 + 1024 * encoders + pictures_mb,
        output_mb=round(64 + seconds * max(1.2, 2 * kbits / 8000)),
        threads=256,
    )
