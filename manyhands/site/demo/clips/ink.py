"""A line draws itself: one stroke that turns into a bird, three reeds and a seal."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from manyhands.site.demo.clips.film import SIZE, Frames, clip, ease, moments
from manyhands.site.demo.pictures.easel import Easel, clouds, spline, trace

INK = "#1d1a16"
BIRD = """
196 150, 214 132, 244 118, 274 126, 290 146, 322 150, 380 158, 440 186, 506 222, 452 212, 398 214, 344 232,
292 226, 262 196, 256 168, 300 178, 356 190, 404 196"""
REEDS = (
    "322 372, 330 320, 344 268, 338 230",
    "352 372, 354 330, 346 284, 352 229",
    "296 372, 302 340, 318 300, 366 268, 398 262",
)


@dataclass(frozen=True)
class Stroke:
    """A brush stroke as bristles over time: ``float[points, bristles, 2]`` and where each is wet."""

    bristles: np.ndarray
    wet: np.ndarray
    thick: np.ndarray
    begins: float
    lasts: float


def _stroke(outline: str, width: Callable[[float], float], begins: float, lasts: float, seed: int) -> Stroke:
    path = np.asarray(spline(trace(outline), 26), dtype=float)
    way = np.gradient(path, axis=0)
    normal = np.stack([-way[:, 1], way[:, 0]], axis=1) / (np.hypot(way[:, 0], way[:, 1])[:, None] + 1e-9)
    t = np.linspace(0, 1, len(path))
    breadth = np.array([width(float(k)) for k in t])
    count = 22
    sides = np.linspace(-0.5, 0.5, count)
    chance = np.random.default_rng(seed)
    stray = chance.normal(0, 0.25, (len(path), count))
    bristles = path[:, None, :] + normal[:, None, :] * (breadth[:, None] * sides + stray)[:, :, None]
    thirst = clouds(count, len(path), 3.0, seed) * 0.5 + 0.5
    wet = thirst > (0.62 * t**2)[:, None] * (1 + np.abs(sides))
    return Stroke(bristles, wet, breadth / count * 2.3 + 0.5, begins, lasts)


def _pull(easel: Easel, stroke: Stroke, before: float, now: float) -> None:
    """Draw what the brush covers between two moments; it leaves the paper faster than it touches it."""
    count = len(stroke.bristles)
    first, last = (int(ease((t - stroke.begins) / stroke.lasts) * (count - 1)) for t in (before, now))
    for k in range(first, last):
        for (ax, ay), (bx, by), wet in zip(
            stroke.bristles[k], stroke.bristles[k + 1], stroke.wet[k], strict=True
        ):
            if wet:
                easel.line([(float(ax), float(ay)), (float(bx), float(by))], INK, float(stroke.thick[k]))


def _seal(easel: Easel) -> None:
    easel.box((548, 286), (34, 36), "#b3261e")
    easel.ruled([(554, 293), (576, 293)], "#f7f2e8", 3)
    easel.ruled([(565, 293), (565, 315)], "#f7f2e8", 3)
    easel.ruled([(555, 305), (575, 315)], "#f7f2e8", 2.4)


@clip("ink_bird", seconds=9)
def one_stroke(seconds: float) -> Frames:
    paper = Easel(*SIZE, "#f7f2e8", scale=1).finish(lumps=0.008, grain=0.012, seed=241)
    easel = Easel(*SIZE, "#f7f2e8")
    easel.image.paste(paper.resize(easel.image.size), (0, 0))
    strokes = [
        _stroke(
            BIRD,
            lambda t: 3 + 23 * float(np.sin(np.pi * min(1.0, t * 1.05)) ** 0.8) * (1 - 0.35 * t),
            0.5,
            4.6,
            11,
        ),
        *(
            _stroke(reed, lambda t: 8 * (1 - t) + 1.5, 5.4 + 0.45 * k, 0.5, 20 + k)
            for k, reed in enumerate(REEDS)
        ),
    ]
    before = 0.0
    sealed = False
    for t in moments(seconds):
        for stroke in strokes:
            if before < stroke.begins + stroke.lasts and t > stroke.begins:
                _pull(easel, stroke, before, t)
        if t >= 5.1 > before:
            easel.dot((236, 138), 2.6, INK)
        if t >= 7.3 and not sealed:
            _seal(easel)
            sealed = True
        before = t
        yield easel.image.reduce(easel.scale)
