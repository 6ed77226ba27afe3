"""The minute after the drawing: the sun goes on rising, the water comes back for the shoe."""

import numpy as np

from manyhands.site.demo.clips.film import Frames, clip, ease, moments
from manyhands.site.demo.pictures.easel import Easel, mix, spline
from manyhands.site.demo.pictures.tides import DUNES, crest, shoe

SIZE = (640, 480)


def _sky(easel: Easel, day: float) -> None:
    easel.ground(
        (0, mix("#142c40", "#3f7592", day)),
        (0.35, mix("#24506a", "#86aeb4", day)),
        (0.55, mix("#7f8f8d", "#f3d3a4", day)),
        (1, "#cbb394"),
    )


def _sun(easel: Easel, y: float, day: float) -> None:
    x, radius = 224.0, 82.0
    easel.glow((x, y), radius * 2.5, mix("#f6a95b", "#fff0c4", day), 0.5)
    easel.dot((x, y), radius, mix("#f4b06a", "#ffe9b8", day))
    for k in range(7):
        low = y + radius * (0.1 + 0.13 * k)
        half = float(np.sqrt(max(0.0, radius**2 - (low - y) ** 2)))
        easel.box(
            (x - half, low),
            (2 * half, (1.4 + 0.9 * k) * (1 - day)),
            mix("#7f8f8d", "#f3d3a4", day),
            alpha=0.6,
        )


def _sea(easel: Easel, t: float, reach: float) -> None:
    """Water from the lower left, one line at a time, to ``reach`` pixels from the left edge."""
    for k, (colour, alpha) in enumerate((("#fff7e6", 0.9), ("#7fa6ad", 0.75), ("#5c8a98", 0.8))):
        edge = [
            (
                reach
                - 26 * k
                + 10 * float(np.sin(y / 17 + 1.7 * t + k))
                - (y - 400) * 1.5
                + 4 * float(np.sin(y / 6 - 2 * t)),
                y,
            )
            for y in np.linspace(398, 500, 14)
        ]
        points = [(float(x), float(y)) for x, y in edge]
        easel.fill([(-20, 392), *spline([(-20, 392), *points], 6), (-20, 500)], colour, alpha=alpha)


@clip("low_tide_minute", seconds=12, sound="low_tide_organ")
def minute(seconds: float) -> Frames:
    for t in moments(seconds)[::2]:
        day = ease(t / seconds)
        easel = Easel(*SIZE, "#1d3a4f")
        _sky(easel, day)
        _sun(easel, 172 - 96 * day, day)
        for number, (points, top, foot) in enumerate(DUNES):
            line = crest(points, shift=0.5 * np.sin(t * 0.22 + number), size=SIZE)
            light = mix(top, "#ffe9c4", 0.25 * day)
            easel.fill([*line, (660, 500), (-20, 500)], light, bottom=mix(foot, light, 0.4 * day))
            shadow = [
                (x, y + (16 - 11 * day) * (0.5 + 0.5 * float(np.sin(x / 90 + number)))) for x, y in line
            ]
            easel.line(shadow, mix(top, "#1d1a16", 0.24 * (1 - day) + 0.05), 1.4)
            easel.line(line, mix(top, "#fff4dc", 0.4), 1.2)
        if t > seconds * 0.3:
            _sea(easel, t, -60 + 640 * ease((t - seconds * 0.3) / (seconds * 0.66)))
        shoe(easel, 516, 438, 37)
        # Drawn on twos, as animators say: every drawing stands for two frames.
        frame = easel.image.reduce(easel.scale)
        yield frame
        yield frame
