"""What a GET with ranges and conditions asks for."""

from __future__ import annotations

import pytest
from django.utils.http import http_date
from hypothesis import given
from hypothesis import strategies as st

from manyhands.media.serve.conditions import Outside, Piece, Whole, not_modified, wanted

ETAG = '"abc"'
NOON = 1_750_000_000


def ask(range_: str, size: int = 1000, **headers: str) -> object:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return wanted({"range": range_, **named}, size=size, etag=ETAG, modified=NOON)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("bytes=0-0", Piece(0, 0)),
        ("bytes=10-19", Piece(10, 19)),
        ("bytes=990-", Piece(990, 999)),
        ("bytes=-5", Piece(995, 999)),
        ("bytes=-5000", Piece(0, 999)),
        ("bytes=995-5000", Piece(995, 999)),
        ("BYTES = 1-2", Piece(1, 2)),
        ("bytes=0-9,10-19", Piece(0, 19)),
        ("bytes=5-9, 0-7 ,8-8", Piece(0, 9)),
        ("bytes=0-9,5000-6000", Piece(0, 9)),
    ],
)
def test_one_piece(text, piece):
    assert ask(text) == piece


@pytest.mark.parametrize("text", ["bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=5000-,-0"])
def test_nothing_of_it_is_there(text):
    assert ask(text) == Outside()


@pytest.mark.parametrize(
    "text",
    [
        "bytes=0-1,500-501",  # two places: the whole, not a multipart
        "bytes=" + ",".join(["0-"] * 1500),
        "bytes=5-4",
        "bytes=-",
        "bytes=",
        "bytes=a-b",
        "bytes=1-2,x",
        "bytes=" + "9" * 40 + "-",
        "lines=0-5",
        "",
    ],
)
def test_the_whole_is_sent_for_what_makes_no_sense_or_too_much(text):
    assert ask(text) == Whole()


def test_a_range_of_another_version_is_not_continued():
    assert ask("bytes=0-9", if_range='"other"') == Whole()
    assert ask("bytes=0-9", if_range='W/"abc"') == Whole()
    assert ask("bytes=0-9", if_range=http_date(NOON - 1)) == Whole()
    assert ask("bytes=0-9", if_range="nonsense") == Whole()
    assert ask("bytes=0-9", if_range=ETAG) == Piece(0, 9)
    assert ask("bytes=0-9", if_range=http_date(NOON)) == Piece(0, 9)


def test_nothing_is_a_piece_of_an_empty_file():
    assert ask("bytes=0-", size=0) == Outside()
    assert ask("bytes=-5", size=0) == Outside()


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=5), st.integers(1, 200)
)
def test_a_piece_is_exactly_what_was_asked_for_together(pairs, size):
    pairs = [(min(pair), max(pair)) for pair in pairs]
    meant = {place for first, last in pairs for place in range(first, last + 1) if place < size}
    found = ask("bytes=" + ",".join(f"{first}-{last}" for first, last in pairs), size=size)
    if isinstance(found, Piece):
        assert set(range(found.first, found.last + 1)) == meant
    else:
        assert found == (Outside() if not meant else Whole())


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"if-none-match": ETAG}, True),
        ({"if-none-match": f'"x", W/{ETAG}'}, True),
        ({"if-none-match": "*"}, True),
        ({"if-none-match": '"x"'}, False),
        ({"if-none-match": '"x"', "if-modified-since": http_date(NOON)}, False),
        ({"if-modified-since": http_date(NOON)}, True),
        ({"if-modified-since": http_date(NOON - 1)}, False),
        ({"if-modified-since": "yesterday"}, False),
        ({}, False),
    ],
)
def test_what_the_client_holds_is_not_sent_again(headers, same):
    assert not_modified(headers, etag=ETAG, modified=NOON) is same
