"""Folders for work in progress, on the data disk, so that a finished file is linked into the store.

A folder is held by a lock while its process lives. What a killed worker leaves is therefore known for certain
to be nobody's, however long a transcode may take; no age is guessed.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "scratch"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def scratch(purpose: str) -> Iterator[Path]:
    """An empty folder of one's own, gone afterwards. What dead processes left makes room first."""
    with _alone() as parent:
        _sweep(parent)
        folder = Path(tempfile.mkdtemp(prefix=f"{purpose}-", dir=parent))
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def sweep_scratch() -> int:
    """Remove the folders of processes that died; how many."""
    with _alone() as parent:
        return _sweep(parent)


@contextlib.contextmanager
def _alone() -> Iterator[Path]:
    """Nobody else makes or sweeps folders meanwhile: a new one is not locked yet for a moment."""
    parent = _folder()
    handle = os.open(parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield parent
    finally:
        os.close(handle)


def _sweep(parent: Path) -> int:
    return sum(_remove_if_nobodys(folder) for folder in parent.iterdir())


def _remove_if_nobodys(folder: Path) -> bool:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        shutil.rmtree(folder, ignore_errors=True)
        return True
    finally:
        os.close(handle)
