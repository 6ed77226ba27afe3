"""Captions as every browser reads them: WebVTT, written anew by our own reader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from manyhands.media import captions, text
from manyhands.media.ladder.step import Facts, Output, Progress, Step
from manyhands.media.report import Report

PROFILE = "captions"
CONTAINERS = frozenset({"webvtt", "subrip"})


@dataclass(frozen=True)
class _Rewrite:
    """Needs no jail: as with every text, nothing is decoded but UTF-8."""

    def work(self, source: Path, out: Path, on_progress: Progress) -> Facts:
        written = captions.to_webvtt(text.decode(source.read_bytes()))
        (out / "captions.vtt").write_text(written, encoding="utf-8", newline="\n")
        return {}


def steps(report: Report) -> list[Step]:
    """One step for captions; none for other texts."""
    if report.container not in CONTAINERS:
        return []
    output = Output(PROFILE, "captions.vtt", "text/vtt")
    return [Step(name="captions", tool=_Rewrite(), outputs=(output,), share=1.0)]
