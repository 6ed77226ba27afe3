from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manyhands.talk.rules import (
    NEWCOMER,
    SETTLED,
    Room,
    Sign,
    Where,
    count_links,
    mentions_in,
    pace_of,
    pace_problem,
    parse_time,
    stretches,
    tidy,
    where_problem,
    write_time,
)

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1:17", 77_000),
        ("0:07", 7_000),
        ("77", 77_000),
        ("1:02:03", 3_723_000),
        ("1:17.5", 77_500),
        ("1:17,25", 77_250),
        ("90:00", 5_400_000),
        ("١:١٧", 77_000),
        (" 1:17 ", 77_000),
    ],
)
def test_times_are_read_as_people_write_them(text, ms):
    assert parse_time(text) == ms


@pytest.mark.parametrize("text", ["", "now", "1:7x", "1:77", "1:2:3:4", "-3", "99999999", "100:00:00"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 the text itself is the message
        parse_time(text)


@given(st.integers(0, 99 * 3600))
def test_a_time_that_is_shown_can_be_typed_again(seconds):
    assert parse_time(write_time(seconds * 1000)) == seconds * 1000


@pytest.mark.parametrize(
    ("where", "room", "code"),
    [
        (Where(), Room(), None),
        (Where(from_ms=1000), Room(duration_ms=2000), None),
        (Where(from_ms=1000, to_ms=2000), Room(duration_ms=2000), None),
        (Where(from_ms=1000), Room(), "no_moments"),
        (Where(from_ms=3000), Room(duration_ms=2000), "too_late"),
        (Where(from_ms=1000, to_ms=3000), Room(duration_ms=2000), "too_late"),
        (Where(from_ms=1000, to_ms=1000), Room(duration_ms=2000), "backwards"),
        (Where(to_ms=1000), Room(duration_ms=2000), "backwards"),
        (Where(x=0, y=10_000), Room(has_places=True), None),
        (Where(x=1, y=1), Room(), "no_places"),
        (Where(x=10_001, y=1), Room(has_places=True), "outside"),
        (Where(x=1), Room(has_places=True), "outside"),
    ],
)
def test_a_comment_points_only_at_what_is_there(where, room, code):
    problem = where_problem(where, room)
    assert (problem.code if problem else None) == code


@given(st.text())
def test_cut_into_stretches_and_joined_again_words_are_the_same(words):
    assert "".join(text for _, text in stretches(words)) == words


@pytest.mark.parametrize(
    ("words", "handles"),
    [
        ("@kofi, listen", ["kofi"]),
        ("(@Kofi) and @NOOR-B!", ["kofi", "noor-b"]),
        ("@नूर ने कहा", ["नूर"]),
        ("ありがとう @ゆい。", ["ゆい"]),
        ("@kofi @kofi", ["kofi"]),
        ("@Kofi", ["kofi"]),
        ("ana@example.org", []),
        ("https://example.org/@ana", []),
        ("@ana@elsewhere.example", ["ana"]),
        ("@ @- @_", []),
        ("end of it @kofi-", ["kofi"]),
    ],
)
def test_mentions_are_found_in_every_script_and_never_in_addresses(words, handles):
    assert mentions_in(words) == handles


def test_ten_people_are_named_at_most():
    assert len(mentions_in(" ".join(f"@member{n}" for n in range(50)))) == 10


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("see https://example.org/a.", "https://example.org/a"),
        ("(https://en.wikipedia.org/wiki/Loop_(music))", "https://en.wikipedia.org/wiki/Loop_(music)"),
        ("「https://example.org/雨」。", "https://example.org/雨"),
        ("HTTP://EXAMPLE.ORG?", "HTTP://EXAMPLE.ORG"),
    ],
)
def test_links_end_where_their_sentence_goes_on(words, link):
    assert [text for sign, text in stretches(words) if sign is Sign.LINK] == [link]


@pytest.mark.parametrize("words", ["https://", "javascript:alert(1)", "example.org", "ftp://example.org"])
def test_only_web_addresses_are_links(words):
    assert count_links(words) == 0


def test_words_are_kept_tidy():
    assert tidy(" a\r\nb\x00\n \n\n\nc ") == "a\nb\n\nc"


def test_a_newcomer_settles_after_three_days():
    assert pace_of(NOON, NOON + dt.timedelta(days=2)) == NEWCOMER
    assert pace_of(NOON, NOON + dt.timedelta(days=3)) == SETTLED


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        ("hello", 0, None),
        ("hello", 20, "too_fast"),
        ("https://a.example https://b.example https://c.example", 0, "too_many_links"),
        ("https://a.example", 4, "link_flood"),
        ("hello", 4, None),
    ],
)
def test_a_newcomer_cannot_flood(words, said, code):
    problem = pace_problem(words, ["https://spam.example"] * said, NEWCOMER)
    assert (problem.code if problem else None) == code
