"""Six frames in ink: the night train, from the hand that waves to the hand that waves back. Red only once."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, Point, mix, spline
from manyhands.site.demo.pictures.hands import Hand, paint
from manyhands.site.demo.pictures.shelf import picture

INK = "#1d1a16"
PAPER = "#f5efe2"
FRAME = (470.0, 352.0)
WASHES = ("#e4dccb", "#c9c0b0", "#8f8a82", "#55524e")


class Panel:
    """One frame; ``p`` takes ``(0..1, 0..1)`` to the sheet."""

    def __init__(self, easel: Easel, x: float, y: float) -> None:
        self.easel, self.x, self.y = easel, x, y

    def p(self, x: float, y: float) -> Point:
        return self.x + x * FRAME[0], self.y + y * FRAME[1]

    def area(self, *points: Point, colour: str, alpha: float = 1.0) -> None:
        self.easel.fill([self.p(*point) for point in points], colour, alpha=alpha)

    def blob(self, *points: Point, colour: str = INK) -> None:
        path = [self.p(*point) for point in points]
        self.easel.fill(spline([*path, path[0]], 8), colour)

    def pen(self, *points: Point, width: float = 2.6, colour: str = INK, seed: int = 0) -> None:
        self.easel.pen([self.p(*point) for point in points], colour, width, seed=seed)

    def frame(self, *points: Point, width: float = 2.6) -> None:
        self.easel.ruled([self.p(*point) for point in (*points, points[0])], INK, width)

    def sky(self, dark: float) -> None:
        """A wash laid in strokes, darker above."""
        for k in range(9):
            y = 0.02 + 0.07 * k
            shade = mix(PAPER, WASHES[2], max(0.0, dark * (1 - k / 9)))
            path = [self.p(0.01, y), self.p(0.35, y + 0.01), self.p(0.7, y - 0.01), self.p(0.99, y + 0.01)]
            self.easel.brush(path, shade, lambda _t: 34, seed=k, dry=0.12)


def crossing(s: Panel) -> None:
    s.sky(0.9)
    s.easel.dot(s.p(0.78, 0.22), 30, PAPER)
    s.area((0, 0.66), (1, 0.62), (1, 1), (0, 1), colour=WASHES[2])
    train(s, 0.1, 0.6, 0.86, 0.1)
    for k in range(7):
        s.pen(
            (0.02 + 0.15 * k, 0.7),
            (0.1 + 0.14 * k, 0.8),
            (0.05 + 0.16 * k, 0.97),
            width=1.8,
            colour=WASHES[3],
            seed=k,
        )


def train(s: Panel, x: float, y: float, length: float, height: float) -> None:
    """Twelve carriages, counted."""
    for k in range(12):
        left = x + length * k / 12
        w = length / 12 * 0.93
        top = y - height * (1 - 0.025 * k)
        s.area((left, top), (left + w, top), (left + w, y), (left, y), colour=INK)
        for pane in range(2):
            px = left + w * (0.2 + 0.4 * pane)
            s.area(
                (px, top + 0.03),
                (px + w * 0.2, top + 0.03),
                (px + w * 0.2, top + 0.06),
                (px, top + 0.06),
                colour=PAPER,
            )
    s.pen((0.0, y + 0.012), (0.5, y + 0.008), (1.0, y + 0.004), width=3)


def grandmother(s: Panel) -> None:
    s.area((0, 0), (1, 0), (1, 1), (0, 1), colour=WASHES[3])
    s.area((0.3, 0.1), (0.72, 0.1), (0.72, 0.86), (0.3, 0.86), colour=PAPER)
    s.blob((0.42, 0.86), (0.43, 0.56), (0.5, 0.46), (0.57, 0.56), (0.6, 0.86))
    s.easel.dot(s.p(0.5, 0.38), 27, INK)
    s.easel.dot(s.p(0.5, 0.31), 13, INK)
    s.pen((0.57, 0.58), (0.64, 0.5), (0.645, 0.4), width=15)
    paint(s.easel, Hand(*s.p(0.645, 0.42), 66, 0.12, 1.1), INK, arm=0.2)
    for x in (0.3, 0.51, 0.72):
        s.pen((x, 0.08), (x, 0.5), (x, 0.88), width=4, colour=WASHES[2])
    s.pen((0.27, 0.88), (0.75, 0.88), width=8, colour=WASHES[1])


def raised(s: Panel) -> None:
    s.sky(0.35)
    paint(s.easel, Hand(*s.p(0.52, 0.92), 250, 0.06, 1.0), INK, arm=0.5)
    for k in range(4):
        s.pen((0.1, 0.3 + 0.12 * k), (0.24, 0.29 + 0.12 * k), width=2, colour=WASHES[2], seed=k)
        s.pen((0.78, 0.32 + 0.12 * k), (0.93, 0.31 + 0.12 * k), width=2, colour=WASHES[2], seed=k + 5)


def inside(s: Panel) -> None:
    s.area((0, 0), (1, 0), (1, 1), (0, 1), colour=WASHES[1])
    s.area((0.36, 0.12), (0.95, 0.12), (0.95, 0.66), (0.36, 0.66), colour=WASHES[3])
    s.easel.dot(s.p(0.8, 0.26), 17, PAPER)
    s.area((0.36, 0.54), (0.95, 0.5), (0.95, 0.66), (0.36, 0.66), colour=INK)
    s.blob((0.06, 1.0), (0.08, 0.66), (0.2, 0.54), (0.34, 0.62), (0.42, 0.82), (0.46, 1.0))
    s.blob((0.13, 0.5), (0.12, 0.34), (0.22, 0.26), (0.33, 0.32), (0.35, 0.42), (0.33, 0.52), (0.22, 0.56))
    s.frame((0.36, 0.12), (0.95, 0.12), (0.95, 0.66), (0.36, 0.66), width=6)
    s.pen((0.5, 0.8), (0.75, 0.78), (0.98, 0.8), width=5, colour=WASHES[2])
    for k in range(4):
        s.pen((0.42 + 0.12 * k, 0.2), (0.5 + 0.12 * k, 0.19), width=1.8, colour=WASHES[1], seed=k)


def sold(s: Panel) -> None:
    s.sky(0.7)
    s.area((0, 0.78), (1, 0.72), (1, 1), (0, 1), colour=WASHES[2])
    s.area((0.26, 0.42), (0.48, 0.22), (0.72, 0.42), (0.72, 0.8), (0.26, 0.82), colour=INK)
    for x in (0.34, 0.56):
        s.area((x, 0.5), (x + 0.09, 0.5), (x + 0.09, 0.64), (x, 0.64), colour=WASHES[3])
    s.pen((0.1, 0.84), (0.1, 0.66), width=5)
    s.area((0.03, 0.58), (0.18, 0.57), (0.18, 0.68), (0.03, 0.69), colour=PAPER)
    s.frame((0.03, 0.58), (0.18, 0.57), (0.18, 0.68), (0.03, 0.69))
    for k in range(2):
        s.pen((0.05, 0.61 + 0.035 * k), (0.16, 0.605 + 0.035 * k), width=2.2, seed=k)
    for k in range(5):
        s.pen(
            (0.74 + 0.05 * k, 0.76),
            (0.75 + 0.05 * k, 0.6 - 0.02 * k),
            (0.78 + 0.045 * k, 0.55),
            width=2,
            seed=k,
        )


def window_lit(s: Panel) -> None:
    s.area((0, 0), (1, 0), (1, 1), (0, 1), colour=INK)
    s.area((0.0, 0.34), (0.2, 0.1), (0.34, 0.3), (0.34, 1), (0, 1), colour=WASHES[3])
    s.area((0.4, 0.18), (0.78, 0.18), (0.78, 0.84), (0.4, 0.84), colour="#d8261c")
    s.blob((0.46, 0.84), (0.47, 0.7), (0.54, 0.62), (0.61, 0.7), (0.63, 0.84))
    s.easel.dot(s.p(0.54, 0.54), 25, INK)
    s.pen((0.6, 0.74), (0.67, 0.66), (0.675, 0.58), width=13)
    paint(s.easel, Hand(*s.p(0.678, 0.58), 62, 0.1, 1.2), INK, arm=0.2)
    s.pen((0.59, 0.18), (0.59, 0.84), width=4)
    s.pen((0.4, 0.44), (0.78, 0.44), width=4)


PANELS: tuple[Callable[[Panel], None], ...] = (crossing, grandmother, raised, inside, sold, window_lit)


@picture
def train_storyboard() -> Image.Image:
    easel = Easel(1600, 1000, PAPER)
    for k, draw in enumerate(PANELS):
        x, y = 60 + (k % 3) * 505, 62 + (k // 3) * 466
        draw(Panel(easel, x, y))
        # What ran over the edge is taken away by a frame of paper, as with tape.
        _tape(easel, x, y)
        corners = [
            (x, y),
            (x + FRAME[0], y + 1),
            (x + FRAME[0] - 1, y + FRAME[1]),
            (x + 1, y + FRAME[1] - 1),
            (x, y),
        ]
        easel.ruled(corners, INK, 4, seed=k)
        for line in range(2):
            note_y = y + FRAME[1] + 26 + 22 * line
            _scribble(easel, x + 4, note_y, 150 + 90 * ((k + line) % 3), k * 2 + line)
    return easel.finish(seed=74, lumps=0.012, grain=0.016)


def _tape(easel: Easel, x: float, y: float) -> None:
    w, h = FRAME
    for at, size in (
        ((x - 34, y - 60), (w + 69, 60.0)),
        ((x - 34, y + h), (w + 69, 112.0)),
        ((x - 34, y - 60), (34.0, h + 120)),
        ((x + w, y - 60), (34.0, h + 120)),
    ):
        easel.box(at, size, PAPER)


def _scribble(easel: Easel, x: float, y: float, length: float, seed: int) -> None:
    """A note to oneself that nobody else can read."""
    chance = np.random.default_rng(seed)
    path = [(x, y)]
    while path[-1][0] < x + length:
        path.append((path[-1][0] + float(chance.uniform(3, 9)), y + float(chance.normal(0, 4.5))))
    easel.line(spline(path, 4), WASHES[2], 1.8)
