"""Frame headers of bare AAC (ADTS, ISO 13818-7), as far as sniffing and claims need them."""

from __future__ import annotations

_HEADER = 7
_RATES = 13  # sampling rates that have a number


def frame_length(header: bytes) -> int:
    """Give the bytes of the frame that ``header`` begins, or 0 if it begins none."""
    if len(header) < _HEADER or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:
        return 0
    if (header[2] >> 2) & 15 >= _RATES:
        return 0
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > _HEADER else 0
