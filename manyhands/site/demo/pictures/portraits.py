"""Portraits: what somebody would put on their door. Abstract, of three colours, and of their craft."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from manyhands.site.demo.pictures.easel import Easel, Point, mix, spline

SIZE = 640
Colours = tuple[str, str, str]


def _wave(y: float, height: float, turns: float, phase: float) -> list[Point]:
    return [
        (float(x), y + height * float(np.sin(turns * 2 * np.pi * x / SIZE + phase)))
        for x in range(-20, SIZE + 21, 10)
    ]


def strings(easel: Easel, chance: np.random.Generator, colours: Colours) -> None:
    """A sounding body and the strings that swing over it."""
    ground, body, light = colours
    easel.fill(
        spline(
            [
                (120, 700),
                (90, 420),
                (210, 330),
                (190, 210),
                (330, 120),
                (450, 200),
                (430, 320),
                (560, 420),
                (520, 700),
            ],
            14,
        ),
        body,
        bottom=mix(body, ground, 0.45),
    )
    easel.dot((322, 398), 74, mix(body, "#1d1a16", 0.75))
    for k in range(5):
        x = 262 + 29 * k
        swing = float(chance.uniform(6, 17)) * (1 if k % 2 else -1)
        easel.line(
            spline([(x, -20), (x + swing, 220), (x - swing, 430), (x + 4, 660)], 16), light, 5 - 0.7 * k
        )


def profile(easel: Easel, chance: np.random.Generator, colours: Colours) -> None:
    """A head in one line, thinking in lines that do not end."""
    ground, face, light = colours
    tilt = float(chance.uniform(-14, 14))
    head = [
        (420, 700),
        (408, 560),
        (470, 520),
        (478, 462),
        (506, 440),
        (484, 402),
        (500, 300),
        (430, 190),
        (300, 160),
        (190, 220),
        (150, 350),
        (186, 460),
        (178, 560),
        (120, 700),
    ]
    easel.fill(
        spline([(x + tilt * (y - 640) / 400, y) for x, y in head], 14), face, bottom=mix(face, ground, 0.3)
    )
    for k in range(7):
        x, sway = 206 + 36 * k, float(chance.uniform(-46, 46))
        path = [(x, 330 - 9 * k), (x + 22, 232), (x - 26 + sway, 120), (x - 90 + 30 * k + sway, -30)]
        easel.pen(
            path, light if k % 2 else mix(light, ground, 0.35), float(chance.uniform(4, 8)), seed=k, shake=0.6
        )
    easel.dot((418, 352), 11, mix(ground, "#1d1a16", 0.5))


def drum(easel: Easel, chance: np.random.Generator, colours: Colours) -> None:
    """A skin from above, and the beats it has had."""
    ground, rim, light = colours
    easel.dot((320, 330), 246, rim)
    easel.dot((320, 330), 216, light)
    for _ in range(16):
        angle, far = float(chance.uniform(0, 2 * np.pi)), float(chance.gamma(2.0, 36))
        at = (320 + min(far, 160) * float(np.cos(angle)), 330 + min(far, 160) * float(np.sin(angle)))
        easel.dot(at, float(chance.uniform(10, 44)), mix(ground, light, float(chance.uniform(0.2, 0.8))))
    for k in range(12):
        a = k * np.pi / 6 + 0.2
        easel.dot((320 + 231 * float(np.cos(a)), 330 + 231 * float(np.sin(a))), 9, ground)


def brush(easel: Easel, chance: np.random.Generator, colours: Colours) -> None:
    """One breath, three strokes and a seal."""
    _ground, ink, wash = colours
    easel.brush(
        [(110, 420), (240, 250), (420, 200), (540, 300), (470, 450), (300, 500), (200, 430)],
        mix(wash, _ground, 0.55),
        lambda t: 110 - 40 * t,
        seed=2,
        dry=0.35,
    )
    easel.brush(
        [(150, 180), (300, 140), (500, 190)],
        ink,
        lambda t: 46 * (1 - 0.6 * t),
        seed=int(chance.integers(90)),
        dry=0.5,
    )
    easel.brush(
        [(330, 110), (310, 300), (220, 540)],
        ink,
        lambda t: 38 * (1 - 0.75 * t) + 4,
        seed=int(chance.integers(90)),
        dry=0.6,
    )
    easel.brush(
        [(340, 300), (430, 420), (560, 540)],
        ink,
        lambda t: 18 + 46 * t,
        seed=int(chance.integers(90)),
        dry=0.7,
    )
    easel.box((486, 92), (62, 66), "#b3261e")
    easel.box((500, 108), (34, 7), _ground)
    easel.box((514, 108), (7, 36), _ground)


def rings(easel: Easel, chance: np.random.Generator, colours: Colours) -> None:
    """Loops laid over each other until they agree."""
    ground, line, light = colours
    for k in range(5):
        x, y = 320 + float(chance.normal(0, 62)), 320 + float(chance.normal(0, 62))
        r = 90 + 34 * k
        ring = [
            (x + r * float(np.cos(a)), y + r * 0.92 * float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 70)
        ]
        if k == 1:
            easel.fill(ring, mix(line, ground, 0.55), alpha=0.8)
        easel.pen(ring[::3], light if k % 2 else line, 15 - 2 * k, seed=k, shake=2.5)
    easel.dot((320, 320), 24, light)


def window(easel: Easel, chance: np.random.Generator, colours: Colours) -> None:
    """The sill, the weather, and one thing that stands there."""
    ground, light, frame = colours
    easel.box((110, 80), (420, 460), mix(ground, light, 0.35), bottom=mix(ground, light, 0.85))
    for k in range(3):
        easel.fill(
            [*_wave(360 + 66 * k, 26, 0.9 + 0.3 * k, float(chance.uniform(0, 6))), (SIZE, 540), (0, 540)],
            mix(ground, light, 0.25 + 0.2 * k),
            bottom=mix(ground, light, 0.1),
        )
    easel.dot(
        (float(chance.uniform(220, 420)), float(chance.uniform(170, 260))), 48, mix(light, "#ffffff", 0.35)
    )
    for at, size in (
        ((-20, -20), (130.0, 700.0)),
        ((530, -20), (140.0, 700.0)),
        ((-20, -20), (700.0, 100.0)),
        ((-20, 540), (700.0, 130.0)),
    ):
        easel.box(at, size, ground)
    easel.ruled([(110, 80), (530, 80), (530, 540), (110, 540), (110, 80)], frame, 17)
    easel.ruled([(320, 80), (320, 540)], frame, 11)
    easel.box((84, 540), (472, 24), frame)
    easel.fill(
        spline([(404, 540), (392, 486), (412, 470), (470, 470), (488, 486), (476, 540)], 8),
        mix(light, "#1d1a16", 0.25),
    )
    for k in range(5):
        easel.pen(
            [(440, 476), (430 + 12 * (k - 2), 410), (440 + 36 * (k - 2), 350 + 12 * abs(k - 2))],
            mix("#2d6a4f", ground, 0.2),
            7,
            seed=k,
        )


def hills(easel: Easel, chance: np.random.Generator, colours: Colours) -> None:
    """Where they live, mostly slope."""
    ground, warm, light = colours
    easel.ground((0, mix(ground, warm, 0.15)), (0.6, mix(ground, warm, 0.8)), (1, ground))
    easel.dot((float(chance.uniform(180, 460)), 210), 82, light)
    for k in range(4):
        slope = 120 * (1 if k % 2 else -1) * float(chance.uniform(0.5, 1.1))
        top = [
            (x, y + slope * (x - 320) / 320)
            for x, y in _wave(330 + 84 * k, 30, 0.7 + 0.4 * k, float(chance.uniform(0, 6)))
        ]
        easel.fill(
            [*top, (SIZE + 20, SIZE + 20), (-20, SIZE + 20)],
            mix(warm, ground, 0.2 + 0.24 * k),
            bottom=mix(warm, ground, 0.45 + 0.18 * k),
        )
        for n in range(4):
            x = float(chance.uniform(40, 600))
            y = 330 + 84 * k + slope * (x - 320) / 320 + 36
            easel.box((x, y), (15, 18), mix(light, warm, 0.2 * n))


def rain(easel: Easel, chance: np.random.Generator, colours: Colours) -> None:
    """A roof, and what falls on it."""
    ground, sheet, drop = colours
    for _ in range(130):
        x, y = float(chance.uniform(-60, SIZE)), float(chance.uniform(-40, 420))
        length = float(chance.uniform(24, 96))
        easel.line(
            [(x, y), (x + length * 0.2, y + length)],
            mix(drop, ground, float(chance.uniform(0, 0.6))),
            float(chance.uniform(1.5, 4.5)),
        )
    easel.fill(
        [(-20, 470), (320, 366), (660, 470), (660, 700), (-20, 700)], sheet, bottom=mix(sheet, ground, 0.55)
    )
    for k in range(17):
        x = -20 + 42 * k
        easel.line([(320 + (x - 320) * 0.4, 372 + 6 * abs(k - 8)), (x, 700)], mix(sheet, ground, 0.42), 4)
    for k in range(7):
        at = (50 + 90 * k, 452 - 24 * (3 - abs(k - 3)))
        easel.pen([(at[0] - 18, at[1] - 20), at, (at[0] + 19, at[1] - 23)], drop, 4, seed=k)


STYLES: dict[str, Callable[[Easel, np.random.Generator, Colours], None]] = {
    "strings": strings, "profile": profile, "drum": drum, "brush": brush, "rings": rings, "window": window,
    "hills": hills, "rain": rain,
}  # fmt: skip


def portrait(style: str, colours: Colours, seed: int) -> Image.Image:
    easel = Easel(SIZE, SIZE, colours[0])
    STYLES[style](easel, np.random.default_rng(seed), colours)
    return easel.finish(seed=seed, lumps=0.02)
