"""A paper boat on dark water, and the boat below it."""

import numpy as np
from PIL import Image, ImageDraw

from manyhands.site.demo.clips.film import SIZE, Frames, clip, moments
from manyhands.site.demo.pictures.boats import Boat, paper_boat
from manyhands.site.demo.pictures.easel import KEY, Easel, mix, spline

WATERLINE = 214
SHEET = (190, 124)
ROCK = 1.5  # seconds from one side to the other and back: one bar of a quick waltz


def _evening() -> Easel:
    easel = Easel(*SIZE, "#41354f")
    easel.ground((0, "#352c48"), (0.3, "#8a5560"), (0.52, "#f0ac72"), (0.6, "#f6cf98"), (1, "#f6cf98"))
    for k, (y, colour) in enumerate(((186, "#7d5568"), (196, "#5a4560"), (206, "#3b3353"))):
        hills = [
            (-20, y + 8),
            (90, y - 26 + 8 * k),
            (230, y),
            (350, y - 18),
            (480, y + 4),
            (570, y - 30),
            (660, y),
        ]
        easel.fill([*spline(hills), (660, 240), (-20, 240)], colour)
    return easel


def _mirror(above: Image.Image, t: float) -> Image.Image:
    """The water: the picture above it upside down, darker, each line moved aside by the waves."""
    pixels = np.asarray(above)
    depth = SIZE[1] - WATERLINE
    rows = np.arange(depth)
    # Far lines are flat, near ones long: the reflection is squeezed towards the waterline.
    source = WATERLINE - 1 - np.clip((rows * 1.25).astype(int), 0, WATERLINE - 1)
    near = rows / depth
    shift = np.rint(
        (1 + 9 * near) * np.sin(rows / (3 + 9 * near) - 2.6 * t + np.sin(rows * 0.21 + t))
    ).astype(int)
    columns = (np.arange(SIZE[0])[None, :] + shift[:, None]) % SIZE[0]
    water = pixels[source[:, None], columns].astype(np.float32)
    dark = (0.78 - 0.42 * near)[:, None, None]
    tint = np.array([30, 52, 86], dtype=np.float32)
    return Image.fromarray((water * dark + tint * (1 - dark) * 0.9).astype(np.uint8))


def _sparkle(frame: Image.Image, t: float) -> None:
    draw = ImageDraw.Draw(frame)
    chance = np.random.default_rng(211)
    for _ in range(46):
        x, y = float(chance.uniform(0, 640)), float(chance.uniform(WATERLINE + 8, 356))
        near = (y - WATERLINE) / 146
        blink = 0.5 + 0.5 * float(np.sin(t * 2.2 + x))
        length = (6 + 44 * near) * (0.4 + 0.6 * blink)
        drift = (x + 9 * t * (0.3 + near)) % 700 - 30
        draw.line(
            (drift, y, drift + length, y), fill=mix("#3b4a6e", "#f6cf98", 0.55 * blink * (1 - near) + 0.1)
        )


def _boat(t: float) -> tuple[Image.Image, Image.Image]:
    """The boat alone, as it rocks at this moment, in the middle of a small sheet."""
    turn = 2 * np.pi * t / ROCK
    easel = Easel(*SHEET, KEY)
    lift = 2.2 * float(np.sin(turn + 1.2))
    paper_boat(easel, Boat(SHEET[0] / 2, SHEET[1] - 40 + lift, 72, 0.075 * float(np.sin(turn))))
    return easel.cut_out()


@clip("paper_boat", seconds=12, sound="boats_waltz", scored="paper_boat_with_waltz")
def crossing(seconds: float) -> Frames:
    evening = _evening().image.reduce(2)
    for t in moments(seconds):
        frame = evening.copy()
        boat, mask = _boat(t)
        corner = (round(-90 + (640 + 180) * (t / seconds) - SHEET[0] / 2), WATERLINE - SHEET[1] + 26)
        frame.paste(boat, corner, mask)
        frame.paste(_mirror(frame, t), (0, WATERLINE))
        # The hull stands a little in the water, in front of its own reflection.
        frame.paste(boat, corner, mask)
        _sparkle(frame, t)
        yield frame
