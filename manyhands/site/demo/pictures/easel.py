"""An easel: paper, paint, pen and brush in the size of the finished picture, drawn at twice that and reduced.

Points are ``(x, y)`` in pixels of the finished picture, y downwards; colours are ``#rrggbb``.
"""

import functools
import itertools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw

SCALE = 2
KEY = "#ff00ff"  # the ground of what will be cut out

Point = tuple[float, float]
Path = Sequence[Point]
Field = NDArray[np.float32]


def rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def mix(one: str, other: str, part: float) -> str:
    """A colour ``part`` of the way from one to the other."""
    a, b = np.array(rgb(one)), np.array(rgb(other))
    return "#{:02x}{:02x}{:02x}".format(*np.clip(np.rint(a + (b - a) * part), 0, 255).astype(int))


def clouds(width: int, height: int, cell: float, seed: int) -> Field:
    """Smooth noise around 0 (±1) whose lumps are about ``cell`` pixels wide."""
    small = np.random.default_rng(seed).uniform(-1, 1, (int(height / cell) + 3, int(width / cell) + 3))
    image = Image.fromarray((small * 127 + 128).astype(np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    return np.asarray(image, dtype=np.float32) / 127.5 - 1


def spline(points: Path, steps: int = 16) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    p = np.array([points[0], *points, points[-1]], dtype=float)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    out = []
    for k in range(1, len(p) - 2):
        a, b, c, d = p[k - 1 : k + 3]
        out.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - 3 * c + d - a) * t**3)
        )
    return [(float(x), float(y)) for x, y in np.concatenate([*out, p[-1:]])]


def trace(outline: str, x: float = 0.0, y: float = 0.0) -> list[Point]:
    """Points written as ``"x y, x y, …"``, moved to ``x, y``."""
    pairs = (pair.split() for pair in outline.split(","))
    return [(x + float(a), y + float(b)) for a, b in pairs]


