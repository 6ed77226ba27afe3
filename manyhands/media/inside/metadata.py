"""What a file tells about people and places: only whether it does, never what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from av.container import InputContainer

_PLACE = re.compile(r"location|gps|geo|©xyz|coordinates|latitude|longitude", re.IGNORECASE)
# Tracks of positions that cameras write beside the picture (GoPro, Google, Apple).
_PLACE_TRACK = re.compile(r"gopro met|camm|mebx|gpmd", re.IGNORECASE)
_NEUTRAL = re.compile(
    r"(major_brand|minor_version|compatible_brands|encoder|handler_name|vendor_id|language|duration|bps|number_of_\w+"
    r"|_statistics_\w+|timecode|rotate|replaygain_\w+|track|disc|date|genre|iTunSMPB|encoded_by|creation_time)(-\w+)?",
    re.IGNORECASE,
)


def tells_location(opened: InputContainer) -> bool:
    """Say whether any tag or track holds a place."""
    return any(
        _PLACE.search(key) or (key == "handler_name" and _PLACE_TRACK.search(value))
        for key, value in _tags(opened)
    )


def tells_person(opened: InputContainer) -> bool:
    """Say whether any tag may name a person or a device: every one that is not known to be neutral."""
    return any(not _NEUTRAL.fullmatch(key) for key, _ in _tags(opened))


def _tags(opened: InputContainer) -> Iterator[tuple[str, str]]:
    yield from opened.metadata.items()
    for stream in opened.streams:
        yield from stream.metadata.items()
