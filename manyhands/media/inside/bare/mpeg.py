"""MPEG audio: the frames stay; tags before, between and behind them go."""

from __future__ import annotations

from manyhands.media import mpeg_audio

_FIXED = bytes((0xFF, 0xFE, 0x0C))  # of a header: sync, version, layer and sampling rate never change


def bare(data: bytes) -> bytes:
    """Copy every frame that is like the first, and nothing else."""
    at, out = mpeg_audio.id3_length(data[:10]), []
    like = None
    while at + 4 <= len(data):
        length = _frame(data, at, like)
        if not length:
            at = _next_frame(data, at + 1, like)
            continue
        like = like or _fixed(data[at : at + 4])
        out.append(data[at : at + length])
        at += length
    if like is None:
        raise ValueError("no frame of MPEG audio")
    return b"".join(out)


def _fixed(header: bytes) -> bytes:
    return bytes(byte & mask for byte, mask in zip(header, _FIXED, strict=False))


def _frame(data: bytes, at: int, like: bytes | None) -> int:
    """The length of a whole frame that begins here, or 0."""
    header = data[at : at + 4]
    length = mpeg_audio.frame_length(header)
    if not length or at + length > len(data) or (like is not None and _fixed(header) != like):
        return 0
    return length


def _next_frame(data: bytes, at: int, like: bytes | None) -> int:
    """Where frames go on: two in a row, for one alone may be chance; or the end."""
    while (at := data.find(b"\xff", at)) >= 0:
        length = _frame(data, at, like)
        if length and _frame(data, at + length, like):
            return at
        at += 1
    return len(data)
