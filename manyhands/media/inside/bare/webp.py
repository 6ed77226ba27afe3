"""WebP (RFC 9649): frames, alpha, animation and colour profile stay."""

from __future__ import annotations

from collections.abc import Iterator

from manyhands.media.inside.bare.orientation import tiff_block

_NEEDED = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_SAYS_EXIF, _SAYS_XMP = 0x08, 0x04
_FRAME_HEAD = 16


def bare(data: bytes, *, orientation: int) -> bytes:
    """Copy what the file's own length covers."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("no WebP")
    whole = data[12 : 8 + int.from_bytes(data[4:8], "little")]
    out = [_kept(name, body, turned=orientation != 1) for name, body in _chunks(whole)]
    if orientation != 1:
        out.append(_chunk(b"EXIF", tiff_block(orientation)))
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + length > len(data):
            raise ValueError("ends within a chunk")
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _kept(name: bytes, body: bytes, *, turned: bool) -> bytes:
    if name not in _NEEDED:
        return b""
    if name == b"VP8X":
        flags = body[0] & ~(_SAYS_EXIF | _SAYS_XMP) | (_SAYS_EXIF if turned else 0)
        body = bytes([flags]) + body[1:]
    if name == b"ANMF":
        inner = (_kept(each, within, turned=False) for each, within in _chunks(body[_FRAME_HEAD:]))
        body = body[:_FRAME_HEAD] + b"".join(inner)
    return _chunk(name, body)


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
