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
    """An empty folder of one's own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f"{purpose}-", dir=_folder()))
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def sweep_scratch() -> int:
    """Remove the folders of processes that died; how many."""
    return sum(_remove_if_nobodys(folder) for folder in _folder().iterdir())


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
