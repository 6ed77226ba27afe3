"""Recipes for pictures: WebP and AVIF in three widths, one JPEG for whatever reads nothing newer, and of
an animation one WebP that moves.
"""

from __future__ import annotations

from dataclasses import replace

from manyhands.media import jail
from manyhands.media.ladder import checks
from manyhands.media.ladder.step import Output, Step
from manyhands.media.ladder.tools import Python
from manyhands.media.report import Bounds, Report, Still

WIDTHS = (480, 1200, 2400)
JPEG_WIDTH = 1200
MOVING = "moving-640"  # an animation, to be started by whoever looks at it
PROFILES = (
    *(f"webp-{width}" for width in WIDTHS),
    *(f"avif-{width}" for width in WIDTHS),
    f"jpeg-{JPEG_WIDTH}",
    MOVING,
)
_MOVING_WIDTH = 640
_MOST_FRAMES = 3_000  # five minutes at ten a second; of a longer one the first frame is all there is
_READ_PIXELS = 4_000_000_000  # decoded for it: a minute of computing
_HELD_PIXELS = 150_000_000  # of all frames together as they are written, held in 600 MB
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
        *([_moving(report, report.still)] if _may_move(report.still) else []),
        replace(_step("avif", report, _widths(report.still, "avif"), share=0.3), needed=False),
    ]


def _may_move(still: Still) -> bool:
    return 1 < still.frames <= _MOST_FRAMES and still.frames * still.width * still.height <= _READ_PIXELS


def _moving(report: Report, still: Still) -> Step:
    """Without it the first frame is still shown."""
    width = min(_MOVING_WIDTH, still.width)
    scale = min(1.0, (_HELD_PIXELS / (still.frames * still.width * still.height)) ** 0.5)
    output = Output(MOVING, "moving.webp", "image/webp", *fit(still, min(width, int(still.width * scale))))
    arguments = {"container": report.container, "pixels": Bounds().picture_pixels, "file": output.file}
    size = {"width": output.width, "height": output.height}
    tool = Python("moving", limits=_LIMITS, arguments={**arguments, **size})
    return Step("moving", tool, (output,), check=checks.is_the_picture, share=0.3, needed=False)


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
