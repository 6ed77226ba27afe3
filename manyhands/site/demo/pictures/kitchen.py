"""A kitchen at four in the morning: one lamp, and whatever stands under it."""

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, Path, Point, spline, trace
from manyhands.site.demo.pictures.shelf import picture

SIZE = 1400
TABLE = 985.0
INK = "#16211f"


def closed(easel: Easel, points: Path, colour: str, *, bottom: str = "") -> None:
    easel.fill(spline([*points, points[0]], 14), colour, bottom=bottom)


def kettle(easel: Easel, x: float, y: float) -> None:
    belly = trace("-128 0, -146 -70, -110 -180, 0 -216, 110 -180, 146 -70, 128 0", x, y)
    closed(easel, belly, "#c8482f", bottom="#7d241b")
    spout = trace("120 -150, 190 -200, 232 -248, 250 -236, 214 -168, 138 -84", x, y)
    easel.fill(spline(spout, 8), "#a83a28")
    grip = trace("-96 -190, -104 -290, 0 -334, 104 -290, 96 -190", x, y)
    easel.pen(grip, INK, 15, shake=0.6)
    easel.fill(spline(trace("-62 -206, 0 -246, 62 -206, 0 -196", x, y), 8), "#8f2c20")
    easel.dot((x, y - 250), 15, INK)
    shine = trace("-96 -40, -112 -96, -84 -158", x, y)
    easel.brush(shine, "#f3a184", lambda t: 15 * (1 - t) + 3, seed=2, dry=0.5)
    for k in range(3):  # steam, only where the lamp shows it
        steam = trace(f"258 -262, 274 -300, 254 -344, 276 {-392 - 20 * k}", x + 10 * k, y)
        easel.pen(steam, "#6f7f6f", 3.5, seed=k)


def pot(easel: Easel, x: float, y: float) -> None:
    easel.fill(
        [(x - 150, y - 170), (x + 150, y - 170), (x + 138, y), (x - 138, y)], "#88a9a6", bottom="#3c5b5c"
    )
    easel.line([(x - 158, y - 170), (x + 158, y - 170)], "#b8d0c9", 9)
    for side in (-1, 1):
        easel.pen(
            [
                (x + side * 150, y - 132),
                (x + side * 188, y - 126),
                (x + side * 184, y - 92),
                (x + side * 145, y - 88),
            ],
            INK,
            11,
            shake=0.4,
        )
    lid = [(x - 150, y - 186), (x - 60, y - 262), (x + 60, y - 282), (x + 148, y - 238), (x + 154, y - 222)]
    easel.fill([*spline(lid, 8)], "#9dbdb7", bottom="#5d807e")
    easel.dot((x + 12, y - 290), 17, INK)
    easel.brush([(x - 110, y - 150), (x - 104, y - 30)], "#cfe2da", lambda _t: 12, seed=5, dry=0.7)


def guitar(easel: Easel, x: float, y: float, lean: float) -> None:
    """Leaning on the wall; drawn upright and turned by ``lean`` radians about its foot."""

    def at(points: Path) -> list[Point]:
        c, s = float(np.cos(lean)), float(np.sin(lean))
        return [(x + a * c - b * s, y + a * s + b * c) for a, b in points]

    body = [(0, 0), (-112, -28), (-140, -120), (-88, -212), (-72, -268), (-100, -340), (-58, -402), (0, -412)]
    outline = spline([*body, *[(-a, b) for a, b in reversed(body[1:-1])], body[0]], 14)
    easel.fill(at([(a + 12, b + 6) for a, b in outline]), "#10201f")
    easel.fill(at(outline), "#d68a3c", bottom="#8b4a1d")
    ring = [(40 * float(np.cos(k)), -270 + 40 * float(np.sin(k))) for k in np.linspace(0, 2 * np.pi, 40)]
    easel.fill(at(ring), "#24130b")
    easel.line(at([*ring, ring[0]]), "#f0c58a", 3)
    easel.fill(at([(-19, -330), (19, -330), (15, -760), (-15, -760)]), "#3a2115")
    easel.fill(at([(-26, -756), (26, -756), (31, -856), (-31, -856)]), "#2a170e")
    easel.line(at([(-52, -112), (52, -112)]), "#2a170e", 12)
    for k in range(6):
        easel.line(at([(-11 + 4.4 * k, -112), (-9 + 3.6 * k, -800)]), "#f5e3c0", 1.2)
    for k in range(7):
        easel.line(at([(-17, -360 - 52 * k), (17, -360 - 52 * k)]), "#b9a27a", 1.6)


