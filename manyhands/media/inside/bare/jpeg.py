"""JPEG (ITU-T T.81): tables, scans, colour profile and Adobe's colour transform stay."""

from __future__ import annotations

from manyhands.media.inside.bare.orientation import tiff_block

_SOI, _EOI, _SOS, _APP0, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE2, 0xEE
_NEEDED = {*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, _SOS} - {0xC8}
_JFIF_LENGTH = 14  # behind it lies a thumbnail, perhaps of what was cut away
_JFIF_THUMBNAIL = 12


def bare(data: bytes, *, orientation: int) -> bytes:
    """Copy up to the end of the first picture: telephones hang films and depth maps behind it."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    out, at, profile = [data[:2]], 2, list[bytes]()
    if orientation != 1:
        block = b"Exif\0\0" + tiff_block(orientation)
        out.append(_segment(0xE1, block))
    while True:
        at = _next_marker(data, at)
        marker = data[at + 1]
        if marker == _EOI:
            unwanted = set() if _is_whole(profile) else set(profile)
            return b"".join([*(piece for piece in out if piece not in unwanted), b"\xff\xd9"])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        kept = _kept(marker, data[at + 4 : end])
        if kept is not None:
            out.append(_segment(marker, kept))
            if marker == _APP2:
                profile.append(out[-1])
        at = end
        if marker == _SOS:
            end = _end_of_scan(data, at)
            out.append(data[at:end])
            at = end


def _next_marker(data: bytes, at: int) -> int:
    """Skip fill bytes; there must be a marker."""
    while data[at] == 0xFF and data[at + 1] == 0xFF:
        at += 1
    if data[at] != 0xFF:
        raise ValueError("no marker where one must be")
    return at


def _kept(marker: int, body: bytes) -> bytes | None:
    if marker in _NEEDED:
        return body
    if marker == _APP0 and body[:5] == b"JFIF\0":
        return body[:_JFIF_THUMBNAIL] + b"\0\0" if len(body) >= _JFIF_LENGTH else None
    if marker == _APP2 and body[:12] == b"ICC_PROFILE\0":
        return body
    if marker == _APP14 and body[:5] == b"Adobe":
        return body[:12]
    return None


def _is_whole(profile: list[bytes]) -> bool:
    """Each piece says its number, from 1, and how many there are (ICC.1, annex B.4); words that only call
    themselves a profile do not.
    """
    numbered = [(segment[16], segment[17]) for segment in profile if len(segment) > 18]
    return numbered == [(number, len(profile)) for number in range(1, len(profile) + 1)]


def _end_of_scan(data: bytes, at: int) -> int:
    """Coded data go on until a marker that is neither a stuffed zero nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        following = data[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
