"""The map of a town that nobody has walked in: every line of the legend is on it once."""

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, Path, Point, shaken, spline
from manyhands.site.demo.pictures.shelf import picture

WIDTH, HEIGHT = 1600, 1200
INK = "#2b2620"
WATER, TOLD = "#7fb0bd", "#cfe3e2"

COAST = (
    (-30, 330),
    (160, 380),
    (300, 350),
    (400, 440),
    (520, 470),
    (560, 580),
    (480, 680),
    (520, 800),
    (420, 900),
    (260, 930),
    (170, 1060),
    (60, 1110),
    (-30, 1230),
)
RIVER = ((1640, 250), (1420, 300), (1270, 410), (1090, 430), (960, 530), (800, 540), (690, 620), (540, 600))
TOLD_LAKE = ((1180, 830), (1290, 770), (1430, 800), (1490, 890), (1420, 990), (1290, 1010), (1190, 940))
WALKED = (
    (1330, 640),
    (1240, 590),
    (1150, 650),
    (1060, 610),
    (1010, 700),
    (930, 690),
    (900, 790),
    (800, 770),
    (770, 860),
    (680, 830),
    (600, 770),
)
SAID = ((1330, 650), (1180, 720), (1000, 760), (820, 730), (600, 778))
CROSS = (884.0, 1010.0)


def along(path: Path, step: float) -> list[tuple[Point, Point]]:
    """Points every ``step`` pixels along a line, with the unit vector across it."""
    p = np.array(spline(path, 24))
    lengths = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(p, axis=0).T))])
    places = np.arange(0, lengths[-1], step)
    xy = np.stack([np.interp(places, lengths, p[:, axis]) for axis in (0, 1)], axis=1)
    way = np.gradient(xy, axis=0)
    way /= np.hypot(way[:, 0], way[:, 1])[:, None]
    return [((float(x), float(y)), (float(-b), float(a))) for (x, y), (a, b) in zip(xy, way, strict=True)]


def hill(easel: Easel, x: float, y: float, size: float, seed: int) -> None:
    easel.fill([(x - size, y), (x, y - 1.5 * size), (x + size, y)], "#f3ead6")
    easel.ruled([(x - size, y), (x, y - 1.5 * size), (x + size, y)], INK, 3, seed=seed)
    for k in range(5):
        t = 0.25 + 0.16 * k
        start = (x + size * t * 0.95, y - 1.5 * size * (1 - t))
        easel.pen(
            [start, (start[0] - size * 0.16, start[1] + size * 0.3 * (1 - t) + 8)],
            INK,
            1.8,
            seed=seed + k,
            shake=0.6,
        )


def house(easel: Easel, x: float, y: float, size: float, *, black: bool) -> None:
    corners = shaken([(x, y), (x + size, y - 1), (x + size, y + size), (x, y + size)], 1.2, int(x), every=1)
    easel.fill(corners, INK if black else "#fffaf0")
    easel.line([*corners, corners[0]], INK, 2.6)


