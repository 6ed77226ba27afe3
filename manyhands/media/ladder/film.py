"""Reading the fragmented MP4 that our own ffmpeg wrote (ISO/IEC 14496-12): strictly, in small pieces, without
decoding.

It knows the boxes that our recipes make and refuses every other, so what it accepts is accounted for to the
last byte: an index, then fragments whose samples fill their data exactly. Nothing of a stranger is read with
it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from manyhands.media.ladder.boxes import Usual, WrongShape, children, one, outermost
from manyhands.media.ladder.tracks import Track, read_tracks

_LARGEST_INDEX = 4 * 1024 * 1024  # bytes of one moov or moof; two seconds of a film need 10 kB
_NOT_A_KEY_FRAME = 0x10000  # sample_is_non_sync_sample
_INDEXES = {"ftyp", "moov", "sidx"}


@dataclass(frozen=True)
class Run:
    """The samples of one track in one fragment; times in units of the track's clock."""

    begins: int
    lasts: int
    samples: int
    data: int  # bytes
    opens_with_key: bool


@dataclass(frozen=True)
class Fragment:
    """A moof and its mdat: what a player can fetch and play by itself."""

    at: int
    size: int
    runs: dict[int, Run]  # by track

    def opens_with_key(self, track: Track) -> bool:
        run = self.runs.get(track.number)
        return run is not None and run.opens_with_key


@dataclass(frozen=True)
class Film:
    """A file of ours. ``tracks`` stand in the file's order, picture before sound."""

    head: int  # bytes up to the end of moov: what a player needs before the first fragment
    tracks: tuple[Track, ...]
    fragments: tuple[Fragment, ...]

    @property
    def picture(self) -> Track | None:
        return next((track for track in self.tracks if track.handler == "vide"), None)

    @property
    def sound(self) -> Track | None:
        return next((track for track in self.tracks if track.handler == "soun"), None)

    def length_ms(self, track: Track) -> int:
        runs = [each.runs[track.number] for each in self.fragments if track.number in each.runs]
        return round(sum(run.lasts for run in runs) * 1000 / track.clock)

    def samples(self, track: Track) -> int:
        return sum(each.runs[track.number].samples for each in self.fragments if track.number in each.runs)


def read(path: Path) -> Film:
    """
    :raises WrongShape: a box is missing, unknown or cut, or samples do not fill their data
    """
    with path.open("rb") as file:
        boxes = list(outermost(file, path.stat().st_size))
        names = [name for name, _at, _size in boxes]
        if names[:3] != ["ftyp", "moov", "sidx"]:
            raise WrongShape(f"it begins with {names[:3]}")
        _name, at, size = boxes[1]
        tracks = read_tracks(_body(file, at, size))
        fragments = tuple(_fragments(file, boxes, {track.number: track for track in tracks}))
    if not fragments:
        raise WrongShape("it holds no fragment")
    return Film(at + size, tracks, fragments)


def _body(file: BinaryIO, at: int, size: int) -> bytes:
    if size > _LARGEST_INDEX:
        raise WrongShape(f"an index of {size} bytes")
    file.seek(at + 8)
    return file.read(size - 8)


def _fragments(
    file: BinaryIO, boxes: list[tuple[str, int, int]], tracks: dict[int, Track]
) -> Iterator[Fragment]:
    rest = [box for box in boxes if box[0] not in _INDEXES]
    if rest and rest[-1][0] == "mfra":
        rest.pop()
    if [name for name, _at, _size in rest] != ["moof", "mdat"] * (len(rest) // 2):
        raise WrongShape("its fragments are not pairs of moof and mdat")
    for (_moof, at, size), (_mdat, _data_at, data_size) in zip(rest[::2], rest[1::2], strict=True):
        runs = dict(_run(traf, tracks) for traf in children(_body(file, at, size), "traf"))
        held = sum(run.data for run in runs.values())
        if held not in {data_size - 8, data_size - 16}:
            raise WrongShape(f"samples of {held} bytes in data of {data_size}")
        yield Fragment(at, size + data_size, runs)


def _run(traf: bytes, tracks: dict[int, Track]) -> tuple[int, Run]:
    """The samples of a track fragment (ISO/IEC 14496-12, 8.8.7, 8.8.8 and 8.8.12)."""
    number, usual = _defaults(one(traf, "tfhd"), tracks)
    tfdt = one(traf, "tfdt")
    begins = struct.unpack_from(">Q" if tfdt[0] == 1 else ">I", tfdt, 4)[0]
    samples = [sample for trun in children(traf, "trun") for sample in _samples(trun, usual)]
    if not samples:
        raise WrongShape("a run without samples")
    lasts, data = sum(each[0] for each in samples), sum(each[1] for each in samples)
    return number, Run(begins, lasts, len(samples), data, not samples[0][2] & _NOT_A_KEY_FRAME)


def _defaults(tfhd: bytes, tracks: dict[int, Track]) -> tuple[int, Usual]:
    flags, number = struct.unpack_from(">II", tfhd)
    if number not in tracks:
        raise WrongShape(f"a fragment of a track {number} that is not there")
    usual, at = list(tracks[number].usual), 8
    at += 8 * bool(flags & 0x1) + 4 * bool(flags & 0x2)
    for place, flag in enumerate((0x8, 0x10, 0x20)):
        if flags & flag:
            [usual[place]] = struct.unpack_from(">I", tfhd, at)
            at += 4
    return number, (usual[0], usual[1], usual[2])


def _samples(trun: bytes, usual: Usual) -> Iterator[Usual]:
    flags, count = struct.unpack_from(">II", trun)
    flags &= 0xFFFFFF
    at = 8 + 4 * bool(flags & 0x1)
    first = None
    if flags & 0x4:
        [first] = struct.unpack_from(">I", trun, at)
        at += 4
    given = [flag for flag in (0x100, 0x200, 0x400, 0x800) if flags & flag]
    if len(trun) != at + 4 * len(given) * count:
        raise WrongShape(f"a run of {count} samples in {len(trun)} bytes")
    for each in range(count):
        told = dict(zip(given, struct.unpack_from(f">{len(given)}I", trun, at), strict=True))
        at += 4 * len(given)
        marks = first if each == 0 and first is not None else told.get(0x400, usual[2])
        yield told.get(0x100, usual[0]), told.get(0x200, usual[1]), marks
