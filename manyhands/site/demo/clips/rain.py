"""Rain on a window at three in the morning: drops hesitate, meet, and run."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from manyhands.site.demo.clips.film import FPS, SIZE, Frames, clip, moments
from manyhands.site.demo.pictures.easel import Easel, mix

LAMPS = ("#f4b860", "#f08a4b", "#d8483c", "#8fb8de", "#f6d8ae", "#74a892")


def _street() -> Image.Image:
    """What is out there: a dark street, wet, with its lights."""
    easel = Easel(*SIZE, "#131c2b", scale=1)
    easel.ground((0, "#101826"), (0.5, "#22304a"), (0.62, "#1a2335"), (1, "#0e1420"))
    chance = np.random.default_rng(221)
    for _ in range(34):
        x, y = float(chance.uniform(0, 640)), float(chance.normal(190, 50))
        colour = LAMPS[int(chance.integers(len(LAMPS)))]
        easel.dot((x, y), float(chance.uniform(6, 19)), colour, alpha=float(chance.uniform(0.5, 0.95)))
        easel.box(
            (x - 2, y + 22), (5, float(chance.uniform(30, 110))), mix(colour, "#131c2b", 0.35), alpha=0.6
        )
    for x in (90, 300, 520):
        easel.box((x, 20), (70, 130), "#1b2739")
        for k in range(6):
            easel.box(
                (x + 10 + 32 * (k % 2), 34 + 38 * (k // 2)),
                (15, 20),
                "#f0c27a" if (k + x) % 4 == 0 else "#26344b",
            )
    return easel.image


@dataclass
class Drop:
    x: float
    y: float
    radius: float
    speed: float  # pixels a second
    waits: float  # seconds until it lets go


def _bead(image: Image.Image, street: Image.Image, x: float, y: float, radius: float) -> None:
    """A drop is a lens: it shows the street small and upside down, with a light at its upper edge."""
    r = max(2, round(radius))
    reach = r * 7
    left, top = min(max(0, int(x) - reach), SIZE[0] - 1), min(max(0, int(y) - reach), SIZE[1] - 1)
    seen = street.crop((left, top, min(SIZE[0], left + 2 * reach), min(SIZE[1], top + 2 * reach)))
    small = seen.resize((2 * r + 1, round(2.3 * r) + 1)).transpose(Image.Transpose.ROTATE_180)
    mask = Image.new("L", (small.width * 3, small.height * 3))
    ImageDraw.Draw(mask).ellipse((1, 1, mask.width - 2, mask.height - 2), fill=235)
    image.paste(small, (round(x - r), round(y - r)), mask.resize(small.size, Image.Resampling.BOX))
    draw = ImageDraw.Draw(image)
    draw.ellipse((x - r * 0.45, y - r * 0.6, x - r * 0.1, y - r * 0.25), fill="#dfe8ee")


def _fall(drop: Drop, chance: np.random.Generator, t: float) -> None:
    """One frame of a drop's way: it waits, lets go, stutters, and starts again above."""
    if t < drop.waits:
        return
    stutter = 0.25 + 0.75 * float(np.sin(drop.x + 3.1 * t) > -0.35)
    drop.y += drop.speed * stutter / FPS
    drop.x += float(chance.normal(0, 0.35))
    if drop.y > SIZE[1] + 12:
        drop.x, drop.y = float(chance.uniform(8, 632)), float(chance.uniform(-30, 60))
        drop.waits = t + float(chance.uniform(0.2, 1.6))
        drop.radius = float(chance.uniform(3.6, 6.4))


def _first_drops(chance: np.random.Generator) -> list[Drop]:
    falling = []
    for _ in range(17):
        x, y, radius, speed, waits = chance.uniform((8, -20, 3.4, 60, 0), (632, 200, 6.4, 230, 3))
        falling.append(Drop(float(x), float(y), float(radius), float(speed), float(waits)))
    # These two meet at the fourth second.
    return [*falling, Drop(330, 60, 5.5, 70, 2.2), Drop(330, 10, 6.4, 190, 3.3)]


@clip("rain_window", seconds=10, sound="rain_on_tin")
def window(seconds: float) -> Frames:
    chance = np.random.default_rng(222)
    street = _street()
    clear = street.filter(ImageFilter.GaussianBlur(3.5))
    misty = Image.blend(street.filter(ImageFilter.GaussianBlur(10)), Image.new("RGB", SIZE, "#5b6b7d"), 0.14)
    wiped = Image.new("L", SIZE)
    still = chance.uniform((0, 0), SIZE, (150, 2))
    radii = chance.gamma(2.0, 0.8, 150) + 1
    falling = _first_drops(chance)
    for t in moments(seconds):
        wiped = wiped.point(lambda v: max(0, v - 1))
        trace = ImageDraw.Draw(wiped)
        for drop in falling:
            before = (drop.x, drop.y)
            _fall(drop, chance, t)
            if drop.y > before[1]:
                trace.line([before, (drop.x, drop.y)], fill=230, width=round(drop.radius * 1.7))
        glass = Image.composite(clear, misty, wiped.filter(ImageFilter.BoxBlur(1)))
        dry = np.asarray(wiped)
        for (x, y), r in zip(still, radii, strict=True):
            if dry[int(y), int(x)] < 60:
                _bead(glass, street, float(x), float(y), float(r))
        for drop in falling:
            _bead(glass, street, drop.x, drop.y, drop.radius)
        yield glass
