"""A night train passes a house; in one window a hand goes up."""

import functools

import numpy as np
from PIL import Image

from manyhands.site.demo.clips.film import SIZE, Frames, clip, ease, moments
from manyhands.site.demo.pictures.easel import KEY, Easel, mix, spline, trace
from manyhands.site.demo.pictures.hands import Hand, paint

TRACK = 236
CARRIAGES = 12
CARRIAGE = 96.0
HAND_UP = 8.6  # seconds
STAGES = 16
TOP = 200


def _land() -> Easel:
    easel = Easel(*SIZE, "#0e1a2e")
    easel.ground((0, "#0a1426"), (0.45, "#1e3657"), (0.66, "#3f5a76"), (0.67, "#16233a"), (1, "#0a111f"))
    chance = np.random.default_rng(201)
    for _ in range(90):
        at = (float(chance.uniform(0, 640)), float(chance.uniform(0, 170)))
        easel.dot(at, float(chance.uniform(0.4, 1.2)), mix("#5f7b98", "#f3ece0", float(chance.random())))
    easel.glow((138, 70), 110, "#f2e6c4", 0.3)
    easel.dot((138, 70), 25, "#f2e6c4")
    far = [(-20, 214), (90, 176), (210, 200), (330, 158), (450, 196), (560, 170), (660, 206)]
    easel.fill([*spline(far), (660, 360), (-20, 360)], "#223b57", bottom="#13223a")
    near = [(-20, 232), (120, 214), (300, 228), (470, 208), (660, 230)]
    easel.fill([*spline(near), (660, 360), (-20, 360)], "#172a44", bottom="#0c1728")
    easel.box((-5, TRACK + 4), (650, 2.4), "#3a4d63")
    return easel


def _foreground(easel: Easel) -> None:
    """The bank in front of the line, and the house on it."""
    easel.fill(
        [*spline([(-20, 262), (180, 252), (360, 268), (660, 250)]), (660, 380), (-20, 380)],
        "#0c1626",
        bottom="#060b14",
    )
    easel.fill(trace("424 300, 424 196, 500 140, 586 196, 586 300"), "#080f1b")
    easel.box((556, 140), (16, 46), "#080f1b")
    chance = np.random.default_rng(202)
    for _ in range(150):
        x, tall = float(chance.uniform(-10, 650)), float(chance.uniform(8, 30))
        easel.pen(
            [(x, 366), (x + 2, 360 - tall * 0.5), (x + float(chance.normal(0, 6)), 356 - tall)],
            "#04070d",
            1.8,
        )


def _train() -> Easel:
    """Twelve carriages in a row, with their light on the ground below; its upper edge lies at ``TOP``."""
    easel = Easel(round(CARRIAGES * CARRIAGE), 76, KEY)
    foot = TRACK - TOP
    for k in range(CARRIAGES):
        left = k * CARRIAGE
        easel.box((left, foot - 31), (90, 31), "#0a121f", bottom="#111d2f")
        for pane in range(5):
            x = left + 8 + 16 * pane
            if (k * 5 + pane) * 7 % 11:
                easel.box((x, foot - 24), (10, 11), "#ffd98f", bottom="#f0a94f")
                easel.fill(
                    [(x, foot + 6), (x + 10, foot + 6), (x - 3, foot + 34), (x - 20, foot + 34)], "#3d3c46"
                )
            else:
                easel.box((x, foot - 24), (10, 11), "#22344b", bottom="#1a2a3f")
        for wheel in (14, 30, 60, 76):
            easel.dot((left + wheel, foot + 1), 4, "#05090f")
    return easel


def _window(easel: Easel, up: float) -> None:
    """The one lit window; ``up`` is how far the hand has risen."""
    x, y = 480.0, 204.0
    easel.box((x, y), (44, 48), "#ffe3a1", bottom="#ea9d45")
    shade = "#241610"
    easel.fill(spline(trace("6 48, 9 34, 17 29, 26 34, 28 48", x, y), 6), shade)
    easel.dot((x + 17, y + 22), 7.6, shade)
    if up > 0:
        wrist = (x + 31, y + 46 - 16 * up)
        easel.line([(x + 25, y + 40), wrist], shade, 4.5)
        paint(easel, Hand(wrist[0], wrist[1] + 1, 20 * (0.4 + 0.6 * up), 0.1, 1.2), shade, arm=0.1)
    easel.line(trace("22 0, 22 48", x, y), "#2a1a10", 1.6)
    easel.line(trace("0 19, 44 19", x, y), "#2a1a10", 1.6)
    easel.ruled(trace("0 0, 44 0, 44 48, 0 48, 0 0", x, y), "#04070d", 3, shake=0)


@functools.lru_cache(maxsize=STAGES + 1)
def _front(stage: int) -> tuple[Image.Image, Image.Image]:
    """The house in front of the line while the hand is ``stage`` of ``STAGES`` up."""
    easel = Easel(*SIZE, KEY)
    _foreground(easel)
    easel.glow((502, 228), 60, "#7a5a30", 0.5)
    _window(easel, stage / STAGES)
    return easel.cut_out()


@clip("train_passing", seconds=14, sound="train_score", scored="train_with_strings")
def passing(seconds: float) -> Frames:
    land = _land().image.reduce(2)
    train, train_mask = _train().cut_out()
    for t in moments(seconds):
        frame = land.copy()
        # From the right edge until the last carriage has left on the left, slowing at the bend.
        way = (t - 1.2) / 10.4 + 0.04 * float(np.sin(2 * np.pi * (t - 1.2) / 10.4))
        if 0 < way < 1:
            frame.paste(train, (round(650 - way * (650 + train.width)), TOP), train_mask)
        house, mask = _front(round(ease((t - HAND_UP) / 0.7) * STAGES))
        frame.paste(house, (0, 0), mask)
        yield frame
