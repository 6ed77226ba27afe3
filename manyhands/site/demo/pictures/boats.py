"""A fleet of paper boats on a stream at dusk."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, Point, mix, spline
from manyhands.site.demo.pictures.shelf import picture

WIDTH, HEIGHT = 1600, 1200


@dataclass(frozen=True)
class Boat:
    x: float
    y: float
    size: float
    tilt: float
    sunk: float = 0.0  # how much of the hull is under, 0 to 1
    lines: str = "#5b7f9c"


FLEET = (
    Boat(1010, 452, 46, -0.04), Boat(860, 486, 54, 0.06, lines="#a65a5a"), Boat(1090, 530, 60, -0.07),
    Boat(700, 560, 66, 0.05), Boat(930, 612, 76, 0.02, lines="#a65a5a"), Boat(560, 650, 82, -0.05),
    Boat(1180, 668, 88, 0.08), Boat(780, 726, 98, -0.03), Boat(450, 776, 100, 0.06, lines="#a65a5a"),
    Boat(1050, 830, 118, -0.06), Boat(330, 912, 84, 0.3, 0.55), Boat(1000, 1010, 205, 0.05),
)  # fmt: skip


def paper_boat(easel: Easel, boat: Boat, *, light: float = 1.0) -> None:
    """A boat folded from a ruled receipt; ``light`` 1 is evening, 0 is night."""
    c, s = float(np.cos(boat.tilt)), float(np.sin(boat.tilt))

    def at(x: float, y: float) -> Point:
        return boat.x + boat.size * (x * c - y * s), boat.y + boat.size * (
            x * s + y * c
        ) + boat.sunk * boat.size * 0.3

    paper, shade = mix("#c9b9a0", "#fffaf0", light), mix("#8f7d74", "#d9c3ad", light)
    easel.fill([at(-0.34, -0.12), at(0, -0.86), at(0, -0.1)], paper)
    easel.fill([at(0, -0.86), at(0.36, -0.12), at(0, -0.1)], shade)
    easel.fill(
        [at(-1, -0.42), at(-0.36, -0.13), at(0.36, -0.13), at(1, -0.42), at(0.62, 0.3), at(-0.62, 0.3)],
        paper,
        bottom=mix(paper, shade, 0.6),
    )
    easel.fill([at(0.1, -0.12), at(1, -0.42), at(0.62, 0.3), at(0.24, 0.3)], shade, alpha=0.75)
    for k in range(4):
        y = -0.02 + 0.075 * k
        easel.line(
            [at(-0.8 + 0.09 * k, y), at(-0.1 - 0.06 * (k % 2), y)], boat.lines, max(1.0, boat.size * 0.016)
        )
    easel.line([at(-0.52, 0.21), at(-0.3, 0.21)], "#3a2f2a", max(1.0, boat.size * 0.028))
    easel.line(
        [at(-1, -0.42), at(-0.36, -0.13), at(0.36, -0.13), at(1, -0.42)],
        mix(shade, "#3a2f2a", 0.35),
        max(1.0, boat.size * 0.014),
    )


@picture
def paper_boats() -> Image.Image:
    easel = Easel(WIDTH, HEIGHT, "#2c3e50")
    easel.ground(
        (0, "#41354f"),
        (0.16, "#9a5a58"),
        (0.3, "#eda66a"),
        (0.36, "#f3c88b"),
        (0.38, "#57496a"),
        (1, "#16233b"),
    )
    for k, (y, colour) in enumerate(((330, "#5c4560"), (372, "#403553"), (410, "#2a2742"))):
        hills = [
            (-20, y + 20),
            (220, y - 60 + 18 * k),
            (520, y),
            (830, y - 46),
            (1200, y + 6 * k),
            (1420, y - 72),
            (1640, y),
        ]
        easel.fill([*spline(hills), (1640, 470), (-20, 470)], colour)
    easel.fill([(-20, 462), (1620, 462), (1620, 1220), (-20, 1220)], "#33304d", bottom="#141a2c")
    left, right = spline(LEFT_BANK), spline(RIGHT_BANK)
    easel.fill([*left, *reversed(right)], "#dc9a70", bottom="#1d3558")
    _grass(easel, [*left, *right])
    _current(easel)
    for boat in FLEET:
        _reflection(easel, boat)
        paper_boat(easel, boat)
        if boat.sunk:
            _waterline(easel, boat)
    _reeds(easel)
    return easel.finish(seed=91)


LEFT_BANK = ((1030, 440), (820, 476), (650, 560), (420, 690), (190, 850), (-60, 1040), (-60, 1230))
RIGHT_BANK = ((1110, 440), (1200, 480), (1330, 570), (1460, 700), (1660, 830), (1660, 1230))


def _grass(easel: Easel, bank: Sequence[Point]) -> None:
    """Tufts on the edge of the water, longer towards us."""
    chance = np.random.default_rng(94)
    for x, y in bank[::2]:
        near = (y - 440) / 700
        for _ in range(4):
            sx = x + float(chance.normal(0, 6 + 22 * near))
            tall = (6 + 42 * near) * float(chance.uniform(0.5, 1.2))
            lean = float(chance.normal(0, 3 + 9 * near))
            easel.line(
                [(sx, y + 3), (sx + lean, y - tall)],
                "#10172a" if chance.random() < 0.7 else "#574a63",
                1.2 + 2 * near,
            )


def _current(easel: Easel) -> None:
    chance = np.random.default_rng(92)
    for _ in range(330):
        depth = float(chance.random()) ** 0.7
        y = 450 + 740 * depth
        middle = 1000 - 320 * depth + 160 * depth**2
        x = middle + float(chance.normal(0, 70 + 480 * depth))
        length = 24 + 190 * depth * float(chance.random())
        shade = mix("#f3c088", "#46608c", min(1.0, depth * 1.25)) if chance.random() < 0.6 else "#2a2742"
        easel.line(spline([(x, y), (x + length / 2, y + 3), (x + length, y - 1)], 5), shade, 1 + 2.2 * depth)


def _reflection(easel: Easel, boat: Boat) -> None:
    chance = np.random.default_rng(int(boat.x))
    for k in range(9):
        y = boat.y + boat.size * (0.34 + 0.1 * k)
        half = boat.size * (0.66 - 0.06 * k) * float(chance.uniform(0.55, 1.05))
        x = boat.x + float(chance.normal(0, boat.size * 0.06))
        easel.line(
            [(x - half, y), (x + half, y)],
            mix("#f7e6cc", "#2b3c60", 0.25 + 0.075 * k),
            max(1.0, boat.size * 0.03),
        )


def _waterline(easel: Easel, boat: Boat) -> None:
    """What covers the hull: water of the colour around it, and the rings that a sinking thing sends out."""
    level = boat.y + boat.size * 0.14
    wide = boat.size * 1.5
    under = [
        (boat.x - wide, level),
        (boat.x, level + 6),
        (boat.x + wide, level),
        (boat.x + wide, level + 76),
        (boat.x - wide, level + 76),
    ]
    easel.fill(under, "#5f5b74", bottom="#4d5572", alpha=0.93)
    for k, part in enumerate((1.0, 1.35, 1.75)):
        ring = [
            (boat.x + wide * 0.72 * part * float(np.cos(t)), level + 3 + 15 * part * float(np.sin(t)))
            for t in np.linspace(0.15, 2.99, 24)
        ]
        easel.line(ring, mix("#c9a08a", "#4d5572", k / 3), 2.6 - 0.6 * k)


def _reeds(easel: Easel) -> None:
    chance = np.random.default_rng(93)
    for _ in range(95):
        left = chance.random() < 0.55
        x = float(chance.uniform(-30, 210) if left else chance.uniform(1370, 1630))
        foot = 1220.0
        tall = float(chance.uniform(140, 470)) * (1 - (x / 330 if left else (1600 - x) / 400) * 0.5)
        lean = float(chance.normal(26 if left else -26, 22))
        easel.pen(
            [(x, foot), (x + lean * 0.3, foot - tall * 0.6), (x + lean, foot - tall)],
            "#131a2b",
            float(chance.uniform(2, 5)),
            shake=0.5,
        )
