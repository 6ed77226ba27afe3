"""Decisions of this room without I/O: names, room, whose turn it is."""

from __future__ import annotations

import datetime as dt
import re

LONGEST_NAME = 255  # bytes of UTF-8, as file systems count

# Control characters, and those that change how the rest of a name is read (bidi overrides and isolates,
# zero-width and line separators): "a.mp4\u202egpj.exe" must not look like a picture.
_MISLEADING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def clean_name(name: str) -> str:
    """The name a file is shown under: the last part of a path, nothing that misleads, 255 bytes at most.

    It is never used as a path; its ending survives a cut, because people read the kind of a file from it.
    """
    name = _MISLEADING.sub("", name).replace("\\", "/").rstrip("/").rpartition("/")[2].strip()
    name = name.encode("utf-8", "replace").decode()
    if name in {".", ".."}:
        return ""
    return _shortened(name)


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    room = LONGEST_NAME - len((dot + ending).encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + dot + ending


UNCLAIMED_FOR = dt.timedelta(hours=24)  # what was recorded before joining is kept so long, then deleted
TAKE_LASTS = dt.timedelta(minutes=5)  # before joining; as long as recorder.js stops by itself
TAKE_ARRIVES_WITHIN = dt.timedelta(hours=1)  # with its pauses, over a slow line
TAKE_BYTES = {
    "audio": 12 * 2**20,
    "video": 240 * 2**20,
}  # five minutes as our recorder codes them, and a fifth
TAKE_PIECE = 4 * 2**20  # the most of one body: whoever announces much and sends little holds no room
TAKES_OF_ONE = 10  # of one browser, waiting
TAKES_OF_A_NETWORK = 60  # begun within UNCLAIMED_FOR: a classroom shares one address
TAKES_OF_ALL = 400  # waiting


def is_too_much(kind: str, size: int, *, age: dt.timedelta) -> bool:
    """Whether a take before joining is larger than five minutes, or not over an hour after its start."""
    return size > TAKE_BYTES[kind] or age > TAKE_ARRIVES_WITHIN
