"""PNG (third edition): the chunks that make the picture, its colours and its animation stay."""

from __future__ import annotations

import zlib

from manyhands.media.inside.bare.orientation import tiff_block

_MAGIC = b"\x89PNG\r\n\x1a\n"
_PICTURE = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"sBIT", b"pHYs", b"hIST"}
_COLOURS = {b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI"}
_ANIMATION = {b"acTL", b"fcTL", b"fdAT"}
_NEEDED = _PICTURE | _COLOURS | _ANIMATION


def bare(data: bytes, *, orientation: int) -> bytes:
    """Copy up to IEND."""
    if data[:8] != _MAGIC:
        raise ValueError("no PNG")
    out, at = [_MAGIC], 8
    while True:
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if len(name) < 4 or end > len(data):
            raise ValueError("ends within a chunk")
        if name in _NEEDED:
            out.append(data[at:end])
        if name == b"IHDR" and orientation != 1:
            out.append(_chunk(b"eXIf", tiff_block(orientation)))
        if name == b"IEND":
            return b"".join(out)
        at = end


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