def sea(easel: Easel) -> None:
    coast = spline(COAST)
    easel.fill([*coast, (-30, 1230)], WATER)
    for k in range(1, 6):  # the old engraver's way: the coast again and again, further apart
        inner = [(x - 7.5 * k - 1.2 * k * k, y + 1.5 * k) for x, y in coast]
        easel.line(shaken(inner, 1.0, k), "#5d93a3", max(0.8, 2.3 - 0.35 * k))
    easel.line(shaken(coast, 0.8, 7), INK, 3.4)
    for k in range(9):
        x, y = 60 + 61 * (k % 4) + 17 * (k // 4), 560 + 96 * (k // 3) + 23 * (k % 2)
        if x < 420:
            easel.pen(
                [(x, y), (x + 13, y - 8), (x + 26, y), (x + 39, y - 8), (x + 52, y)],
                "#4f8596",
                2,
                seed=k,
                shake=0.4,
            )


def river(easel: Easel) -> None:
    for n, (at, _across) in enumerate(along(RIVER, 7)):
        easel.dot(at, 15 + 0.045 * n, WATER)
    for side in (-1, 1):
        bank = [
            (x + side * a * (15 + 0.045 * n), y + side * b * (15 + 0.045 * n))
            for n, ((x, y), (a, b)) in enumerate(along(RIVER, 7))
        ]
        easel.line(shaken(bank[: -8 if side < 0 else -9], 0.9, 3 + side), INK, 2.4)


def ways(easel: Easel) -> None:
    for at, _across in along(WALKED, 17):
        easel.dot(at, 4.3, INK)
    for side in (-1, 1):
        line = [(x + side * 6 * a, y + side * 6 * b) for (x, y), (a, b) in along(SAID, 12)]
        easel.line(shaken(line, 0.6, 20 + side), INK, 2.4)


def town(easel: Easel) -> None:
    chance = np.random.default_rng(101)
    clear = np.array([at for path in (WALKED, SAID, RIVER) for at, _ in along(path, 10)])
    placed: list[Point] = []
    while len(placed) < 92:
        x, y = (float(chance.normal(middle, far)) for middle, far in ((900, 210), (730, 125)))
        near = np.hypot(clear[:, 0] - x - 12, clear[:, 1] - y - 12).min()
        apart = min((abs(x - a) + abs(y - b) for a, b in placed), default=99.0)
        if near > 34 and apart > 40 and 620 < x < 1400 and 470 < y < 985:
            placed.append((x, y))
            house(easel, x, y, float(chance.uniform(17, 27)), black=len(placed) % 3 == 1)


def school_and_harbour(easel: Easel) -> None:
    easel.fill([(1310, 640), (1310, 590), (1350, 560), (1390, 590), (1390, 640)], "#fffaf0")
    easel.ruled([(1310, 640), (1310, 590), (1350, 560), (1390, 590), (1390, 640), (1310, 640)], INK, 3.4)
    easel.line([(1350, 560), (1350, 520)], INK, 3)
    easel.fill([(1350, 520), (1384, 530), (1350, 541)], INK)
    for k in range(3):
        easel.line([(588, 770 + 22 * k), (494 - 12 * k, 776 + 26 * k)], INK, 6)
    for k, (x, y) in enumerate(((400, 770), (360, 840), (440, 660))):
        easel.fill(spline([(x - 26, y), (x + 28, y), (x + 15, y + 15), (x - 16, y + 15)], 6), INK)
        easel.line([(x, y), (x, y - 42)], INK, 3)
        easel.fill([(x + 3, y - 40), (x + 25, y - 10), (x + 3, y - 8)], "#fffaf0")
        easel.ruled([(x + 3, y - 40), (x + 25, y - 10), (x + 3, y - 8)], INK, 2, seed=k)


def compass(easel: Easel, x: float, y: float, r: float) -> None:
    for k in range(8):
        angle = k * np.pi / 4
        long = r if k % 2 == 0 else r * 0.55
        tip = (x + long * float(np.sin(angle)), y - long * float(np.cos(angle)))
        for side in (-1, 1):
            base = (
                x + 0.16 * r * float(np.sin(angle + side * 0.8)),
                y - 0.16 * r * float(np.cos(angle + side * 0.8)),
            )
            easel.fill([(x, y), base, tip], INK if side > 0 else "#fffaf0")
            easel.line([(x, y), base, tip], INK, 1.6)
    ring = [
        (x + r * 0.7 * float(np.cos(a)), y + r * 0.7 * float(np.sin(a)))
        for a in np.linspace(0, 2 * np.pi, 60)
    ]
    easel.line(ring, INK, 2)


@picture
def town_map() -> Image.Image:
    easel = Easel(WIDTH, HEIGHT, "#f3ead6")
    sea(easel)
    river(easel)
    lake = spline([*TOLD_LAKE, TOLD_LAKE[0]])
    easel.fill(lake, TOLD)
    for at, _across in along([*TOLD_LAKE, TOLD_LAKE[0]], 22):
        easel.dot(at, 2.6, "#8db4b8")
    hills = (
        (1010, 210, 62),
        (1120, 250, 80),
        (1240, 190, 70),
        (880, 260, 52),
        (760, 320, 44),
        (1400, 160, 50),
        (1500, 470, 56),
        (1555, 520, 44),
        (700, 1080, 58),
        (610, 1120, 46),
        (1060, 1110, 40),
    )
    for seed, (x, y, size) in enumerate(hills):
        hill(easel, x, y, size, seed)
    town(easel)
    ways(easel)
    school_and_harbour(easel)
    for turn in (-1, 1):
        arm = [(CROSS[0] - 19 * turn, CROSS[1] - 21), CROSS, (CROSS[0] + 20 * turn, CROSS[1] + 20)]
        easel.brush(arm, "#d8261c", lambda t: 9 - 3 * t, seed=3 + turn, dry=0.1)
    compass(easel, 190, 190, 92)
    for inset, weight in ((26.0, 5.0), (38.0, 1.8)):
        right, low = WIDTH - inset, HEIGHT - inset
        easel.line([(inset, inset), (right, inset), (right, low), (inset, low), (inset, inset)], INK, weight)
    for fold in (533.0, 1066.0):  # it was folded twice
        easel.fill([(fold - 9, 0), (fold, 0), (fold, HEIGHT), (fold - 9, HEIGHT)], "#d9ccb0", alpha=0.55)
        easel.fill([(fold, 0), (fold + 7, 0), (fold + 7, HEIGHT), (fold, HEIGHT)], "#fffaf0", alpha=0.6)
    return easel.finish(seed=102, lumps=0.016)
