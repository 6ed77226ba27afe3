"""BMP: headers, masks, palette and pixels stay; what hangs behind them, and a profile's file name, go."""

from __future__ import annotations

import struct

_FILE_HEAD = 14
_CORE, _V5 = 12, 124
_HEADS = {_CORE, 40, 52, 56, 108, _V5}
_MASKED = {3, 6}  # three or four masks of bits stand behind a short header
_PLAIN = {0, *_MASKED}
_SRGB = b"BGRs"
_PROFILE = slice(112, 120)  # of the fifth header: where its colour profile is, or the name of one


def bare(data: bytes, *, orientation: int) -> bytes:
    """Copy what the picture needs. A BMP says nothing about its orientation."""
    del orientation
    head_length = int.from_bytes(data[14:18], "little")
    if data[:2] != b"BM" or head_length not in _HEADS or len(data) < _FILE_HEAD + head_length:
        raise ValueError("no BMP")
    head = bytearray(data[_FILE_HEAD : _FILE_HEAD + head_length])
    if head_length == _V5 and head[56:60] in {b"KNIL", b"DEBM"}:
        head[56:60], head[_PROFILE] = _SRGB, bytes(8)
    start = int.from_bytes(data[10:14], "little")
    between = data[_FILE_HEAD + head_length : start]
    if len(between) > _most_between(head):
        raise ValueError("something between the palette and the pixels")
    pixels = data[start : start + _pixel_bytes(bytes(head))]
    whole = len(head) + _FILE_HEAD + len(between) + len(pixels)
    file_head = b"BM" + struct.pack("<IHHI", whole, 0, 0, start)
    return file_head + bytes(head) + between + pixels


def _most_between(head: bytearray) -> int:
    """Masks, and 256 colours at most."""
    if len(head) == _CORE:
        bits = int.from_bytes(head[10:12], "little")
        return 3 << bits if bits <= 8 else 0
    bits, colours = int.from_bytes(head[14:16], "little"), int.from_bytes(head[32:36], "little")
    masks = 16 if int.from_bytes(head[16:20], "little") in _MASKED else 0
    return masks + 4 * (min(colours, 256) or (1 << bits if bits <= 8 else 0))


def _pixel_bytes(head: bytes) -> int:
    """Each row is filled up to four bytes; packed pixels say their length."""
    if len(head) == _CORE:
        width, height, _planes, bits = struct.unpack_from("<HHHH", head, 4)
        return _rows(width, height, bits)
    width, height, _planes, bits, compression, size = struct.unpack_from("<iiHHII", head, 4)
    if compression in _PLAIN:
        return _rows(abs(width), abs(height), bits)
    if not size:
        raise ValueError("packed, of unknown length")
    return int(size)


def _rows(width: int, height: int, bits: int) -> int:
    return (width * bits + 31) // 32 * 4 * height
