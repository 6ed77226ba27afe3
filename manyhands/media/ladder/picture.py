"""Recipes for pictures: WebP and AVIF in three widths, and one JPEG for whatever reads nothing newer."""

from __future__ import annotations

from dataclasses import replace

from manyhands.media import jail
from manyhands.media.ladder import checks
from manyhands.media.ladder.step import Output, Step
from manyhands.media.ladder.tools import Python
from manyhands.media.report import Bounds, Report, Still

WIDTHS = (480, 1200, 2400)
JPEG_WIDTH = 1200
PROFILES = (
    *(f"webp-{width}" for width in WIDTHS),
    *(f"avif-{width}" for width in WIDTHS),
    f"jpeg-{JPEG_WIDTH}",
)
# WebP cannot hold more in either direction; a long scroll is made narrower until it fits.
LONGEST_SIDE = 16_383
_LIMITS = jail.Limits(cpu_s=180, wall_s=400, memory_mb=4096, output_mb=64)


def steps(report: Report) -> list[Step]:
    """One step makes all sizes of what is shown first: decoding is most of the work. AVIF, which is a third
    smaller and takes a moment longer, comes afterwards.
    """
    assert report.still is not None
    jpeg = Output(f"jpeg-{JPEG_WIDTH}", "jpeg.jpg", "image/jpeg", *fit(report.still, JPEG_WIDTH))
    return [
        _step("pictures", report, (*_widths(report.still, "webp"), jpeg), share=0.7),
        replace(_step("avif", report, _widths(report.still, "avif"), share=0.3), needed=False),
    ]


def _step(name: str, report: Report, outputs: tuple[Output, ...], *, share: float) -> Step:
    sizes = [[output.file, output.width, output.height] for output in outputs]
    arguments = {"container": report.container, "pixels": Bounds().picture_pixels, "sizes": sizes}
    tool = Python("pictures", limits=_LIMITS, arguments=arguments)
    return Step(name=name, tool=tool, outputs=outputs, check=checks.is_the_picture, share=share)


def _widths(still: Still, coding: str) -> tuple[Output, ...]:
    """No size is above the source, and none is made twice: a small picture has fewer."""
    made: dict[tuple[int, int], Output] = {}
    for width in WIDTHS:
        size = fit(still, width)
        made.setdefault(size, Output(f"{coding}-{width}", f"{width}.{coding}", f"image/{coding}", *size))
    return tuple(made.values())


def fit(still: Still, width: int) -> tuple[int, int]:
    """Give the size for a width, keeping the shape."""
    scale = min(1.0, width / still.width, LONGEST_SIDE / still.height, LONGEST_SIDE / still.width)
    return max(1, round(still.width * scale)), max(1, round(still.height * scale))
