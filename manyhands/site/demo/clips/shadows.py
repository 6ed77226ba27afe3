"""Two hands in front of a lamp become a bird; then the light goes out."""

import numpy as np
from PIL import Image, ImageFilter

from manyhands.site.demo.clips.film import SIZE, Frames, clip, ease, moments
from manyhands.site.demo.pictures.easel import Easel
from manyhands.site.demo.pictures.hands import Hand, paint

CENTRE = (320.0, 214.0)
DARK = 8.5  # second at which the lamp is switched off


def _wall() -> Image.Image:
    easel = Easel(*SIZE, "#7a4a24", scale=1)
    easel.ground((0, "#6e4120"), (1, "#4e2d17"))
    easel.glow((320, 170), 330, "#ffdf9e", 0.95)
    easel.glow((320, 170), 190, "#fff1cf", 0.5)
    return easel.finish(lumps=0.035, grain=0.02, seed=231)


def _hands(t: float) -> tuple[Hand, Hand]:
    """Upright and apart at first; from the third second wrists crossed and fingers beating as wings."""
    bird = ease((t - 2.0) / 1.4)
    rise = ease(t / 1.3)
    flight = ease((t - 4.0) / 4.5)
    beat = bird * 0.42 * float(np.sin(2 * np.pi * 1.15 * (t - 2.6)))
    x = CENTRE[0] + 46 * flight * float(np.sin(t * 1.1))
    y = (
        CENTRE[1]
        + 190 * (1 - rise)
        - 48 * flight
        - 9 * bird * float(np.sin(2 * np.pi * 1.15 * (t - 2.6) + 2))
    )
    apart = 110 * (1 - bird) + 10 * bird
    turn = 0.1 * (1 - bird) + (1.08 + beat) * bird
    spread = 1.1 - 0.75 * bird
    size = 150.0
    bent = (0.15 * bird, 0, 0, 0, 0)
    return (
        Hand(x - apart, y + 40 * (1 - bird), size, -turn, spread, left=True, bent=bent),
        Hand(x + apart, y + 40 * (1 - bird), size, turn, spread, bent=bent),
    )


@clip("hand_shadows", seconds=10)
def bird(seconds: float) -> Frames:
    wall = _wall()
    night = Image.new("RGB", SIZE, "#0d0907")
    shade = Image.blend(wall, Image.new("RGB", SIZE, "#1c0f08"), 0.84)
    for t in moments(seconds):
        cut = Easel(*SIZE, "#000000", scale=1)
        left, right = _hands(t)
        forearm = 1.5 - 1.32 * ease((t - 2.0) / 1.4)
        for hand in (left, right):
            paint(cut, hand, "#ffffff", arm=forearm)
        if t > 2.6:  # the thumbs, hooked into each other, are the head
            head = ease((t - 2.6) / 0.6)
            x, y = (left.x + right.x) / 2, (left.y + right.y) / 2
            cut.dot((x, y - 34 * head), 15 * head, "#ffffff")
            cut.fill(
                [(x - 8, y - 42 * head), (x + 30 * head, y - 44 * head), (x - 4, y - 26 * head)], "#ffffff"
            )
            cut.dot((x, y), 26, "#ffffff")
        mask = cut.image.convert("L").filter(ImageFilter.GaussianBlur(2.6))
        frame = Image.composite(shade, wall, mask)
        dim = ease((t - DARK) / 0.16)
        flicker = 0.03 * float(np.sin(t * 11)) + 0.02 * float(np.sin(t * 23.7))
        yield Image.blend(frame, night, min(1.0, max(0.0, dim * 0.97 + flicker + 0.04)))
