"""Rain on tin roofs, and two people under one of them."""

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, mix, spline
from manyhands.site.demo.pictures.shelf import picture

WIDTH, HEIGHT = 1600, 1200

NAILS = 212  # as the words say, and as somebody counted

# Roofs from back to front: left, ridge height, width, depth, metal.
ROOFS = (
    (-60.0, 330.0, 620.0, 190.0, "#3d5a6c"),
    (520.0, 280.0, 560.0, 210.0, "#6b4a3f"),
    (1040.0, 350.0, 640.0, 190.0, "#34525f"),
    (-120.0, 520.0, 760.0, 230.0, "#8a5540"),
    (900.0, 540.0, 820.0, 230.0, "#46616b"),
)


def roof(easel: Easel, plan: tuple[float, float, float, float, str], nails: int, seed: int) -> None:
    """Corrugated sheets, each of its own rust, with nails along the laths."""
    left, top, width, depth, metal = plan
    chance = np.random.default_rng(seed)
    sheets = 7
    skew = 46.0
    easel.box((left + 20, top + depth), (width - 30, 330), mix(metal, "#0f1a22", 0.72))
    for k in range(sheets):
        x = left + width * k / sheets
        w = width / sheets
        tint = mix(
            metal,
            ("#a8623f", "#22343f", "#7f99a3")[int(chance.integers(3))],
            float(chance.uniform(0.05, 0.4)),
        )
        drop = float(chance.uniform(-8, 10))
        corners = [
            (x + skew, top),
            (x + w + skew, top),
            (x + w + 3, top + depth + drop),
            (x, top + depth + drop),
        ]
        easel.fill(corners, mix(tint, "#dfe9ea", 0.16), bottom=mix(tint, "#0f1a22", 0.24))
        for rib in range(6):
            rx = x + w * (rib + 0.5) / 6
            easel.line([(rx + skew, top), (rx, top + depth + drop)], mix(tint, "#0b1218", 0.28), 3)
            easel.line([(rx + skew + 4, top), (rx + 4, top + depth + drop)], mix(tint, "#eef4f3", 0.2), 1.6)
    for k in range(nails):
        lath, place = k % 3, (k // 3 + 0.5) / ((nails + 2) // 3)
        part = (0.16, 0.5, 0.86)[lath]
        easel.dot((left + width * place + skew * (1 - part), top + depth * part), 2.6, "#12181c")
    easel.line([(left + skew - 6, top), (left + width + skew + 6, top)], mix(metal, "#eef4f3", 0.3), 7)


def person(easel: Easel, x: float, y: float, height: float, coat: str, facing: int) -> None:
    body = [
        (x - 0.2 * height, y),
        (x - 0.17 * height, y - 0.5 * height),
        (x - 0.08 * height, y - 0.74 * height),
    ]
    other = [
        (x + 0.09 * height, y - 0.74 * height),
        (x + 0.17 * height, y - 0.48 * height),
        (x + 0.19 * height, y),
    ]
    easel.fill(spline([*body, *other], 8), coat, bottom=mix(coat, "#0b1218", 0.4))
    easel.dot((x + facing * 0.02 * height, y - 0.86 * height), 0.105 * height, "#2a1a14")
    easel.dot((x + facing * 0.055 * height, y - 0.845 * height), 0.075 * height, "#b77b54")
    for side in (-1, 1):
        easel.line(
            [(x + side * 0.07 * height, y), (x + side * 0.07 * height, y + 0.16 * height)], "#10171c", 9
        )


@picture
def rain_on_roofs() -> Image.Image:
    easel = Easel(WIDTH, HEIGHT, "#5d7f8c")
    easel.ground((0, "#2b4654"), (0.3, "#587a86"), (0.62, "#a9b3a4"), (1, "#243640"))
    easel.fill(
        spline(
            [
                (-20, 330),
                (200, 250),
                (480, 300),
                (820, 200),
                (1200, 280),
                (1640, 220),
                (1640, 500),
                (-20, 500),
            ]
        ),
        "#3e5f6b",
    )
    shares = (36, 38, 38, 48, 52)
    for k, plan in enumerate(ROOFS):
        roof(easel, plan, shares[k], 80 + k)
    _street(easel)
    _awning(easel)
    _rain(easel)
    return easel.finish(seed=81)


def _street(easel: Easel) -> None:
    easel.fill([(-10, 1010), (1610, 990), (1610, 1210), (-10, 1210)], "#31464c", bottom="#16242b")
    chance = np.random.default_rng(82)
    for _ in range(70):
        x, y = float(chance.uniform(0, WIDTH)), float(chance.uniform(1030, 1190))
        easel.line([(x, y), (x + float(chance.uniform(20, 120)), y)], "#56707a", 1.6)
    easel.fill([(600, 1010), (1010, 1010), (1120, 1210), (470, 1210)], "#f0b765", alpha=0.22)


def _awning(easel: Easel) -> None:
    easel.box((560, 640), (490, 380), "#e8b264", bottom="#b9713a")
    easel.glow((800, 800), 330, "#ffe0a0", 0.5)
    for post in (590, 1000):
        easel.line([(post, 640), (post, 1022)], "#3a241a", 11)
    easel.box((690, 760), (110, 150), "#8d5330")
    easel.line([(690, 835), (800, 835)], "#6d3e24", 4)
    person(easel, 690, 992, 190, "#22343f", 1)
    person(easel, 915, 992, 178, "#7c2f2f", -1)
    easel.line([(804, 1010), (800, 884)], "#17120f", 5)
    easel.fill(
        spline([(800, 878), (812, 902), (815, 960), (804, 1000), (793, 960), (790, 902), (800, 878)], 8),
        "#2d6a4f",
    )
    stripes = 11
    for k in range(stripes):
        x = 520 + 570 * k / stripes
        colour = "#d9c9a4" if k % 2 else "#8e3b2f"
        easel.fill(
            [(x + 30, 560), (x + 82, 560), (x + 55, 668), (x, 668)],
            colour,
            bottom=mix(colour, "#1d1a16", 0.25),
        )
        easel.dot((x + 27, 666), 26, mix(colour, "#1d1a16", 0.25))


def _rain(easel: Easel) -> None:
    """Streaks in three distances; none of them under the awning."""
    chance = np.random.default_rng(83)
    for _ in range(1150):
        x, y = float(chance.uniform(-100, WIDTH)), float(chance.uniform(-60, HEIGHT))
        near = float(chance.random()) ** 2
        length = 26 + 90 * near
        end = (x + length * 0.2, y + length)
        if 520 < end[0] < 1090 and end[1] > 640 and y < 1040:
            continue
        easel.line([(x, y), end], mix("#8fa9b0", "#eaf1ef", near), 0.8 + 1.7 * near)
    for _ in range(150):
        x, y = float(chance.uniform(0, WIDTH)), float(chance.uniform(1040, 1195))
        if not 600 < x < 1040:
            easel.line(spline([(x - 9, y - 8), (x, y), (x + 10, y - 9)], 5), "#c7d6d6", 1.6)
