"""Twenty-nine umbrellas and one empty place."""

import itertools
from collections.abc import Callable

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, Point, mix, spline
from manyhands.site.demo.pictures.shelf import picture

COLUMNS, ROWS = 6, 5
CELL = 250.0
EMPTY = (4, 2)
INK = "#1d1a16"
CLOTHS = (
    "#33658a",
    "#d98032",
    "#2d6a4f",
    "#8e3b46",
    "#e9c46a",
    "#6d597a",
    "#1f4d5c",
    "#c8553d",
    "#86a59c",
    "#3d3a50",
)


def dome(x: float, y: float, r: float, ribs: int) -> tuple[list[Point], list[Point]]:
    """The cloth of an open umbrella and its tips."""
    top = [(x + r * float(np.cos(a)), y - 0.82 * r * float(np.sin(a))) for a in np.linspace(np.pi, 0, 40)]
    tips = [(x + r - 2 * r * k / ribs, y) for k in range(ribs + 1)]
    hem: list[Point] = []
    for (ax, ay), (bx, _by) in itertools.pairwise(tips):
        hem += [
            (ax + (bx - ax) * float(t), ay - 0.11 * r * float(np.sin(np.pi * t)))
            for t in np.linspace(0, 1, 10)
        ]
    return [*top, *hem], tips


def plain(_easel: Easel, _at: Point, _r: float, _colour: str) -> None:
    """Only the cloth."""


def spotted(easel: Easel, at: Point, r: float, colour: str) -> None:
    for k, a in enumerate(np.linspace(0.35, np.pi - 0.35, 5)):
        for part in (0.42, 0.72):
            x = at[0] + r * part * float(np.cos(a + 0.2 * (part > 0.5)))
            y = at[1] - 0.8 * r * part * float(np.sin(a + 0.2 * (part > 0.5)))
            if y < at[1] - 16:
                easel.dot((x, y), 5.5 + k % 2, mix(colour, "#fffdf8", 0.75))


def ringed(easel: Easel, at: Point, r: float, colour: str) -> None:
    for part in (0.45, 0.7):
        arc = [
            (at[0] + r * part * float(np.cos(a)), at[1] - 0.8 * r * part * float(np.sin(a)))
            for a in np.linspace(0.25, 2.9, 24)
        ]
        easel.line(arc, mix(colour, "#fffdf8", 0.6), 6)


def gored(easel: Easel, at: Point, r: float, colour: str) -> None:
    """Every second panel in the other colour."""
    for k in (0, 2, 4):
        a, b = (at[0] + r - 2 * r * n / 6 for n in (k, k + 1))
        easel.fill([(a, at[1] - 4), (b, at[1] - 4), (at[0], at[1] - 0.8 * r)], mix(colour, "#fffdf8", 0.45))


PATTERNS: tuple[Callable[[Easel, Point, float, str], None], ...] = (
    plain,
    spotted,
    gored,
    ringed,
    plain,
    gored,
)


def stick(easel: Easel, x: float, top: float, foot: float, colour: str) -> None:
    easel.line([(x, top), (x, foot)], colour, 4.5)
    easel.pen(
        [(x, foot - 3), (x + 3, foot + 14), (x + 17, foot + 17), (x + 24, foot + 3)], colour, 6, shake=0.4
    )


def opened(easel: Easel, at: Point, number: int, colour: str) -> None:
    x, y = at
    r = 84.0
    stick(easel, x, y - 10, y + 74, mix(colour, INK, 0.72))
    cloth, tips = dome(x, y, r, 6)
    easel.fill(cloth, mix(colour, "#fffdf8", 0.12), bottom=mix(colour, INK, 0.16))
    PATTERNS[number * 5 // 4 % len(PATTERNS)](easel, at, r, colour)
    for tip in tips[1:-1]:
        middle = (x + (tip[0] - x) * 0.72, y - 0.42 * r)
        easel.line(spline([tip, middle, (x, y - 0.82 * r)], 8), mix(colour, INK, 0.45), 1.8)
    easel.line([(x, y - 0.82 * r), (x, y - 0.82 * r - 15)], INK, 4)
    easel.line([*cloth, cloth[0]], mix(colour, INK, 0.55), 2)


def folded(easel: Easel, at: Point, number: int, colour: str) -> None:
    x, y = at
    lean = 14 * (-1 if number % 2 else 1)
    cloth = [
        (x + lean, y - 92),
        (x + lean + 13, y - 60),
        (x + 19, y + 30),
        (x + 8, y + 58),
        (x - 10, y + 58),
        (x - 19, y + 26),
        (x + lean - 13, y - 60),
    ]
    stick(easel, x, y + 40, y + 84, mix(colour, INK, 0.72))
    easel.fill(spline([*cloth, cloth[0]], 8), mix(colour, "#fffdf8", 0.1), bottom=mix(colour, INK, 0.2))
    for k in (-1, 0, 1):
        easel.pen(
            [(x + lean, y - 88), (x + 7 * k + lean / 2, y - 20), (x + 6 * k, y + 54)],
            mix(colour, INK, 0.5),
            1.8,
            seed=number + k,
            shake=0.8,
        )
    easel.line([(x - 17, y + 8), (x + 19, y + 2)], mix(colour, "#fffdf8", 0.6), 6)


def blown(easel: Easel, at: Point, number: int, colour: str) -> None:
    """Turned inside out by the wind, which is how it was lost."""
    x, y = at
    stick(easel, x, y - 40, y + 78, mix(colour, INK, 0.72))
    cup = [
        (x, y - 22),
        (x - 44, y - 34),
        (x - 84, y - 82),
        (x - 40, y - 62),
        (x, y - 92),
        (x + 42, y - 60),
        (x + 82, y - 88),
        (x + 46, y - 34),
    ]
    easel.fill(spline([*cup, cup[0]], 6), mix(colour, INK, 0.25), bottom=colour)
    for tip in (cup[2], cup[4], cup[6]):
        easel.line(spline([(x, y - 22), ((x + tip[0]) / 2, y - 48), tip], 8), INK, 2)


@picture
def umbrellas() -> Image.Image:
    easel = Easel(int(COLUMNS * CELL) + 100, int(ROWS * CELL) + 100, "#f4ecdd")
    chance = np.random.default_rng(29)
    for row in range(ROWS):
        for column in range(COLUMNS):
            at = (
                50 + (column + 0.5) * CELL + float(chance.normal(0, 4)),
                50 + (row + 0.56) * CELL + float(chance.normal(0, 4)),
            )
            number = row * COLUMNS + column
            colour = CLOTHS[(number * 7 + row * 3) % len(CLOTHS)]
            if (column, row) == EMPTY:
                easel.line([(at[0] - 70, at[1] + 84), (at[0] + 70, at[1] + 80)], "#d8cbb2", 2.5)
                continue
            kind = blown if number == 21 else folded if number % 4 == 3 or number == 8 else opened
            easel.line([(at[0] - 62, at[1] + 104), (at[0] + 66, at[1] + 101)], "#dccfb8", 7)
            kind(easel, at, number, colour)
    return easel.finish(seed=62, grain=0.015, lumps=0.01)
