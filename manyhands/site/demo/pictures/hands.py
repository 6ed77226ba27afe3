"""Hands: a silhouette to cut shadows from, and nine of them in ink on one red thread."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, Path, Point, spline, trace
from manyhands.site.demo.pictures.shelf import picture

INK = "#1d1a16"
THREAD = "#d8261c"


@dataclass(frozen=True)
class Hand:
    """A raised hand seen from the palm: wrist at ``x, y``, ``size`` from wrist to middle fingertip."""

    x: float
    y: float
    size: float
    turn: float = 0.0  # radians, clockwise
    spread: float = 1.0  # how far the fingers stand apart
    left: bool = False
    bent: Sequence[float] = (0, 0, 0, 0, 0)  # per finger from the thumb, 0 straight to 1 curled


# Root on the palm, direction, length and thickness of each finger from the thumb, in hand sizes.
FINGERS = (
    ((-0.20, -0.25), -0.92, 0.34, 0.125),
    ((-0.165, -0.53), -0.20, 0.39, 0.108),
    ((-0.045, -0.56), -0.03, 0.43, 0.112),
    ((0.075, -0.54), 0.13, 0.40, 0.106),
    ((0.18, -0.47), 0.34, 0.31, 0.094),
)
PALM = (
    (-0.13, 0.02), (-0.21, -0.2), (-0.225, -0.42), (-0.18, -0.56), (0.0, -0.6),
    (0.16, -0.55), (0.235, -0.4), (0.2, -0.18), (0.13, 0.02),
)  # fmt: skip


def place(hand: Hand, points: Path) -> list[Point]:
    c, s = float(np.cos(hand.turn)), float(np.sin(hand.turn))
    side = -1 if hand.left else 1
    return [
        (hand.x + hand.size * (side * x * c - y * s), hand.y + hand.size * (side * x * s + y * c))
        for x, y in points
    ]


def fingers(hand: Hand) -> list[tuple[list[Point], float]]:
    """Middle line and thickness of each finger, in picture pixels."""
    out = []
    for (root, direction, length, thick), bend in zip(FINGERS, hand.bent, strict=True):
        angle = direction * (0.55 + 0.45 * hand.spread)
        reach = length * (1 - 0.55 * bend)
        x, y = root
        middle = (x + reach * 0.55 * float(np.sin(angle)), y - reach * 0.55 * float(np.cos(angle)))
        curl = angle + (0.16 if x < 0 else -0.12) + 0.9 * bend
        tip = (middle[0] + reach * 0.45 * float(np.sin(curl)), middle[1] - reach * 0.45 * float(np.cos(curl)))
        out.append((place(hand, [(x * 0.9, y + 0.08), (x, y), middle, tip]), thick * hand.size))
    return out


def paint(easel: Easel, hand: Hand, colour: str, grow: float = 0.0, *, arm: float = 0.8) -> None:
    """The hand as one flat shape, ``grow`` pixels fatter on every side."""
    palm = place(hand, spline([*PALM, PALM[0]], 8))
    easel.fill(palm, colour)
    if grow:
        easel.line([*palm, palm[0]], colour, 2 * grow)
    half = 0.135 + grow / hand.size
    easel.fill(place(hand, [(-half, -0.12), (half, -0.12), (half * 1.25, arm), (-half * 1.25, arm)]), colour)
    for way, thick in fingers(hand):
        for point in spline(way, 14):
            easel.dot(point, thick / 2 + grow, colour)


def outlined(easel: Easel, hand: Hand, paper: str, weight: float, *, arm: float = 0.8) -> None:
    """The hand as a contour: the fat shape in ink, and the lean one in paper on top of it."""
    paint(easel, hand, INK, weight, arm=arm)
    paint(easel, hand, paper, arm=arm)


def lines_of_the_palm(easel: Easel, hand: Hand, weight: float, seed: int) -> None:
    for k, path in enumerate((
        [(-0.17, -0.36), (-0.06, -0.3), (0.0, -0.16), (-0.02, -0.02)],
        [(-0.17, -0.42), (0.0, -0.4), (0.12, -0.3)],
        [(0.2, -0.38), (0.08, -0.44), (-0.08, -0.5)],
    )):  # fmt: skip
        easel.pen(place(hand, path), INK, weight * 0.55, seed=seed + k, shake=0.9)


# From the back to the front: every arm runs down to the edge of the sheet, behind the next ones.
NINE = (
    Hand(660, 520, 400, 0.02, 0.7, left=True), Hand(300, 640, 360, -0.09, 1.1),
    Hand(1060, 650, 350, 0.11, 1.25),
    Hand(130, 1080, 330, -0.13, 0.5, left=True), Hand(860, 1040, 400, 0.05, 0.85, left=True),
    Hand(520, 1090, 380, -0.04, 1.2, bent=(0, 0, 0, 0.2, 0.5)),
    Hand(1240, 1100, 330, 0.13, 1.0, bent=(0.7, 0, 0, 0.9, 0.9)),
    Hand(330, 1530, 370, -0.07, 0.9), Hand(1000, 1540, 370, 0.06, 1.15, left=True),
)  # fmt: skip
TOUCH = (8.0, 5.0, 6.0, 0.0, 0.0, 4.0, 7.0, 0.0, 9.0)  # weight of the contour; 0 is a hand all of ink
ORDER = (3, 1, 0, 5, 7, 8, 4, 2, 6)


@picture
def many_hands() -> Image.Image:
    paper = "#f7f2e8"
    easel = Easel(1400, 1700, paper)
    for number, (hand, weight) in enumerate(zip(NINE, TOUCH, strict=True)):
        if weight:
            outlined(easel, hand, paper, weight, arm=4.0)
            lines_of_the_palm(easel, hand, weight, number)
        else:
            paint(easel, hand, paper, 6, arm=4.0)
            paint(easel, hand, INK, arm=4.0)
    knots = [place(NINE[k], [(0.02, -0.3)])[0] for k in ORDER]
    start, end = (-30.0, 1010.0), (1440.0, 640.0)
    easel.pen([start, *knots, end], THREAD, 6, seed=9, shake=3)
    for number, knot in zip(ORDER, knots, strict=True):
        easel.dot(knot, 15, THREAD)
        if number != ORDER[-1]:
            easel.dot(knot, 8, INK if not TOUCH[number] else paper)
    return easel.finish(seed=71, lumps=0.01, grain=0.015)


def _running_land(easel: Easel) -> None:
    """What a train window shows at night: streaks, and here and there a lamp drawn out to a line."""
    chance = np.random.default_rng(72)
    shades = ("#2a4a6b", "#16283f", "#3c5d7d", "#0d1828", "#5c7f99", "#20364f", "#6d597a")
    for _ in range(900):
        y = float(chance.uniform(0, easel.height))
        length = float(chance.exponential(420)) + 60
        x = float(chance.uniform(-300, easel.width))
        shade = shades[int(chance.integers(len(shades)))]
        easel.line([(x, y), (x + length, y - length * 0.012)], shade, float(chance.exponential(2.0)) + 0.7)
    for _ in range(26):
        y = float(chance.uniform(540, 700))
        x = float(chance.uniform(-100, easel.width))
        lamp = [(x, y), (x + float(chance.uniform(90, 320)), y - 3)]
        easel.line(lamp, "#d98f4a", float(chance.uniform(1, 4)))


def _child(easel: Easel, x: float, y: float) -> None:
    """From the waist up, two plaits, one hand raised; ``x, y`` is the upper left of the window."""
    shade = "#241610"
    easel.fill(spline(trace("40 360, 58 262, 122 222, 188 266, 204 360", x, y), 10), shade)
    easel.dot((x + 122, y + 172), 56, shade)
    for plait in ("76 190, 56 226, 64 268", "168 190, 188 226, 180 268"):
        for k, point in enumerate(spline(trace(plait, x, y), 6)):
            easel.dot(point, 15 - 0.5 * k, shade)
    easel.line(trace("180 290, 226 232", x, y), shade, 34)
    paint(easel, Hand(x + 224, y + 222, 132, 0.1, 1.2), shade, arm=0.16)


@picture
def window_with_hand() -> Image.Image:
    """Seen from the train: everything runs, and one window stands still."""
    easel = Easel(1600, 1000, "#101c30")
    easel.ground((0, "#0b1322"), (0.45, "#1c3350"), (0.62, "#122236"), (1, "#080d17"))
    _running_land(easel)
    x, y, w, h = 900.0, 270.0, 300.0, 360.0
    middle = (x + w / 2, y + h / 2)
    easel.glow(middle, 520, "#f4b860", 0.5)
    wall = trace("-210 -60, 120 -215, 470 -66, 470 740, -210 740", x, y)
    easel.fill(wall, "#0b1220", bottom="#0d1626", alpha=0.93)
    easel.glow(middle, 330, "#f4b860", 0.42)
    easel.box((x, y), (w, h), "#ffe3a1", bottom="#ea9d45")
    _child(easel, x, y)
    for bar in (((x + w / 2, y), (x + w / 2, y + h)), ((x, y + 150), (x + w, y + 150))):
        easel.line(bar, "#3a2415", 7)
    easel.line(trace("0 0, 300 0, 300 360, 0 360, 0 0", x, y), "#1a100a", 15)
    easel.box((x - 22, y + h + 6), (w + 44, 20), "#2a1c14")
    return easel.finish(seed=73)
