"""Taking what a decoder made: it worked beside hostile bytes, so its folder is not trusted either."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class WrongOutput(Exception):
    """The decoder left something else than the plain files that it should make."""


def collect(out: Path, names: list[str]) -> list[Path]:
    """Give the files that should be there, each a plain file of its own, and nothing beside them.

    A link would let a broken decoder hand out any file that the worker can read.

    :raises WrongOutput: one is missing, empty, a link or a device, or there is more than was asked for
    """
    found = {entry.name for entry in os.scandir(out)}
    if found != set(names):
        raise WrongOutput(f"expected {sorted(names)}, found {sorted(found)[:20]}")
    for name in names:
        about = (out / name).lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_nlink != 1 or about.st_size == 0:
            raise WrongOutput(f"{name} is not a plain file with something in it")
    return [out / name for name in names]
