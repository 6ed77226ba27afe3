"""Lists are read from a place in their order; a cursor that somebody broke begins them anew."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
from django.contrib.auth import get_user_model

from manyhands.core.pages import keyset
from tests.make import NOON, make_member

pytestmark = pytest.mark.django_db

Member = get_user_model()


def cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


def names(*, by: str, size: int = 24, after: str | None = None) -> list[str]:
    return [member.handle for member in keyset(Member.objects.all(), by=by, size=size, after=after).rows]


@pytest.mark.parametrize("by", ["-pk", "pk", "-joined_at", "joined_at"])
def test_pages_follow_each_other_without_a_gap_even_at_the_same_moment(by: str) -> None:
    for number in range(5):
        make_member(f"m{number}")
    Member.objects.filter(handle="m3").update(joined_at=NOON + dt.timedelta(days=1))
    read: list[str] = []
    after = None
    for _page in range(3):
        page = keyset(Member.objects.all(), by=by, size=2, after=after)
        read += [member.handle for member in page.rows]
        after = page.next
    assert after is None
    assert read == names(by=by)
    assert sorted(read) == ["m0", "m1", "m2", "m3", "m4"]


BROKEN = [
    "",
    "x",
    "ü",
    cursor("null"),
    cursor("[]"),
    cursor('["rain", 1]'),
    cursor('["\\u0000", 1]'),
    cursor('[{"a": 1}, 1]'),
    cursor("[5, 1]"),
    cursor("[" * 20_000),
]


@pytest.mark.parametrize("after", BROKEN)
def test_a_broken_cursor_gives_the_first_page(after: str) -> None:
    make_member("ana")
    assert names(by="-joined_at", after=after) == ["ana"]


@pytest.mark.parametrize("by", ["-pk", "pk", "-joined_at"])
def test_a_number_that_no_row_can_have_is_no_error(by: str) -> None:
    make_member("ana")
    place = json.dumps([10**30 if by.endswith("pk") else NOON.isoformat(), 10**30])
    assert names(by=by, after=cursor(place)) in (["ana"], [])
