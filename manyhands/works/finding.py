"""How works are found by words or by an address, to be named as sources; and people by what they are called,
to be named in credits.

Search by words is a room above this one; it registers here how it finds (``finding.register(find)`` and
``finding.register_people(find)`` in its ``AppConfig.ready()``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from manyhands.people.models import Member
from manyhands.works.models import Work

SHOWN = 8
LONGEST = 500  # characters of a search that are read; also the longest address

Find = Callable[[str, Member], Sequence[Work]]
FindPeople = Callable[[str, Member], Sequence[Member]]

_HERE = re.compile(r"/works/([0-9]{1,18})(?![0-9])")
_finders: list[Find] = []
_people_finders: list[FindPeople] = []


def register(find: Find) -> None:
    """Say how works are found by words: those that the member may see, with what a list shows, best first."""
    _finders[:] = [find]


def register_people(find: FindPeople) -> None:
    """Say how people are found by the beginning of their name or handle: those who are here,
    without those whom the member blocks or is blocked by.
    """
    _people_finders[:] = [find]


def find_people(text: str, viewer: Member) -> list[Member]:
    """Members whose name or handle begins like this."""
    text = text.replace("\x00", "").strip()[:LONGEST]
    return [member for find in _people_finders for member in find(text, viewer)][:SHOWN]


def find_works(text: str, viewer: Member) -> list[Work]:
    """The work at an address, or those that have all the words."""
    text = text.replace("\x00", "").strip()[:LONGEST]
    number = work_number(text)
    if number is not None:
        return list(Work.objects.visible_to(viewer).for_listing().filter(pk=number))
    if not text or is_address(text):
        return []
    return [work for find in _finders for work in find(text, viewer)][:SHOWN]


def work_number(text: str) -> int | None:
    """The number in the address of a work here, whichever name this company was reached under."""
    path = urlsplit_path(text) if is_address(text) else text
    found = _HERE.match(path) if path.startswith("/") else None
    return int(found[1]) if found else None


def is_address(text: str) -> bool:
    return bool(re.match(r"https?://", text, re.IGNORECASE))


def urlsplit_path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:  # such as an unclosed [ of an IPv6 address
        return ""
