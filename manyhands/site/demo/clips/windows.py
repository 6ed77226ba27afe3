"""One night on the wall of windows: lights go on and off between the two drawings that it is made of."""

import numpy as np
from PIL import Image, ImageDraw

from manyhands.site.demo.clips.film import SIZE, Frames, clip, ease, moments
from manyhands.site.demo.pictures import windows as wall
from manyhands.site.demo.pictures.easel import Easel, mix
from manyhands.site.demo.pictures.shelf import see

# The drawings are 4:3; a clip shows their upper part.
CROP = (0, 60, 1600, 960)
GLASS = ("#f3c26b", "#f7d98b", "#e9a94f", "#8fb8de", "#ffd27a", "#f0b35a", "#c9d08b")


def _fit(image: Image.Image) -> Image.Image:
    return image.crop(CROP).resize(SIZE, Image.Resampling.LANCZOS)


def _everyone_awake() -> Image.Image:
    """The wall with a light in every window, from which each moment takes the ones that are on."""
    easel = Easel(wall.WIDTH, wall.HEIGHT, "#16263a", scale=1)
    wall.house(easel, "#13202f", "#22364b", "#1b2d41", "#2c435a")
    drawn = {(lit.column, lit.row): lit for lit in wall.LIT}
    scenes = list(wall.SCENES)
    for row in range(wall.ROWS):
        for column in range(wall.COLUMNS):
            number = column * 5 + row * 3
            other = wall.Lit(column, row, GLASS[number % len(GLASS)], scenes[number % len(scenes)])
            wall.light(easel, drawn.get((column, row), other))
    return _fit(easel.finish(seed=51))


def _asleep() -> Image.Image:
    easel = Easel(wall.WIDTH, wall.HEIGHT, "#16263a", scale=1)
    wall.house(easel, "#13202f", "#22364b", "#1b2d41", "#2c435a")
    for row in range(wall.ROWS):
        for column in range(wall.COLUMNS):
            wall.dark_pane(easel, column, row)
    return _fit(easel.finish(seed=51))


def _nights(seconds: float) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """When each window is lit: most go dark early, some wake in between, the drawn seven are on at two."""
    chance = np.random.default_rng(251)
    two = seconds * 0.42
    plan: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for row in range(wall.ROWS):
        for column in range(wall.COLUMNS):
            hours = [(-1.0, float(chance.gamma(2.4, seconds * 0.06)))]
            if chance.random() < 0.25:
                start = float(chance.uniform(seconds * 0.25, seconds * 0.8))
                hours.append((start, start + float(chance.uniform(0.4, 2.0))))
            plan[column, row] = hours
    for lit in wall.LIT:
        plan[lit.column, lit.row].append(
            (two - float(chance.uniform(1, 3)), two + float(chance.uniform(1, 3)))
        )
    plan[wall.AWAKE] = [(-1.0, seconds + 1)]
    return plan


def _lights(plan: dict[tuple[int, int], list[tuple[float, float]]], t: float) -> Image.Image:
    """A mask: white where somebody has the light on, soft around it."""
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    scale = SIZE[0] / (CROP[2] - CROP[0])
    for (column, row), hours in plan.items():
        level = max(ease((t - on) / 0.12) * ease((off - t) / 0.12) for on, off in hours)
        if level > 0:
            x, y = wall.corner(column, row)
            left, top = (x - CROP[0]) * scale, (y - CROP[1]) * scale
            right, low = left + wall.PANE[0] * scale, top + wall.PANE[1] * scale
            for grow in range(16, 0, -2):
                shade = round(255 * level * 0.5 * (1 - grow / 18) ** 2)
                draw.rounded_rectangle(
                    (left - grow, top - grow, right + grow, low + grow), radius=grow, fill=shade
                )
            draw.rectangle((left - 1, top - 1, right + 1, low + 1), fill=round(255 * level))
    return mask


@clip("windows_all_night", seconds=16, sound="upstairs_piano")
def all_night(seconds: float) -> Frames:
    asleep, awake = _asleep(), _everyone_awake()
    morning = _fit(see("windows_at_six"))
    dusk = Image.new("RGB", SIZE, mix("#6d4a6b", "#f08a4b", 0.3))
    plan = _nights(seconds)
    for t in moments(seconds):
        frame = Image.composite(awake, asleep, _lights(plan, t))
        evening = 0.34 * (1 - ease(t / (seconds * 0.16)))
        dawn = ease((t - seconds * 0.76) / (seconds * 0.2))
        yield Image.blend(Image.blend(frame, dusk, evening), morning, dawn)
