"""GIF89a: frames, their timing, and how often they repeat stay; comments and others' extensions go."""

from __future__ import annotations

_EXTENSION, _FRAME, _END = 0x21, 0x2C, 0x3B
_TIMING, _APPLICATION = 0xF9, 0xFF
_REPEATS = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}


def bare(data: bytes, *, orientation: int) -> bytes:
    """Copy up to the trailer. A GIF says nothing about its orientation."""
    del orientation
    if data[:6] not in {b"GIF87a", b"GIF89a"}:
        raise ValueError("no GIF")
    at = 13 + _table_length(data[10])
    out = [data[:at]]
    while data[at] != _END:
        if data[at] == _FRAME:
            end = _end_of_blocks(data, at + 10 + _table_length(data[at + 9]) + 1)
            out.append(data[at:end])
        elif data[at] == _EXTENSION:
            end = _end_of_blocks(data, at + 2)
            out.append(_kept(data[at:end]))
        else:
            raise ValueError("neither a frame nor an extension")
        at = end
    return b"".join([*out, b"\x3b"])


def _table_length(flags: int) -> int:
    """A colour table has 2 to 256 entries of 3 bytes, if there is one."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    """Each block says its length; one of 0 ends them."""
    while data[at]:
        at += 1 + data[at]
    return at + 1


def _kept(extension: bytes) -> bytes:
    if extension[1] == _TIMING:
        return extension
    repeats = extension[1] == _APPLICATION and extension[3:14] in _REPEATS and len(extension) >= 19
    return extension[:18] + b"\0" if repeats and extension[14] == 3 else b""
