"""Where finished sounds stand, by name, so that a remix can take its sources and really contain them."""

import functools
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from manyhands.site.demo.sound.wave import Stereo

_MAKERS: dict[str, Callable[[], Stereo]] = {}
_FULL_SCALE = 16_000  # 16 bits, with 6 dB of room above ±1: layers may be louder than mixes
_drawer: list[Path] = []


def sound(make: Callable[[], Stereo]) -> Callable[[], Stereo]:
    """Put a sound on the shelf under its function's name."""
    _MAKERS[make.__name__] = make
    return make


def keep_in(folder: Path) -> None:
    """From now on keep finished sounds as files there, for all processes that share the work."""
    _drawer[:] = [folder]


def hear(name: str) -> Stereo:
    """The finished sound of that name, made once; read-only, because others hear it too."""
    return _from_drawer(_drawer[0], name) if _drawer else _from_memory(name)


@functools.cache
def _from_memory(name: str) -> Stereo:
    made = _MAKERS[name]()
    made.setflags(write=False)
    return made


def _from_drawer(folder: Path, name: str) -> Stereo:
    path = folder / f"{name}.npy"
    if not path.exists():
        made = np.rint(_MAKERS[name]() * _FULL_SCALE).astype(np.int16)
        # Two processes may make the same sound at once: each writes its own file, one name wins.
        mine = folder / f"{name}.{os.getpid()}.npy"
        np.save(mine, made)
        mine.replace(path)
    # Read back even when just made, so that the result does not depend on who made it.
    heard: Stereo = np.load(path).astype(np.float32) / np.float32(_FULL_SCALE)
    heard.setflags(write=False)
    return heard


def names() -> frozenset[str]:
    return frozenset(_MAKERS)


def forget() -> None:
    """Let go of everything made so far: a minute of stereo is 21 MB."""
    _from_memory.cache_clear()
    _drawer.clear()
