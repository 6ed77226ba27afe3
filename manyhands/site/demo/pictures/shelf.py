"""Where finished pictures hang, by name, so that a clip or a later drawing can take one."""

import functools
from collections.abc import Callable

from PIL import Image

_MAKERS: dict[str, Callable[[], Image.Image]] = {}


def picture(make: Callable[[], Image.Image]) -> Callable[[], Image.Image]:
    """Hang a picture up under its function's name."""
    _MAKERS[make.__name__] = make
    return make


@functools.cache
def see(name: str) -> Image.Image:
    return _MAKERS[name]()


def names() -> frozenset[str]:
    return frozenset(_MAKERS)


def forget() -> None:
    see.cache_clear()
