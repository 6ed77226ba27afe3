"""The boxes of ISO/IEC 14496-12: a size, a name, what is inside."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

Usual = tuple[int, int, int]  # duration, size and flags of a sample that says nothing else


class WrongShape(Exception):
    """It is not what our recipes make, or not all of it is there."""


def outermost(file: BinaryIO, length: int) -> Iterator[tuple[str, int, int]]:
    """Give name, place and size of each outermost box.

    :raises WrongShape: one of them is cut
    """
    at = 0
    while at < length:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            raise WrongShape(f"it breaks off at byte {at}")
        size, name = struct.unpack_from(">I4s", head)
        if size == 1 and len(head) == 16:
            [size] = struct.unpack_from(">Q", head, 8)
        if size < 8 or at + size > length:
            raise WrongShape(f"{name!r} at byte {at} says that it has {size} bytes")
        yield name.decode("latin-1"), at, size
        at += size


def children(body: bytes, wanted: str) -> list[bytes]:
    """Give what is inside each box of a name.

    :raises WrongShape: a box is cut
    """
    found, at = [], 0
    while at + 8 <= len(body):
        size, name = struct.unpack_from(">I4s", body, at)
        if size < 8 or at + size > len(body):
            raise WrongShape(f"{name!r} is cut")
        if name.decode("latin-1") == wanted:
            found.append(body[at + 8 : at + size])
        at += size
    return found


def one(body: bytes, *path: str) -> bytes:
    """Give what is inside the one box at the end of a path.

    :raises WrongShape: there is none, or more than one
    """
    for name in path:
        found = children(body, name)
        if len(found) != 1:
            raise WrongShape(f"{len(found)} boxes {name}")
        [body] = found
    return body
