"""Low tide in Porto and a red hill in Sendai."""

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, Path, clouds, mix, spline
from manyhands.site.demo.pictures.shelf import picture

WIDTH, HEIGHT = 1600, 1200
SUN = (560.0, 430.0, 205.0)

# Crest lines from far to near as fractions of the sheet, with the colours of crest and foot.
DUNES = (
    (((0, 0.53), (0.2, 0.485), (0.42, 0.545), (0.7, 0.5), (1, 0.56)), "#5c6b73", "#3c4a55"),
    (((0, 0.62), (0.25, 0.66), (0.5, 0.6), (0.78, 0.655), (1, 0.6)), "#a9794e", "#6f4f3c"),
    (((0, 0.74), (0.22, 0.69), (0.5, 0.75), (0.8, 0.7), (1, 0.745)), "#d39a5e", "#9a6a45"),
    (((0, 0.81), (0.3, 0.86), (0.6, 0.8), (0.85, 0.84), (1, 0.815)), "#f0e2cb", "#cbb394"),
)


def crest(
    points: Path, *, shift: float = 0.0, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> list[tuple[float, float]]:
    """The line of a dune across the sheet; ``shift`` moves its waves sideways."""
    moved = [(x * size[0], (y + 0.012 * float(np.sin(shift + 7 * x))) * size[1]) for x, y in points]
    return spline([(-20, moved[0][1]), *moved, (size[0] + 20, moved[-1][1])], 20)


def shoe(easel: Easel, x: float, y: float, size: float) -> None:
    """A single shoe, from the side, its toe towards the sea."""
    outline = [
        (0, 0),
        (0.06, -0.5),
        (0.3, -0.62),
        (0.42, -0.36),
        (0.75, -0.3),
        (1.0, -0.12),
        (1.02, 0),
        (0.5, 0.04),
    ]
    easel.fill(spline([(x + size * a, y + size * b) for a, b in outline]), "#2b2118")
    easel.line([(x, y + 2), (x + size * 1.02, y + 2)], "#15100b", 4)
    for k in range(3):
        at = x + size * (0.44 + 0.07 * k)
        easel.line([(at, y - size * 0.36), (at + size * 0.07, y - size * 0.27)], "#e9dcc3", 2)
    easel.fill(
        [(x + 6, y + 5), (x + size * 1.05, y + 5), (x + size * 1.5, y + 15), (x + size * 0.5, y + 15)],
        "#6f5a45",
        alpha=0.5,
    )


@picture
def low_tide() -> Image.Image:
    easel = Easel(WIDTH, HEIGHT, "#1d3a4f")
    easel.ground((0, "#142c40"), (0.35, "#24506a"), (0.52, "#7f8f8d"), (1, "#cbb394"))
    x, y, radius = SUN
    easel.glow((x, y), radius * 2.6, "#f6a95b", 0.55)
    easel.dot((x, y), radius, "#f4b06a")
    # The sun is printed in bands, wider towards its foot.
    for k in range(7):
        low = y + radius * (0.1 + 0.13 * k)
        half = float(np.sqrt(max(0.0, radius**2 - (low - y) ** 2)))
        easel.box((x - half, low), (2 * half, 3 + 2.2 * k), "#7f8f8d", alpha=0.5)
    for number, (points, top, foot) in enumerate(DUNES):
        line = crest(points)
        easel.fill([*line, (WIDTH + 20, HEIGHT), (-20, HEIGHT)], top, bottom=foot)
        _ripples(easel, line, number, mix(top, "#1d1a16", 0.22))
        easel.line(line, mix(top, "#fff4dc", 0.35), 2.5)
    _wet_sand(easel)
    shoe(easel, 1290, 1095, 92)
    return easel.finish(seed=3)


def _ripples(easel: Easel, line: Path, number: int, colour: str) -> None:
    """Sand keeps the last wave: lines under the crest that thin out downwards."""
    chance = np.random.default_rng(number)
    for k in range(1, 9):
        depth = k * (7 + 3.2 * number)
        start = int(chance.integers(0, len(line) // 2))
        stop = int(chance.integers(len(line) // 2, len(line)))
        wave = [(x, y + depth + 4 * float(np.sin(x / 46 + k))) for x, y in line[start:stop]]
        if len(wave) > 3:
            easel.line(wave, colour, max(0.8, 2.0 - 0.16 * k))


def _wet_sand(easel: Easel) -> None:
    for k in range(9):
        y = 1068 + k * 15
        x = 150 + 24 * k + 70 * float(np.sin(k * 1.7))
        easel.line(
            [(x, y), (x + 560 - 46 * k, y - 6)], "#f4b06a" if k % 3 == 0 else "#b99d76", 3.4 - 0.25 * k
        )


@picture
def red_hill() -> Image.Image:
    """Two colours of sky, one diagonal, rows of cloud: a letter to a print."""
    width, height = 1600, 1100
    easel = Easel(width, height, "#2f5d8a")
    easel.ground((0, "#17375e"), (0.12, "#2a5c92"), (0.55, "#7fa9c4"), (0.8, "#e8dcc0"), (1, "#e8dcc0"))
    chance = np.random.default_rng(12)
    for row in range(19):
        y = 96 + row * 31 + float(chance.normal(0, 4))
        x = float(chance.uniform(-300, 100))
        while x < width:
            length = float(chance.uniform(140, 420)) * (0.6 + 0.06 * row)
            _cloud(easel, x, y, length, 4.5 + row * 0.55)
            x += length * float(chance.uniform(0.9, 1.5)) + 30
    ridge = spline(RIDGE)
    easel.fill([*ridge, (1640, 1130), (-30, 1130)], "#8a3322", bottom="#d27a45")
    _slopes(easel, ridge)
    foot = spline([(-30, 1020), (300, 992), (700, 968), (1100, 972), (1640, 920)])
    easel.fill([*foot, (1640, 1130), (-30, 1130)], "#4a5d3a", bottom="#1f3a2b")
    line = np.array(ridge)
    for _ in range(1900):
        x = float(chance.uniform(0, width))
        y = 1100 - float(chance.exponential(70)) - 30 * x / width
        if y > float(np.interp(x, line[:, 0], line[:, 1])) + 16:
            shade = mix("#1c3327", "#7a4a33", float(np.clip((960 - y) / 240, 0, 0.7)))
            easel.line([(x, y), (x + 1.5, y - float(chance.uniform(7, 14)))], shade, 2.4)
    return _woodgrain(easel.finish(grain=0.015, seed=5))


RIDGE = (
    (-30, 900),
    (220, 842),
    (520, 742),
    (760, 610),
    (905, 520),
    (1010, 489),
    (1120, 505),
    (1250, 580),
    (1430, 668),
    (1640, 735),
)


def _cloud(easel: Easel, x: float, y: float, length: float, thick: float) -> None:
    """A thin bank: flat below, three or four low humps above, nothing at its ends."""
    t = np.linspace(0, 1, 15)
    body = np.sin(np.pi * t) ** 0.55
    humps = thick * body * (0.7 + 0.45 * np.abs(np.sin(t * np.pi * 3.3 + x)))
    edge = [(x + length * float(k), y - float(h)) for k, h in zip(t, humps, strict=True)]
    under = [
        (x + length * float(k), y + thick * 0.28 * float(b)) for k, b in zip(t[::-1], body[::-1], strict=True)
    ]
    easel.fill(spline([*edge, *under], 5), "#f6efdf", alpha=0.9)


def _slopes(easel: Easel, ridge: Path) -> None:
    """Cut lines that run down from the ridge, closer and darker on the side away from the sun."""
    chance = np.random.default_rng(14)
    line = np.array(ridge)
    for x in np.sort(chance.uniform(330, 1560, 190)):
        y = float(np.interp(x, line[:, 0], line[:, 1])) + float(chance.exponential(28)) + 5
        lean = (float(x) - 1010) / 620
        drop = float(chance.uniform(24, 130))
        path = [
            (float(x), y),
            (float(x) + lean * drop * 0.5, y + drop * 0.5),
            (float(x) + lean * drop * 1.3, y + drop),
        ]
        dark = chance.random() < (0.5 if lean < 0 else 0.85)
        easel.pen(path, "#64211a" if dark else "#e8a374", float(chance.uniform(0.9, 2.4)), shake=0.8)


def _woodgrain(image: Image.Image) -> Image.Image:
    """The plank shows through, as it does in a print."""
    field = clouds(image.width // 8, image.height, 9, 31)
    grain = np.sin(clouds(image.width, image.height, 160, 30) * 14 + np.arange(image.height)[:, None] / 5)
    wide = (
        np.asarray(Image.fromarray((field * 127 + 128).astype(np.uint8)).resize(image.size), dtype=np.float32)
        / 128
        - 1
    )
    pixels = np.asarray(image, dtype=np.float32) * (1 + 0.018 * grain + 0.02 * wide)[:, :, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
