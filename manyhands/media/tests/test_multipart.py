"""Multipart forms are taken apart as they come, however the network cuts them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manyhands.media.plain.multipart import Begin, Data, End, Event, Malformed, Parser, boundary_of

FORM = (
    b"ignored\r\n--b\r\n"
    b'Content-Disposition: form-data; name="title"\r\n\r\nRain on tin\r\n--b\r\n'
    b'Content-Disposition: form-data; name="files"; filename="a %22b%22.wav"\r\n'
    b"Content-Type: audio/wav\r\n\r\n"
    b"\r\n--\r\n--a\r\n-\r\n--b\r\n"
    b'Content-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--b\r\n'
    b'content-disposition: form-data; name="files"; filename="\xe9\x9b\xa8.txt"\r\n\r\n\r\n--b--\r\nignored'
)
MEANT = [
    (Begin("title", None), b"Rain on tin"),
    (Begin("files", 'a "b".wav', "audio/wav"), b"\r\n--\r\n--a\r\n-"),
    (Begin("files", ""), b""),
    (Begin("files", "雨.txt"), b""),
]


def parse(*pieces: bytes) -> tuple[Parser, list[Event]]:
    parser = Parser(b"b")
    return parser, [event for piece in pieces for event in parser.feed(piece)]


def together(events: list[Event]) -> list[tuple[Begin, bytes]]:
    """Each field with all its bytes; fails if a field is left open."""
    fields: list[tuple[Begin, bytes]] = []
    is_open = False
    for event in events:
        if isinstance(event, Begin):
            assert not is_open
            fields.append((event, b""))
            is_open = True
        elif isinstance(event, Data):
            fields[-1] = (fields[-1][0], fields[-1][1] + event.data)
        elif isinstance(event, End):
            is_open = False
    assert not is_open
    return fields


@given(st.lists(st.integers(0, len(FORM))))
def test_every_cut_gives_the_same_form(cuts):
    places = [0, *sorted(cuts), len(FORM)]
    parser, events = parse(*(FORM[a:b] for a, b in itertools.pairwise(places)))
    assert together(events) == MEANT
    assert parser.ended


def test_no_more_is_held_back_than_a_delimiter():
    parser, events = parse(FORM[: FORM.index(b"Rain")], b"x" * 100_000)
    assert sum(len(event.data) for event in events if isinstance(event, Data)) >= 100_000 - len(b"\r\n--b")
    assert not parser.ended


@pytest.mark.parametrize(
    "body",
    [
        b"--b\r\nno disposition\r\n\r\nx\r\n--b--",
        b'--b\r\nContent-Disposition: attachment; name="a"\r\n\r\nx\r\n--b--',
        b"--bx\r\n",
        b"--b\r\n" + b"x" * 10_000,
    ],
)
def test_what_is_no_form_is_refused(body):
    with pytest.raises(Malformed):
        parse(body)


@pytest.mark.parametrize(
    "text", ["multipart/form-data", "multipart/form-data; boundary=", f"x; boundary={'b' * 300}"]
)
def test_a_form_names_its_boundary(text):
    with pytest.raises(Malformed):
        boundary_of(text)
    assert boundary_of('multipart/form-data; boundary="a b"') == b"a b"


@given(st.binary(max_size=400))
def test_no_bytes_break_the_parser(data):
    try:
        parse(b"--b", data)
    except Malformed:
        return