def lamp(easel: Easel, x: float, y: float) -> None:
    easel.fill(
        [(x - 92, y + 40), (x + 118, y + 66), (1270, TABLE), (210, TABLE)],
        "#f4cf7c",
        bottom="#3f4a36",
        alpha=0.42,
    )
    easel.glow((x + 16, y + 66), 420, "#ffe2a0", 0.62)
    easel.line([(x - 46, -10), (x, y - 104)], INK, 5)
    easel.fill(
        spline(
            [(x - 104, y + 44), (x - 84, y - 50), (x + 2, y - 110), (x + 96, y - 26), (x + 128, y + 72)], 10
        ),
        "#26403d",
    )
    easel.fill(
        spline(
            [(x - 104, y + 44), (x + 10, y + 30), (x + 128, y + 72), (x + 8, y + 84), (x - 104, y + 44)], 10
        ),
        "#fff0c4",
    )


def window(easel: Easel) -> None:
    easel.box((168, 170), (300, 372), "#0f2238", bottom="#284a63")
    easel.dot((372, 276), 52, "#f2e6c4")
    easel.dot((352, 264), 50, "#132a42")
    for k, (x, y) in enumerate(((214, 226), (250, 322), (300, 214), (424, 384), (226, 420))):
        easel.dot((x, y), 2.4 + 0.5 * (k % 2), "#d8d6c3")
    easel.fill(
        [(168, 542), (168, 470), (222, 452), (270, 486), (338, 440), (396, 470), (468, 446), (468, 542)],
        "#0b1826",
    )
    for x in (236, 352, 420):
        easel.box((x, 486), (9, 12), "#e9c46a")
    for line in (((318, 170), (318, 542)), ((168, 330), (468, 330))):
        easel.line(line, "#3d5a55", 9)
    easel.line([(168, 170), (468, 170), (468, 542), (168, 542), (168, 170)], "#3d5a55", 15)


@picture
def kitchen_still() -> Image.Image:
    easel = Easel(SIZE, SIZE, "#1e3532")
    easel.ground((0, "#142523"), (0.5, "#24413c"), (1, "#1a2f2b"))
    for k in range(9):  # tiles, felt more than seen
        easel.line([(0, 610 + 62 * k), (SIZE, 606 + 62 * k)], "#20393500"[:7], 2)
    window(easel)
    lamp(easel, 690, 300)
    guitar(easel, 1150, TABLE + 150, 0.13)
    easel.fill(
        [(-10, TABLE), (SIZE + 10, TABLE - 12), (SIZE + 10, SIZE + 10), (-10, SIZE + 10)],
        "#b3763f",
        bottom="#4a2a17",
    )
    for k in range(14):
        y = TABLE + 18 + k * k * 2.1
        easel.pen([(-10, y), (460, y + 7), (930, y - 5), (SIZE + 10, y + 4)], "#8a5529", 2.0, seed=k, shake=2)
    for x, half in ((430, 210), (815, 190)):
        easel.fill(
            spline([(x - half, 1128), (x, 1108), (x + half * 1.3, 1132), (x, 1166), (x - half, 1128)], 8),
            "#5d3519",
            alpha=0.75,
        )
    kettle(easel, 430, 1130)
    pot(easel, 815, 1130)
    for k, (x, y, turn) in enumerate(((560, 1262, 0.16), (626, 1296, 0.34))):
        end = (x + 250 * float(np.cos(turn)), y - 250 * float(np.sin(turn)))
        easel.line([(x, y), end], "#e8ddc6" if k else "#d9c9a8", 9)
        closed(
            easel,
            [(x, y), (x - 30, y - 18), (x - 74, y - 2), (x - 76, y + 28), (x - 30, y + 30)],
            "#f3ead6",
            bottom="#a8916c",
        )
    return easel.finish(seed=61)
