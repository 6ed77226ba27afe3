"""What a GET really asks for: ranges and conditions of HTTP (RFC 9110 sections 13 and 14). No I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.http import parse_http_date_safe

MOST_RANGES = 5
_RANGE = re.compile(r"(\d{0,18})-(\d{0,18})")
_ETAG = re.compile(r'(?:W/)?"[^"]*"')


@dataclass(frozen=True)
class Whole:
    """Everything, 200."""


@dataclass(frozen=True)
class Piece:
    """Bytes ``first`` to ``last``, both included, 206."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Outside:
    """Nothing of what was asked for is there, 416."""


Wanted = Whole | Piece | Outside


def not_modified(headers: Mapping[str, str], *, etag: str, modified: int) -> bool:
    """Whether the client holds these very bytes, 304. ``modified`` is in seconds since 1970."""
    known = headers.get("if-none-match")
    if known is not None:  # an entity tag outranks a date (RFC 9110 section 13.2.2)
        return known.strip() == "*" or etag in (_strong(each) for each in _ETAG.findall(known))
    since = parse_http_date_safe(headers.get("if-modified-since", ""))
    return since is not None and modified <= since


def wanted(headers: Mapping[str, str], *, size: int, etag: str, modified: int) -> Wanted:
    """What of ``size`` bytes a GET asks for.

    Several ranges are merged. If they come to one piece, that is it; if not, the whole is sent, which the
    standard allows: a player never asks so, and multipart answers only make many small reads out of one.
    """
    text = headers.get("range")
    if text is None or not _range_is_for_this(headers.get("if-range"), etag, modified):
        return Whole()
    unit, _equals, specs = text.partition("=")
    if unit.strip().lower() != "bytes":
        return Whole()
    given = [each.strip() for each in specs.split(",")]
    if len(given) > MOST_RANGES:
        return Whole()
    read = [_RANGE.fullmatch(each) for each in given]
    if not all(found and found[0] != "-" and _is_forward(found[1], found[2]) for found in read):
        return Whole()  # what is malformed is as if it were not there
    pieces = [piece for found in read if found and (piece := _within(found[1], found[2], size))]
    if not pieces:
        return Outside()
    return _merged(pieces) or Whole()


def _range_is_for_this(condition: str | None, etag: str, modified: int) -> bool:
    """If-Range: only the very same bytes may be continued, so a weak tag or an older date never holds."""
    if condition is None:
        return True
    if condition.startswith(('"', "W/")):
        return condition == etag
    return parse_http_date_safe(condition) == modified


def _is_forward(first: str, last: str) -> bool:
    return not first or not last or int(first) <= int(last)


def _within(first: str, last: str, size: int) -> Piece | None:
    if not first:
        length = min(int(last), size)
        return Piece(size - length, size - 1) if length else None
    if int(first) >= size:
        return None
    return Piece(int(first), min(int(last or size), size - 1))


def _merged(pieces: list[Piece]) -> Piece | None:
    """One piece that is exactly all of them together, if there is one."""
    first, *rest = sorted(pieces, key=lambda piece: piece.first)
    for piece in rest:
        if piece.first > first.last + 1:
            return None
        first = Piece(first.first, max(first.last, piece.last))
    return first


def _strong(tag: str) -> str:
    return tag.removeprefix("W/")
