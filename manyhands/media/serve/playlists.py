"""The playlists of HLS (RFC 8216), written when they are asked for from the table that the ladder made.

A table's address is the film's multivariant playlist; with the name of a rung behind the profile it is that
rung's. Whoever was given the first may have the others: each is an address signed in the same way, so a
takedown of the film closes table, playlists and files alike.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

from manyhands.media.addresses import sign
from manyhands.media.ladder import stream
from manyhands.media.ladder.rungs import FIRST

Sign = Callable[[str, str], str]

KEPT_FOR_S = 3600  # the addresses in it hold for a day at least
_OF_RUNG = f"{stream.PROFILE}-"


def is_playlist(profile: str) -> bool:
    return profile == stream.PROFILE or profile.startswith(_OF_RUNG)


def write(table: bytes, *, sha256: str, profile: str, key: str, on: dt.date) -> str | None:
    """The playlist that an address asks for; None of a rung that the film does not have.

    :param sha256: of the table
    :param on: the day for which the addresses in it are signed
    """
    rungs = json.loads(table)["rungs"]

    def signed(sha256: str, profile: str) -> str:
        return sign(sha256, profile, key=key, on=on)

    if profile == stream.PROFILE:
        return _lines(_multivariant(rungs, lambda name: signed(sha256, _OF_RUNG + name)))
    found = [rung for rung in rungs if _OF_RUNG + rung["profile"] == profile]
    return _lines(_media(found[0], signed(found[0]["sha256"], found[0]["profile"]))) if found else None


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS", *lines, ""])


def _multivariant(rungs: list[dict[str, Any]], address: Callable[[str], str]) -> Iterator[str]:
    """What stands first is what Safari begins with."""
    for rung in sorted(rungs, key=lambda rung: rung["profile"] != FIRST.profile):
        yield (
            f"#EXT-X-STREAM-INF:BANDWIDTH={rung['bits']},AVERAGE-BANDWIDTH={rung['mean_bits']}"
            f',CODECS="{rung["codecs"]}",RESOLUTION={rung["width"]}x{rung["height"]}'
            f",FRAME-RATE={rung['rate']:.3f}"
        )
        yield address(rung["profile"])


def _media(rung: dict[str, Any], address: str) -> Iterator[str]:
    longest = max(microseconds for microseconds, _size in rung["segments"])
    yield f"#EXT-X-TARGETDURATION:{max(1, round(longest / 1_000_000))}"
    yield "#EXT-X-PLAYLIST-TYPE:VOD"
    yield f'#EXT-X-MAP:URI="{address}",BYTERANGE="{rung["head"]}@0"'
    at = rung["begins"]
    for microseconds, size in rung["segments"]:
        yield f"#EXTINF:{microseconds / 1_000_000:.6f},"
        yield f"#EXT-X-BYTERANGE:{size}@{at}"
        yield address
        at += size
    yield "#EXT-X-ENDLIST"
