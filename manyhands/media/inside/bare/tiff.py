"""TIFF 6.0: the fields that make the pictures of its pages, their colours and their size stay.

Strips and tiles are copied as they are coded. JPEG inside TIFF is not taken apart: it tells stories, too.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_COMPRESSION = 259
_COMPRESSIONS = {1, 2, 3, 4, 5, 8, 32773, 32946}  # none, fax, LZW, Deflate, PackBits
_PLACES = {273: 279, 324: 325}  # where strips and tiles lie, and the fields with their lengths
# Size, bits, colours, samples, strips, tiles, resolution, palette, orientation, extra channels, ICC profile.
_SHAPE = {254, 256, 257, 258, 259, 262, 266, 274, 277, 278, 284, 292, 293, 317, 322, 323}
_LOOKS = {282, 283, 290, 291, 296, 301, 318, 319, 320, 332, 334, 336, 338, 339, 529, 530, 531, 532, 34675}
_KEPT = _SHAPE | _LOOKS | set(_PLACES) | set(_PLACES.values())
_MOST_PAGES = 10_000


@dataclass(frozen=True)
class _Field:
    tag: int
    kind: int
    count: int
    value: bytes


def bare(data: bytes, *, orientation: int) -> bytes:
    """Copy every page of the chain. The orientation is a field that is kept."""
    del orientation
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None:
        raise ValueError("no TIFF")
    out = bytearray(data[:4] + bytes(4))
    link, (at,) = 4, struct.unpack_from(f"{order}I", data, 4)
    seen: set[int] = set()
    while at:
        if at in seen or len(seen) >= _MOST_PAGES:
            raise ValueError("pages in a circle")
        seen.add(at)
        fields, at = _page(data, at, order)
        link = _write(out, link, fields, data, order)
    return bytes(out)


def _page(data: bytes, at: int, order: str) -> tuple[list[_Field], int]:
    """The fields of a page that are kept, and where the next page is described."""
    (count,) = struct.unpack_from(f"{order}H", data, at)
    fields = []
    for place in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, number = struct.unpack_from(f"{order}HHI", data, place)
        if tag not in _KEPT:
            continue
        length = _SIZES[kind] * number
        start = place + 8 if length <= 4 else struct.unpack_from(f"{order}I", data, place + 8)[0]
        fields.append(_Field(tag, kind, number, _slice(data, start, length)))
    (after,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)
    return fields, after


def _write(out: bytearray, link: int, fields: list[_Field], data: bytes, order: str) -> int:
    """Append a page: its strips, its long values, its fields; give where its link to the next one stands."""
    by_tag = {field.tag: field for field in fields}
    compression = _numbers(by_tag[_COMPRESSION], order)[0] if _COMPRESSION in by_tag else 1
    if compression not in _COMPRESSIONS:
        raise ValueError("a compression that is not taken apart")
    for places, lengths in _PLACES.items():
        if places in by_tag:
            moved = _copy_strips(out, by_tag[places], by_tag[lengths], data, order)
            by_tag[places] = _Field(places, 4, len(moved), struct.pack(f"{order}{len(moved)}I", *moved))
    rows = []
    for field in sorted(by_tag.values(), key=lambda each: each.tag):
        value = field.value.ljust(4, b"\0")
        if len(value) > 4:
            value = struct.pack(f"{order}I", _append(out, value))
        rows.append(struct.pack(f"{order}HHI", field.tag, field.kind, field.count) + value)
    body = struct.pack(f"{order}H", len(rows)) + b"".join(rows) + bytes(4)
    struct.pack_into(f"{order}I", out, link, _append(out, body))
    return len(out) - 4


def _copy_strips(out: bytearray, places: _Field, lengths: _Field, data: bytes, order: str) -> list[int]:
    pairs = zip(_numbers(places, order), _numbers(lengths, order), strict=True)
    moved = [_append(out, _slice(data, start, length)) for start, length in pairs]
    if len(out) > 2 * len(data) + 4096:
        raise ValueError("strips upon each other")
    return moved


def _append(out: bytearray, value: bytes) -> int:
    """At an even place, as the format wants it."""
    out += bytes(len(out) % 2)
    at = len(out)
    out += value
    if len(out) % 2:
        out += b"\0"
    return at


def _numbers(field: _Field, order: str) -> tuple[int, ...]:
    letter = {1: "B", 3: "H", 4: "I"}[field.kind]
    return struct.unpack(f"{order}{field.count}{letter}", field.value)


def _slice(data: bytes, start: int, length: int) -> bytes:
    if start + length > len(data):
        raise ValueError("ends within a field")
    return data[start : start + length]
