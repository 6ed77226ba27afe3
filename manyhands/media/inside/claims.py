"""What a file's header promises, read without any decoder, to be held against what is really there.

ffmpeg exits with 0 on a file that was cut in half, and where a header says nothing it guesses a length
from the bit rate. So the few numbers that tell a whole file from a cut one are read here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from manyhands.media import adts, mpeg_audio

_UNKNOWN_SIZES = {0, 0x7FFFFFFF, 0xFFFFFFFF}  # what recorders write that could not go back to the header
_LONGEST_OGG_PAGE = 65307
_LONGEST_PES = 65535 + 6
_FIRST_STREAM = 0xBB  # of the start codes below, only packs and the end have a meaning in a program stream
_ASF_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_MATROSKA_SEGMENT = 0x18538067
_MATROSKA_DURATION = (b"\x44\x89\x84", b"\x44\x89\x88")  # followed by a float of 4 or 8 bytes


@dataclass(frozen=True)
class Claim:
    """What the header says. ``None`` and the defaults mean that it says nothing."""

    duration_ms: int | None = None
    uses_demuxer: bool = False  # the demuxer's duration comes from a header, so it is a claim too
    is_cut: bool = False  # the last structure of the file is longer than the file
    has_index: bool = True  # an mp4 without its moov box cannot be read at all


def read(path: Path, container: str) -> Claim:
    """Read the claim of a file of that container."""
    reader = _READERS.get(container)
    if reader is None:
        return Claim()
    with path.open("rb") as file:
        try:
            return reader(file, path.stat().st_size)
        except (struct.error, IndexError):
            return Claim(is_cut=True)  # ends within its header


def _mp3(file: IO[bytes], size: int) -> Claim:
    """A Xing or Info header in the first frame counts the frames."""
    file.seek(mpeg_audio.id3_length(file.read(10)))
    head = file.read(8192)
    starts = (at for at in range(len(head) - 4) if mpeg_audio.frame_length(head[at : at + 4]))
    frame = next(starts, None)
    if frame is None:
        return Claim()
    header = head[frame : frame + 4]
    for mark in (b"Xing", b"Info"):
        at = head.find(mark, frame, frame + 64)
        if at > 0 and head[at + 7] & 1:
            (frames,) = struct.unpack_from(">I", head, at + 8)
            total = frames * mpeg_audio.samples(header)
            return Claim(duration_ms=total * 1000 // mpeg_audio.sample_rate(header))
    return Claim()


def _ogg(file: IO[bytes], size: int) -> Claim:
    """Only the last page can tell: its length is in its own header (RFC 3533)."""
    file.seek(max(0, size - 2 * _LONGEST_OGG_PAGE))
    tail = file.read()
    at = tail.rfind(b"OggS")
    if at < 0:
        return Claim(is_cut=True)
    table = tail[at + 27 : at + 27 + tail[at + 26]]
    whole = len(table) == tail[at + 26] and at + 27 + len(table) + sum(table) <= len(tail)
    return Claim(is_cut=not whole)


def _wav(file: IO[bytes], size: int) -> Claim:
    """The data chunk says its length, the format chunk the bytes a second."""
    at, bytes_a_second = 12, 0
    while at + 8 <= size:
        file.seek(at)
        name, length = struct.unpack("<4sI", file.read(8))
        if name == b"fmt ":
            (bytes_a_second,) = struct.unpack_from("<I", file.read(16), 8)
        if name == b"data":
            if length in _UNKNOWN_SIZES or not bytes_a_second:
                return Claim()
            return Claim(duration_ms=length * 1000 // bytes_a_second, is_cut=at + 8 + length > size)
        at += 8 + length + length % 2
    return Claim(is_cut=True)


def _flac(file: IO[bytes], size: int) -> Claim:
    """STREAMINFO: 20 bits of sampling rate at byte 18 of the file, 36 bits of samples from byte 21."""
    file.seek(mpeg_audio.id3_length(file.read(10)))
    head = file.read(42)
    rate = int.from_bytes(head[18:21], "big") >> 4
    samples = int.from_bytes(head[21:26], "big") & ((1 << 36) - 1)
    return Claim(duration_ms=samples * 1000 // rate) if rate and samples else Claim()


def _iso_media(file: IO[bytes], size: int) -> Claim:
    """Walk over the outermost boxes. The durations stand in moov, which the demuxer reads."""
    at, names = 0, set()
    while at + 8 <= size:
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(8))
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
        names.add(name)
        if length == 0:
            return Claim(uses_demuxer=True, has_index=b"moov" in names)  # to the end of the file
        if length < 8:
            break
        at += length
    fragmented = b"moof" in names
    return Claim(uses_demuxer=not fragmented, is_cut=at > size, has_index=b"moov" in names)


def _aiff(file: IO[bytes], size: int) -> Claim:
    """COMM counts the samples and says how many a second, as a float of 80 bits; SSND holds them."""
    at, duration_ms = 12, None
    while at + 8 <= size:
        file.seek(at)
        name, length = struct.unpack(">4sI", file.read(8))
        if name == b"COMM":
            samples, exponent, mantissa = struct.unpack(">xxIxxHQ", file.read(18))
            rate = mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63)
            duration_ms = round(samples * 1000 / rate) if samples and rate >= 1 else None
        if name == b"SSND" and at + 8 + length > size:
            return Claim(duration_ms=duration_ms, is_cut=True)
        at += 8 + length + length % 2
    return Claim(duration_ms=duration_ms)


def _aac(file: IO[bytes], size: int) -> Claim:
    """Only the last frame can tell: its length is in its own header. A tag may follow it."""
    at = mpeg_audio.id3_length(file.read(10))
    while at < size:
        file.seek(at)
        length = adts.frame_length(file.read(7))
        if not length:
            return Claim(is_cut=size - at < 7)
        at += length
    return Claim(is_cut=at > size)


def _asf(file: IO[bytes], size: int) -> Claim:
    """The file properties say the length of the file and, in tenths of microseconds, how long it plays."""
    head = file.read(64 * 1024)
    at = head.find(_ASF_PROPERTIES)
    if at < 0:
        return Claim()
    whole, _created, _packets, plays, _sends, preroll_ms, flags = struct.unpack_from("<6QI", head, at + 40)
    if flags & 1:
        return Claim()  # broadcast: nobody went back to the header
    return Claim(duration_ms=max(0, plays // 10_000 - preroll_ms) or None, is_cut=whole > size)


def _avi(file: IO[bytes], size: int) -> Claim:
    """Walk over the outermost RIFF chunks, of which a long film has several."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        name, length = struct.unpack("<4sI", file.read(8))
        if name != b"RIFF" or length in _UNKNOWN_SIZES:
            return Claim()
        at += 8 + length + length % 2
    return Claim(is_cut=at > size + 1)  # the last pad byte is often left out


