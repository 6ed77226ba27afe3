"""A wall of windows at two in the morning and the same wall at six; a clip shows the hours in between."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, Point, mix, spline
from manyhands.site.demo.pictures.shelf import picture

WIDTH, HEIGHT = 1600, 1200
COLUMNS, ROWS = 8, 6
PANE = (112.0, 136.0)
SILHOUETTE = "#1b1512"


@dataclass(frozen=True)
class Lit:
    """A window with somebody behind it; column and row from the upper left."""

    column: int
    row: int
    colour: str
    scene: str


LIT = (
    Lit(1, 0, "#f3c26b", "ladder"),
    Lit(6, 1, "#f7d98b", "reader"),
    Lit(4, 2, "#ffd27a", "cup"),
    Lit(2, 3, "#e9a94f", "plant"),
    Lit(6, 3, "#f0b35a", "cat"),
    Lit(1, 4, "#b9d08b", "piano"),
    Lit(5, 5, "#8fb8de", "screen"),
)
AWAKE = (4, 2)


def corner(column: int, row: int) -> Point:
    """Upper left of a pane; the house leans by hand."""
    lean = 3.5 * float(np.sin(column * 2.3 + row * 1.7))
    return 92 + column * 186 + lean, 96 + row * 182 + 2.5 * float(np.cos(row * 3 + column))


class Scene:
    """Draws inside one pane: ``(0, 0)`` is its upper left, ``(1, 1)`` its lower right."""

    def __init__(self, easel: Easel, at: Point) -> None:
        self.easel, self.at = easel, at

    def p(self, x: float, y: float) -> Point:
        return self.at[0] + x * PANE[0], self.at[1] + y * PANE[1]

    def shape(self, *points: Point, colour: str = SILHOUETTE, smooth: bool = True) -> None:
        path = [self.p(x, y) for x, y in points]
        self.easel.fill(spline([*path, path[0]], 8) if smooth else path, colour)

    def line(self, *points: Point, width: float = 3, colour: str = SILHOUETTE) -> None:
        self.easel.line([self.p(x, y) for x, y in points], colour, width)

    def dot(self, x: float, y: float, radius: float, colour: str = SILHOUETTE) -> None:
        self.easel.dot(self.p(x, y), radius * PANE[0], colour)


def ladder(s: Scene) -> None:
    s.line((0.34, 1), (0.46, 0.2), width=4)
    s.line((0.62, 1), (0.54, 0.2), width=4)
    for k in range(5):
        s.line((0.37 + 0.02 * k, 0.86 - 0.15 * k), (0.6 - 0.015 * k, 0.86 - 0.15 * k), width=3)
    s.dot(0.52, 0.16, 0.075)
    s.shape((0.45, 0.24), (0.58, 0.24), (0.6, 0.52), (0.44, 0.52))
    s.line((0.56, 0.28), (0.78, 0.08), width=4)
    s.dot(0.8, 0.05, 0.05, "#fff3cf")


def reader(s: Scene) -> None:
    s.shape((0.1, 1), (0.12, 0.52), (0.3, 0.44), (0.44, 0.6), (0.5, 0.8), (0.86, 0.84), (0.88, 1))
    s.dot(0.36, 0.36, 0.11)
    s.shape((0.56, 0.62), (0.72, 0.54), (0.88, 0.6), (0.72, 0.68), colour="#fff3cf", smooth=False)
    s.line((0.44, 0.6), (0.62, 0.64), width=4)
    s.line((0.9, 1), (0.9, 0.24), width=2)
    s.shape((0.8, 0.3), (0.85, 0.16), (0.96, 0.16), (1.0, 0.3), colour="#7a4b22", smooth=False)


def cup(s: Scene) -> None:
    s.shape((0.3, 1), (0.32, 0.6), (0.46, 0.5), (0.6, 0.6), (0.64, 1))
    s.dot(0.46, 0.38, 0.115)
    s.shape((0.36, 0.36), (0.4, 0.24), (0.56, 0.26), (0.57, 0.4), (0.47, 0.31))
    s.line((0.6, 0.66), (0.72, 0.6), (0.7, 0.54), width=5)
    s.shape((0.66, 0.46), (0.78, 0.46), (0.77, 0.56), (0.67, 0.56), colour="#fffdf8", smooth=False)
    for k in range(2):
        s.line(
            (0.7 + 0.05 * k, 0.42),
            (0.68 + 0.05 * k, 0.36),
            (0.71 + 0.05 * k, 0.31),
            width=1.6,
            colour="#fff3cf",
        )


def plant(s: Scene) -> None:
    s.shape((0.36, 1), (0.33, 0.74), (0.67, 0.74), (0.64, 1), colour="#7c3b21", smooth=False)
    for k, (x, y) in enumerate(((0.12, 0.42), (0.26, 0.2), (0.48, 0.1), (0.72, 0.22), (0.9, 0.4))):
        s.line((0.5, 0.76), ((0.5 + x) / 2 + 0.02 * k, (0.7 + y) / 2), (x, y), width=2.4, colour="#20361f")
        s.shape((x, y - 0.09), (x + 0.09, y + 0.02), (x, y + 0.12), (x - 0.09, y + 0.02), colour="#20361f")


def cat(s: Scene) -> None:
    s.shape((0.3, 1), (0.3, 0.72), (0.42, 0.58), (0.56, 0.64), (0.66, 0.86), (0.66, 1))
    s.dot(0.4, 0.52, 0.12)
    s.shape((0.29, 0.48), (0.3, 0.34), (0.38, 0.42), smooth=False)
    s.shape((0.43, 0.42), (0.51, 0.34), (0.51, 0.48), smooth=False)
    s.line((0.64, 0.96), (0.8, 0.92), (0.84, 0.78), (0.78, 0.72), width=5)


def piano(s: Scene) -> None:
    s.shape((0.06, 1), (0.06, 0.5), (0.4, 0.5), (0.4, 1), smooth=False)
    s.shape((0.4, 0.7), (0.56, 0.7), (0.56, 0.76), (0.4, 0.76), colour="#fffdf8", smooth=False)
    s.dot(0.74, 0.4, 0.1)
    s.shape((0.66, 1), (0.66, 0.58), (0.76, 0.5), (0.88, 0.58), (0.88, 1))
    s.line((0.72, 0.6), (0.54, 0.67), width=5)
    s.line((0.16, 0.5), (0.16, 0.3), (0.32, 0.3), (0.32, 0.5), width=2)


def screen(s: Scene) -> None:
    s.shape((0.52, 0.46), (0.94, 0.46), (0.94, 0.76), (0.52, 0.76), colour="#e6f2ff", smooth=False)
    s.line((0.73, 0.76), (0.73, 1), width=4, colour="#203040")
    s.shape((0.04, 1), (0.06, 0.7), (0.2, 0.66), (0.34, 0.74), (0.36, 1), colour="#203040")
    s.dot(0.2, 0.56, 0.09, "#203040")


SCENES: dict[str, Callable[[Scene], None]] = {
    "ladder": ladder, "reader": reader, "cup": cup, "plant": plant, "cat": cat,
    "piano": piano, "screen": screen,
}  # fmt: skip


def light(easel: Easel, lit: Lit) -> None:
    """Switch a window on: warm ground, the scene, and a little light on the wall around it."""
    x, y = corner(lit.column, lit.row)
    easel.glow((x + PANE[0] / 2, y + PANE[1] / 2), 150, lit.colour, 0.3)
    easel.box((x, y), PANE, mix(lit.colour, "#fff6df", 0.25), bottom=lit.colour)
    SCENES[lit.scene](Scene(easel, (x, y)))
    frame(easel, (x, y), "#0d1522")


def frame(easel: Easel, at: Point, colour: str) -> None:
    (x, y), (w, h) = at, PANE
    easel.line([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)], colour, 5)
    easel.line([(x + w / 2, y), (x + w / 2, y + h)], colour, 3)
    easel.line([(x, y + h * 0.4), (x + w, y + h * 0.4)], colour, 3)


def house(easel: Easel, top: str, foot: str, joint: str, sill: str) -> None:
    """The wall: brick courses, sills and a drainpipe that has been mended twice."""
    easel.ground((0, top), (1, foot))
    chance = np.random.default_rng(50)
    for _ in range(420):
        x, y = float(chance.uniform(0, WIDTH)), float(chance.integers(0, 100)) * 12
        easel.line([(x, y), (x + float(chance.uniform(14, 60)), y)], joint, 1.2)
    for column in range(COLUMNS):
        for row in range(ROWS):
            x, y = corner(column, row)
            easel.box((x - 9, y + PANE[1] + 3), (PANE[0] + 18, 9), sill)
    pipe = [(1572, -10), (1570, 300), (1578, 330), (1576, 760), (1569, 790), (1571, 1210)]
    easel.line(pipe, sill, 11)
    for y in (180, 520, 900):
        easel.line([(1560, y), (1586, y)], joint, 5)


def dark_pane(easel: Easel, column: int, row: int) -> None:
    chance = np.random.default_rng(column * 10 + row)
    x, y = corner(column, row)
    shade = mix("#0f1c2e", "#1c324a", float(chance.random()))
    easel.box((x, y), PANE, mix(shade, "#2a4560", 0.35), bottom=shade)
    if chance.random() < 0.4:  # a curtain that is half drawn
        reach = float(chance.uniform(0.2, 0.5)) * PANE[0]
        easel.box((x, y), (reach, PANE[1]), mix(shade, "#4a5d73", 0.4), bottom=mix(shade, "#4a5d73", 0.15))
    easel.line([(x + 18, y + 96), (x + 66, y + 20)], mix(shade, "#6d8aa5", 0.35), 3)
    frame(easel, (x, y), "#0a121d")


@picture
def windows_at_two() -> Image.Image:
    easel = Easel(WIDTH, HEIGHT, "#16263a")
    house(easel, "#13202f", "#22364b", "#1b2d41", "#2c435a")
    lit = {(window.column, window.row) for window in LIT}
    for column in range(COLUMNS):
        for row in range(ROWS):
            if (column, row) not in lit:
                dark_pane(easel, column, row)
    for window in LIT:
        light(easel, window)
    return easel.finish(seed=51)


MORNING = ("#f2c6b4", "#e8d9cf", "#bcd0da", "#f6dcc2", "#d7c5d6")


def morning_pane(easel: Easel, column: int, row: int) -> None:
    """By daylight a window shows the sky and what stands on its sill."""
    chance = np.random.default_rng(column * 10 + row + 1000)
    x, y = corner(column, row)
    sky = MORNING[int(chance.integers(len(MORNING)))]
    easel.box((x, y), PANE, mix(sky, "#ffffff", 0.35), bottom=mix(sky, "#7d93a8", 0.35))
    kind = float(chance.random())
    if kind < 0.45:
        for side in (0.0, 1.0):
            edge = x + side * PANE[0]
            fold = edge + (0.5 - side) * 2 * float(chance.uniform(18, 42))
            easel.fill(
                [(edge, y), (fold, y), (edge + (fold - edge) * 0.6, y + PANE[1]), (edge, y + PANE[1])],
                "#fff8ee",
                alpha=0.85,
            )
    elif kind < 0.6:
        easel.fill(
            spline([(x + 30, y + 136), (x + 26, y + 104), (x + 56, y + 100), (x + 54, y + 136)], 4), "#b4603c"
        )
        easel.pen([(x + 40, y + 104), (x + 34, y + 80), (x + 46, y + 62)], "#56724a", 5, seed=row)
    frame(easel, (x, y), "#fdf3e7")


def washing(easel: Easel, start: Point, end: Point) -> None:
    """A line between two windows, with what was worn this week."""
    sag = [
        (start[0] + (end[0] - start[0]) * t, start[1] + 34 * np.sin(np.pi * t)) for t in np.linspace(0, 1, 12)
    ]
    easel.line([(float(x), float(y)) for x, y in sag], "#5a4038", 2)
    cloth = ("#33658a", "#f6ae2d", "#fffdf8", "#d8261c", "#6d597a", "#86bbd8", "#fffdf8", "#2d6a4f")
    for k, colour in enumerate(cloth):
        x, y = (float(v) for v in sag[k + 2])
        w, h = 26 + 9 * (k % 3), 44 + 17 * ((k * 5) % 3)
        easel.fill(
            [(x - w / 2, y), (x + w / 2, y + 2), (x + w / 2 + 3, y + h), (x - w / 2 - 3, y + h - 3)], colour
        )


@picture
def windows_at_six() -> Image.Image:
    easel = Easel(WIDTH, HEIGHT, "#e5a58d")
    house(easel, "#efb59a", "#c98873", "#d4967f", "#f3d2bd")
    for column in range(COLUMNS):
        for row in range(ROWS):
            if (column, row) != AWAKE:
                morning_pane(easel, column, row)
    light(easel, next(window for window in LIT if (window.column, window.row) == AWAKE))
    easel.fill([(-10, -10), (1610, -10), (1610, 40), (900, 250), (-10, 620)], "#fff1d6", alpha=0.16)
    washing(easel, (286, 790), (1020, 796))
    for k, x in enumerate((140, 182, 214, 290, 1010, 1040, 1104, 1260)):
        bird = [(x - 13, 34), (x - 4, 22), (x + 8, 26), (x + 17, 40), (x, 45)]
        easel.fill(spline([*bird, bird[0]], 6), "#3a2b33")
        easel.line([(x - 12, 28), (x - 20, 26 + k % 2 * 3)], "#3a2b33", 3)
    easel.line([(-10, 47), (1610, 43)], "#8a5a4b", 7)
    return easel.finish(seed=52)
