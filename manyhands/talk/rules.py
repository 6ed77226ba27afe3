"""What may be said, where and how often: functions of values."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from manyhands.core.errors import Problem

WORDS_LENGTH = 5000
MENTIONS_EACH = 10  # more names than that is a call, not a comment
PLACE_PARTS = 10_000  # a place in a picture is counted in parts of its width and height

_HOUR_MS, _MINUTE_MS, _SECOND_MS = 3_600_000, 60_000, 1_000
_LONGEST_MS = 100 * _HOUR_MS


@dataclass(frozen=True)
class Where:
    """What a comment is about: a moment or range of time, a place in a picture, or (all empty) the whole."""

    from_ms: int | None = None
    to_ms: int | None = None
    x: int | None = None
    y: int | None = None
    version_id: int | None = None


WHOLE = Where()


@dataclass(frozen=True)
class Room:
    """What can be pointed at in the thing that is discussed."""

    duration_ms: int | None = None  # None: it has no moments
    has_places: bool = False


def parse_time(text: str) -> int:
    """Milliseconds of a time as people write it: ``77``, ``1:17``, ``1:02:03``, ``1:17.5``, in any digits.

    :raises ValueError: it is no time, or longer than anything that is played here
    """
    match = re.fullmatch(r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d{1,3}))?", text.strip())
    if match is None:
        raise ValueError(text)
    hours, minutes, seconds, fraction = match.groups()
    if minutes is not None and int(seconds) > 59:
        raise ValueError(text)
    thousandths = int((fraction or "0").ljust(3, "0"))
    total = int(hours or 0) * _HOUR_MS + int(minutes or 0) * _MINUTE_MS + int(seconds) * _SECOND_MS
    if total >= _LONGEST_MS:
        raise ValueError(text)
    return total + thousandths


def write_time(ms: int) -> str:
    """A time as a player shows it: ``0:07``, ``1:17``, ``1:02:03``."""
    hours, rest = divmod(ms, _HOUR_MS)
    minutes, rest = divmod(rest, _MINUTE_MS)
    seconds = rest // _SECOND_MS
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def where_problem(where: Where, room: Room) -> Problem | None:
    """Why a comment cannot be about this: ``no_moments``, ``too_late``, ``backwards``, ``no_places``,
    ``outside``.
    """
    return _time_problem(where, room) or _place_problem(where, room)


def _time_problem(where: Where, room: Room) -> Problem | None:
    if where.from_ms is None:
        return None if where.to_ms is None else Problem("backwards")
    if room.duration_ms is None:
        return Problem("no_moments")
    if max(where.from_ms, where.to_ms or 0) > room.duration_ms or where.from_ms < 0:
        return Problem("too_late", {"length": write_time(room.duration_ms)})
    if where.to_ms is not None and where.to_ms <= where.from_ms:
        return Problem("backwards")
    return None


def _place_problem(where: Where, room: Room) -> Problem | None:
    if where.x is None and where.y is None:
        return None
    if not room.has_places:
        return Problem("no_places")
    inside = all(part is not None and 0 <= part <= PLACE_PARTS for part in (where.x, where.y))
    return None if inside else Problem("outside")


def tidy(words: str) -> str:
    """Words as they are kept: NFC, plain line breaks, at most one empty line, no control characters."""
    text = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", text).strip()


class Sign(StrEnum):
    """What a stretch of words is."""

    TEXT = "text"
    LINK = "link"
    MENTION = "mention"
    TIME = "time"


_CANDIDATE = re.compile(r"https?://\S+|@\S+|(?<![\d:.,])\d{1,2}(?::\d\d){1,2}(?![\d:])", re.IGNORECASE)
_AFTER_LINK = ".,;:!?'\"*_~…’”»›。，、；：！？」』】）"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def stretches(words: str) -> Iterator[tuple[Sign, str]]:
    """Cut words into text, links, mentions (with their @) and times; joined again they are the words."""
    done = start = 0
    while match := _CANDIDATE.search(words, start):
        sign, text = _sign_of(words, match)
        start = match.start() + len(text)
        if sign is Sign.TEXT:
            continue
        if done < match.start():
            yield Sign.TEXT, words[done : match.start()]
        yield sign, text
        done = start
    if done < len(words):
        yield Sign.TEXT, words[done:]


def _sign_of(words: str, match: re.Match[str]) -> tuple[Sign, str]:
    found = match.group()
    if found[0] == "@":
        handle = handle_at_start(found[1:])
        before = words[match.start() - 1] if match.start() else " "
        # ana@example.org is a mail address, and example.org/@ana belongs to another house.
        if handle and not (is_handle_char(before) or before in "@./"):
            return Sign.MENTION, f"@{handle}"
        return Sign.TEXT, "@"
    if found[0] in "hH":
        link = _without_tail(found)
        return (Sign.LINK, link) if link.split("://", 1)[1] else (Sign.TEXT, found)
    return Sign.TIME, found


def _without_tail(link: str) -> str:
    """A link without the punctuation of the sentence that it stands in; (its own brackets stay)."""
    link = re.split(r"[<>\"“„«「『【（]", link, maxsplit=1)[0]
    while link and (
        link[-1] in _AFTER_LINK
        or (link[-1] in _PAIRS and link.count(link[-1]) > link.count(_PAIRS[link[-1]]))
    ):
        link = link[:-1]
    return link


def is_handle_char(char: str) -> bool:
    """Letters, marks and digits of any script, and the joints that a handle may have inside."""
    return char in "_-" or unicodedata.category(char)[0] in "LM" or unicodedata.category(char) == "Nd"


def handle_at_start(text: str) -> str:
    """The longest handle that a text begins with, without the punctuation after it."""
    end = 0
    while end < len(text) and is_handle_char(text[end]):
        end += 1
    return text[:end].rstrip("-_") if text[:1] not in {"-", "_"} else ""


def fold_handle(handle: str) -> str:
    """The form under which a handle is kept: NFKC, small letters."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", handle).lower())


def mentions_in(words: str) -> list[str]:
    """The handles that words name, folded, each once, in order, at most ``MENTIONS_EACH``."""
    named = (fold_handle(text[1:]) for sign, text in stretches(words) if sign is Sign.MENTION)
    return list(dict.fromkeys(named))[:MENTIONS_EACH]


def count_links(words: str) -> int:
    return sum(sign is Sign.LINK for sign, _ in stretches(words))


@dataclass(frozen=True)
class Pace:
    """How much one member may say: it never limits a talk between people, only a machine or a flood."""

    comments_an_hour: int
    links_each: int
    links_an_hour: int


NEWCOMER = Pace(comments_an_hour=20, links_each=2, links_an_hour=4)
SETTLED = Pace(comments_an_hour=120, links_each=12, links_an_hour=40)
SETTLES_AFTER = dt.timedelta(days=3)


def pace_of(joined_at: dt.datetime, at: dt.datetime) -> Pace:
    return SETTLED if at - joined_at >= SETTLES_AFTER else NEWCOMER


def pace_problem(words: str, said_this_hour: Sequence[str], pace: Pace) -> Problem | None:
    """Why somebody who said these things in the last hour must wait: ``too_many_links``, ``too_fast``,
    ``link_flood``.
    """
    links = count_links(words)
    if links > pace.links_each:
        return Problem("too_many_links", {"most": pace.links_each})
    if len(said_this_hour) >= pace.comments_an_hour:
        return Problem("too_fast", {"most": pace.comments_an_hour})
    if links and links + sum(map(count_links, said_this_hour)) > pace.links_an_hour:
        return Problem("link_flood", {"most": pace.links_an_hour})
    return None