def shaken(points: Path, amount: float, seed: int, *, every: int = 4) -> list[Point]:
    """The same line drawn by a hand: it strays by about ``amount`` pixels and comes back."""
    n = len(points)
    knots = np.random.default_rng(seed).normal(0, amount, (n // every + 3, 2))
    place = np.arange(n) / every
    stray = np.stack([np.interp(place, np.arange(len(knots)), knots[:, axis]) for axis in (0, 1)], axis=1)
    return [(float(x), float(y)) for x, y in np.asarray(points, dtype=float) + stray]


def straight(a: Point, b: Point, steps: int = 12) -> list[Point]:
    t = np.linspace(0, 1, steps)
    return [(float(a[0] + (b[0] - a[0]) * k), float(a[1] + (b[1] - a[1]) * k)) for k in t]


class Easel:
    def __init__(self, width: int, height: int, ground: str, scale: int = SCALE) -> None:
        self.width, self.height, self.scale = width, height, scale
        self.image = Image.new("RGB", (width * scale, height * scale), ground)
        self.draw = ImageDraw.Draw(self.image)

    def _px(self, points: Path) -> list[tuple[float, float]]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def fill(self, points: Path, colour: str, *, bottom: str = "", alpha: float = 1.0) -> None:
        """Paint an area: flat, or from ``colour`` at its top to ``bottom``."""
        px = self._px(points)
        if not bottom and alpha >= 1:
            self.draw.polygon(px, fill=colour)
            return
        left, top = (max(0, int(min(p[axis] for p in px))) for axis in (0, 1))
        right = min(self.image.width, int(max(p[0] for p in px)) + 2)
        low = min(self.image.height, int(max(p[1] for p in px)) + 2)
        if right <= left or low <= top:
            return
        mask = Image.new("L", (right - left, low - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in px], fill=round(255 * alpha))
        self.image.paste(_gradient(colour, bottom or colour, mask.size), (left, top), mask)

    def ground(self, *stops: tuple[float, str]) -> None:
        """The whole sheet in bands of colour, ``(0 to 1 from the top, colour)``."""
        heights, colours = zip(*stops, strict=True)
        table = np.array([rgb(colour) for colour in colours], dtype=float)
        rows = np.linspace(0, 1, self.image.height)
        column = np.stack([np.interp(rows, heights, table[:, k]) for k in range(3)], axis=1).astype(np.uint8)
        self.image.paste(Image.fromarray(column[:, None, :]).resize(self.image.size), (0, 0))

    def line(self, points: Path, colour: str, width: float = 2.0) -> None:
        px = self._px(points)
        thick = max(1, round(width * self.scale))
        self.draw.line(px, fill=colour, width=thick, joint="curve")
        if thick > 3:
            for x, y in (px[0], px[-1]):
                self.draw.ellipse(
                    (x - thick / 2, y - thick / 2, x + thick / 2 - 1, y + thick / 2 - 1), fill=colour
                )

    def pen(
        self, points: Path, colour: str, width: float = 2.0, *, seed: int = 0, shake: float = 1.2
    ) -> None:
        """A line by hand: smooth through the points, a little unsure."""
        self.line(shaken(spline(points), shake, seed), colour, width)

    def ruled(
        self, points: Path, colour: str, width: float = 2.0, *, seed: int = 0, shake: float = 0.8
    ) -> None:
        """Straight lines by hand from corner to corner."""
        for k, (a, b) in enumerate(itertools.pairwise(points)):
            inner = shaken(straight(a, b), shake, seed + k)
            self.line([a, *inner[1:-1], b], colour, width)

    def dot(self, at: Point, radius: float, colour: str, *, alpha: float = 1.0) -> None:
        if alpha < 1:
            angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
            ring = [(at[0] + radius * float(np.cos(a)), at[1] + radius * float(np.sin(a))) for a in angles]
            self.fill(ring, colour, alpha=alpha)
            return
        x, y, r = at[0] * self.scale, at[1] * self.scale, radius * self.scale
        self.draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)

    def box(self, at: Point, size: Point, colour: str, *, bottom: str = "", alpha: float = 1.0) -> None:
        (x, y), (w, h) = at, size
        self.fill(((x, y), (x + w, y), (x + w, y + h), (x, y + h)), colour, bottom=bottom, alpha=alpha)

    def glow(self, at: Point, radius: float, colour: str, strength: float = 0.6) -> None:
        """Light that falls off from a point."""
        size = round(2 * radius * self.scale)
        corner = (round((at[0] - radius) * self.scale), round((at[1] - radius) * self.scale))
        self.image.paste(Image.new("RGB", (size, size), colour), corner, _falling_off(size, strength))

    def brush(
        self, points: Path, colour: str, width: Callable[[float], float], *, seed: int = 0, dry: float = 0.3
    ) -> None:
        """A brush stroke: bristles side by side, ``width(0 to 1 on the way)``, running dry at its end."""
        path = np.asarray(spline(points, 24), dtype=float)
        way = np.gradient(path, axis=0)
        normal = np.stack([-way[:, 1], way[:, 0]], axis=1) / (np.hypot(way[:, 0], way[:, 1])[:, None] + 1e-9)
        t = np.linspace(0, 1, len(path))
        breadth = np.array([width(float(k)) for k in t])
        count = int(np.clip(breadth.max() * 0.8, 5, 44))
        chance = np.random.default_rng(seed)
        thirst = clouds(len(path), count, 3.0, seed + 1)
        for k, side in enumerate(np.linspace(-0.5, 0.5, count)):
            bristle = path + normal * (breadth * side + chance.normal(0, 0.4, len(path)))[:, None]
            wet = (thirst[k] * 0.5 + 0.5) > dry * t * (1.2 + abs(side))
            thick = float(breadth.mean()) / count * 2.1 + 0.5
            for first, last in _runs(wet):
                self.line([(float(x), float(y)) for x, y in bristle[first:last]], colour, thick)

    def cut_out(self) -> tuple[Image.Image, Image.Image]:
        """What was drawn on a ground of ``KEY``, at the finished size, and the mask of it."""
        pixels = np.array(self.image)
        red, green, blue = rgb(KEY)
        ground = (pixels[:, :, 0] == red) & (pixels[:, :, 1] == green) & (pixels[:, :, 2] == blue)
        pixels[ground] = 0
        mask = Image.fromarray(np.where(ground, 0, 255).astype(np.uint8)).reduce(self.scale)
        # Each pixel is the mean of what was drawn in it, or its edge would shine in the colour of the ground.
        part = np.maximum(np.asarray(mask, dtype=np.float32), 1)[:, :, None] / 255
        mean = np.asarray(Image.fromarray(pixels).reduce(self.scale), dtype=np.float32) / part
        return Image.fromarray(np.clip(np.rint(mean), 0, 255).astype(np.uint8)), mask

    def finish(self, *, grain: float = 0.022, lumps: float = 0.03, seed: int = 1) -> Image.Image:
        """Reduce to the finished size and let the paper show: fine grain and slow unevenness."""
        small = self.image.reduce(self.scale)
        light = np.random.default_rng(seed).normal(0, grain, (small.height, small.width)).astype(np.float32)
        light += lumps * clouds(small.width, small.height, 60, seed)
        light += lumps / 2 * clouds(small.width, small.height, 7, seed + 1)
        pixels = np.asarray(small, dtype=np.float32) * (1 + light)[:, :, None]
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


@functools.lru_cache(maxsize=16)
def _falling_off(size: int, strength: float) -> Image.Image:
    # Pillow's gradient reaches 255 in the corners, so that a circle in the square ends at 180.
    levels = [round(max(0.0, 1 - v / 180) ** 2 * 255 * strength) for v in range(256)]
    return Image.radial_gradient("L").point(levels).resize((size, size))


def _gradient(top: str, bottom: str, size: tuple[int, int]) -> Image.Image:
    column = np.linspace(rgb(top), rgb(bottom), size[1]).astype(np.uint8)
    return Image.fromarray(column[:, None, :]).resize(size)


def _runs(wet: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where the bristle touches the paper, as ``(first, last)`` of at least two points."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wet, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= 2]
