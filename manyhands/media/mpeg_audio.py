"""Frame headers of MPEG audio (MP3 and its relatives), as far as sniffing and claims need them."""

from __future__ import annotations

_KBITS = {
    # (version 1?, layer): bit rates by index 1-14 (ISO 11172-3 table, 13818-3 for the lower sampling rates)
    (True, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (False, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44100, 48000, 32000)


def frame_length(header: bytes) -> int:
    """Give the bytes of the frame (layer II or III) that ``header`` begins, or 0 if it begins none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    layer, kbit_index = 4 - ((header[1] >> 1) & 3), header[2] >> 4
    if layer not in {2, 3} or kbit_index in {0, 15} or not sample_rate(header):
        return 0
    kbits = _KBITS[_is_version_1(header), layer][kbit_index - 1]
    padding = (header[2] >> 1) & 1
    return samples(header) // 8 * kbits * 1000 // sample_rate(header) + padding


def sample_rate(header: bytes) -> int:
    """Give samples a second, or 0 for a reserved value."""
    version, index = (header[1] >> 3) & 3, (header[2] >> 2) & 3
    if version == 1 or index == 3:
        return 0
    return _RATES[index] >> {3: 0, 2: 1, 0: 2}[version]


def samples(header: bytes) -> int:
    """Give the samples in one frame, per channel."""
    is_layer_2 = (header[1] >> 1) & 3 == 2
    return 1152 if _is_version_1(header) or is_layer_2 else 576


def _is_version_1(header: bytes) -> bool:
    return (header[1] >> 3) & 3 == 3


def id3_length(head: bytes) -> int:
    """Give the bytes of an ID3v2 tag at the beginning, 0 without one."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
