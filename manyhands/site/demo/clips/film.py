"""A clip: frames that a function draws one by one, perhaps with a sound; and where clips are kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

FPS = 24
SIZE = (640, 360)

Frames = Iterator[Image.Image]


@dataclass(frozen=True)
class Clip:
    """``draw(seconds)`` yields ``seconds`` times ``FPS`` pictures of one size."""

    draw: Callable[[float], Frames]
    seconds: float
    sound: str = ""  # a name on the shelf of sounds
    picture_of: str = ""  # another clip: this one is that, frame for frame, with a sound under it

    def frames(self) -> Frames:
        return self.draw(self.seconds)


CLIPS: dict[str, Clip] = {}


def clip(
    name: str, *, seconds: float, sound: str = "", scored: str = ""
) -> Callable[[Callable[[float], Frames]], Callable[[float], Frames]]:
    """Keep a clip under a name. With ``scored``, ``name`` stays silent and a second clip has the sound."""

    def remember(draw: Callable[[float], Frames]) -> Callable[[float], Frames]:
        CLIPS[name] = Clip(draw, seconds, "" if scored else sound)
        if scored:
            CLIPS[scored] = Clip(draw, seconds, sound, picture_of=name)
        return draw

    return remember


def moments(seconds: float) -> list[float]:
    """The time of every frame, in seconds."""
    return [k / FPS for k in range(round(seconds * FPS))]


def ease(x: float) -> float:
    """From 0 to 1, slow at both ends; outside of them it stays."""
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)