def _matroska(file: IO[bytes], size: int) -> Claim:
    """The segment says its length unless it was recorded live; Info may say the duration."""
    head = file.read(64 * 1024)
    header_length, at = _vint(head, 4)
    at += header_length or 0
    has_duration = any(mark in head for mark in _MATROSKA_DURATION)
    if int.from_bytes(head[at : at + 4], "big") != _MATROSKA_SEGMENT:
        return Claim(uses_demuxer=has_duration)
    length, start = _vint(head, at + 4)
    return Claim(uses_demuxer=has_duration, is_cut=length is not None and start + length > size)


def _vint(head: bytes, at: int) -> tuple[int | None, int]:
    """Read an EBML length: the leading zeros say its bytes; all ones mean unknown. Gives also what
    follows.
    """
    width = 9 - head[at].bit_length()
    value = int.from_bytes(head[at : at + width], "big") & ((1 << 7 * width) - 1)
    return (None if value == (1 << 7 * width) - 1 else value), at + width


def _mpegts(file: IO[bytes], size: int) -> Claim:
    """It says no length, but consists of packets of 188 bytes, or 192 with a clock before each."""
    step = 188 if file.read(1) == b"\x47" else 192
    return Claim(is_cut=size % step != 0)


def _mpeg(file: IO[bytes], size: int) -> Claim:
    """It says no length either, but each packet of its last pack does (ISO/IEC 13818-1, 2.5.3)."""
    file.seek(max(0, size - 2 * _LONGEST_PES))
    tail = file.read()
    at = tail.rfind(b"\0\0\1\xba")
    if at < 0 or len(tail) < at + 14:
        return Claim(is_cut=at >= 0)
    at += 14 + (tail[at + 13] & 7) if tail[at + 4] >> 6 == 1 else 12
    while tail[at : at + 3] == b"\0\0\1" and len(tail) >= at + 6 and tail[at + 3] >= _FIRST_STREAM:
        at += 6 + int.from_bytes(tail[at + 4 : at + 6], "big")
    return Claim(is_cut=at > len(tail))


_READERS = {
    "mpeg": _mpeg,
    "mpegts": _mpegts,
    "mp3": _mp3,
    "ogg": _ogg,
    "wav": _wav,
    "flac": _flac,
    "mp4": _iso_media,
    "mov": _iso_media,
    "matroska": _matroska,
    "webm": _matroska,
    "aiff": _aiff,
    "aac": _aac,
    "asf": _asf,
    "avi": _avi,
}
