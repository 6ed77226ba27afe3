"""Where finished sounds stand, by name, so that a remix can take its sources and really contain them."""

import functools
from collections.abc import Callable

from manyhands.site.demo.sound.wave import Stereo

_MAKERS: dict[str, Callable[[], Stereo]] = {}


def sound(make: Callable[[], Stereo]) -> Callable[[], Stereo]:
    """Put a sound on the shelf under its function's name."""
    _MAKERS[make.__name__] = make
    return make


@functools.cache
def hear(name: str) -> Stereo:
    """The finished sound of that name, made once; read-only, because others hear it too."""
    made = _MAKERS[name]()
    made.setflags(write=False)
    return made


def names() -> frozenset[str]:
    return frozenset(_MAKERS)


def forget() -> None:
    """Let go of everything made so far: a minute of stereo is 21 MB."""
    hear.cache_clear()
