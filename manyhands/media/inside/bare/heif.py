"""HEIC and AVIF: their boxes point at each other by position, so what tells is blanked where it lies.

The file keeps its length. EXIF and XMP items become empty ones; boxes that no picture needs become ``free``.
Which way is up stands in properties of the picture, not in EXIF.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_EMPTY_EXIF = bytes(4) + b"MM\0*\0\0\0\x08" + bytes(6)
_OUTERMOST = {b"ftyp", b"meta", b"mdat", b"moov"}
_TELLS = {b"udta", b"uuid", b"free", b"skip", b"udes", b"meta"}
_HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"iprp", b"ipco"}
_NEEDED_ITEMS = {b"hvc1", b"av01", b"grid", b"iden", b"iovl", b"tmap", b"jpeg"}


@dataclass(frozen=True)
class _Box:
    name: bytes
    start: int
    body: int
    end: int


@dataclass(frozen=True)
class _Item:
    """One item's bytes: extents as (position, length); in ``idat`` if ``in_idat``."""

    extents: tuple[tuple[int, int], ...]
    in_idat: bool


def bare(data: bytes, *, orientation: int) -> bytes:
    """Give a copy of the same length."""
    del orientation
    out = bytearray(data)
    if data[4:8] != b"ftyp":
        raise ValueError("no HEIF")
    for box in _boxes(data, 0, len(data)):
        if box.name not in _OUTERMOST:
            _blank_box(out, box)
        elif box.name == b"meta":
            _clear_meta(out, data, box)
        elif box.name == b"moov":
            _clear_holder(out, data, box)
    return bytes(out)


def _boxes(data: bytes, at: int, end: int) -> Iterator[_Box]:
    while at + 8 <= end:
        length, name, body = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if length == 1:
            length, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        stop = end if length == 0 else at + length
        if stop < body or stop > end:
            raise ValueError("a box is longer than what holds it")
        yield _Box(name, at, body, stop)
        at = stop


def _blank_box(out: bytearray, box: _Box) -> None:
    out[box.start + 4 : box.start + 8] = b"free"
    out[box.body : box.end] = bytes(box.end - box.body)


def _clear_holder(out: bytearray, data: bytes, holder: _Box) -> None:
    for box in _boxes(data, holder.body, holder.end):
        if box.name in _TELLS:
            _blank_box(out, box)
        elif box.name in _HOLDERS:
            _clear_holder(out, data, box)


def _clear_meta(out: bytearray, data: bytes, meta: _Box) -> None:
    boxes = {box.name: box for box in _boxes(data, meta.body + 4, meta.end)}
    kinds, items = _kinds(out, data, boxes[b"iinf"]), _items(data, boxes[b"iloc"])
    for number, kind in kinds.items():
        if kind not in _NEEDED_ITEMS and number in items:
            _blank_item(out, items[number], kind, boxes.get(b"idat"))
    for name in boxes.keys() & (_TELLS | {b"iprp"}):
        if name == b"iprp":
            _clear_holder(out, data, boxes[name])
        else:
            _blank_box(out, boxes[name])


def _kinds(out: bytearray, data: bytes, iinf: _Box) -> dict[int, bytes]:
    """What each item is (box ``infe``); its name, which may be a person's word, is blanked on the way."""
    version = data[iinf.body]
    first = iinf.body + (6 if version == 0 else 8)
    kinds = {}
    for box in _boxes(data, first, iinf.end):
        if data[box.body] < 2:
            raise ValueError("an old kind of item, which does not say what it is")
        wide = data[box.body] >= 3
        at = box.body + 4
        number = int.from_bytes(data[at : at + (4 if wide else 2)], "big")
        at += 6 if wide else 4
        kinds[number] = data[at : at + 4]
        name_end = data.index(b"\0", at + 4, box.end)
        out[at + 4 : name_end] = b"-" * (name_end - at - 4)
    return kinds


def _items(data: bytes, iloc: _Box) -> dict[int, _Item]:
    """Where the bytes of each item lie (ISO/IEC 14496-12, 8.11.3)."""
    version, at = data[iloc.body], iloc.body + 4
    offset_size, length_size = data[at] >> 4, data[at] & 15
    base_size, index_size = data[at + 1] >> 4, data[at + 1] & 15 if version else 0
    wide = version == 2
    reader = _Reader(data, at + 2)
    items = {}
    for _ in range(reader.number(4 if wide else 2)):
        number = reader.number(4 if wide else 2)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)  # which file: only 0, this one, is ever read
        base = reader.number(base_size)
        extents = []
        for _ in range(reader.number(2)):
            reader.number(index_size)
            offset = reader.number(offset_size)
            extents.append((base + offset, reader.number(length_size)))
        items[number] = _Item(tuple(extents), in_idat=method == 1)
    return items


@dataclass
class _Reader:
    data: bytes
    at: int

    def number(self, size: int) -> int:
        if self.at + size > len(self.data):
            raise struct.error("ends within a table")
        self.at += size
        return int.from_bytes(self.data[self.at - size : self.at], "big")


def _blank_item(out: bytearray, item: _Item, kind: bytes, idat: _Box | None) -> None:
    start = idat.body if item.in_idat and idat else 0
    for at, length in item.extents:
        if start + at + length > len(out):
            raise ValueError("an item lies outside the file")
        empty = _EMPTY_EXIF if kind == b"Exif" and length >= len(_EMPTY_EXIF) else b""
        filler = b" " if kind == b"mime" else b"\0"
        out[start + at : start + at + length] = empty + filler * (length - len(empty))
