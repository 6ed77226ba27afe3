"""What the head of an MP4 of ours says about its tracks."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from manyhands.media.ladder.boxes import Usual, WrongShape, children, one

_PICTURE_ENTRY = 78  # bytes of a VisualSampleEntry before its own boxes (ISO/IEC 14496-12, 12.1.3)


@dataclass(frozen=True)
class Track:
    """``codec`` is written as RFC 6381 has it; ``clock``: units a second; ``usual`` stands for what a sample
    leaves out.
    """

    number: int
    handler: str  # vide or soun
    clock: int
    codec: str
    width: int
    height: int
    usual: Usual


def read_tracks(moov: bytes) -> tuple[Track, ...]:
    """
    :raises WrongShape: a track is of no kind that we make
    """
    usual = {}
    for trex in children(one(moov, "mvex"), "trex"):
        number, _description, duration, size, flags = struct.unpack_from(">5I", trex, 4)
        usual[number] = (duration, size, flags)
    return tuple(_track(trak, usual) for trak in children(moov, "trak"))


def _track(trak: bytes, usual: dict[int, Usual]) -> Track:
    number = _after_times(one(trak, "tkhd"))
    clock = _after_times(one(trak, "mdia", "mdhd"))
    handler = one(trak, "mdia", "hdlr")[8:12].decode("latin-1")
    described = one(trak, "mdia", "minf", "stbl", "stsd")[8:]
    [size] = struct.unpack_from(">I", described)
    coding, entry = described[4:8].decode("latin-1"), described[8:size]
    if number not in usual or not clock:
        raise WrongShape(f"track {number} has no clock, or no fragments")
    width, height = struct.unpack_from(">HH", entry, 24) if handler == "vide" else (0, 0)
    return Track(number, handler, clock, _codec(coding, entry), width, height, usual[number])


def _after_times(full_box: bytes) -> int:
    """The number behind the moments of creation and change, which version 1 writes in 64 bits."""
    return int(struct.unpack_from(">I", full_box, 20 if full_box[0] == 1 else 12)[0])


def _codec(coding: str, entry: bytes) -> str:
    if coding == "avc1":
        profile, compatible, level = one(entry[_PICTURE_ENTRY:], "avcC")[1:4]
        return f"avc1.{profile:02X}{compatible:02X}{level:02X}"
    known = {"mp4a": "mp4a.40.2", "Opus": "opus"}  # AAC is always AAC-LC here
    if coding not in known:
        raise WrongShape(f"a track in {coding}")
    return known[coding]
