from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manyhands.talk.prose import to_html

PEOPLE = {"kofi": "/people/kofi"}


REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("Keep it.", "<p>Keep it.</p>"),
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("@Kofi!", f'<p><a class="mention" href="/people/kofi" {REL}>@Kofi</a>!</p>'),
        ("@nobody", "<p>@nobody</p>"),
        (
            "https://www.a.example/.",
            f'<p><a href="https://www.a.example/" dir="ltr" {REL}>a.example</a>.</p>',
        ),
        ("at 1:17", f'<p>at <a class="moment" href="#t=1:17" data-seek="77000" {REL}>1:17</a></p>'),
        ("the train leaves at 9:45", "<p>the train leaves at 9:45</p>"),
        ("score 1:77", "<p>score 1:77</p>"),
    ],
)
def test_words_become_paragraphs_links_names_and_times(words, html):
    assert to_html(words, people=PEOPLE, duration_ms=90_000) == html


def test_where_nothing_plays_times_are_only_words():
    assert to_html("at 1:17", people={}) == "<p>at 1:17</p>"


def test_a_long_link_is_cut_to_be_read_but_leads_to_its_whole_address():
    link = "https://example.org/" + "a" * 100
    html = to_html(link, people={})
    assert f'href="{link}"' in html
    assert html.count("a") < 100 + 90


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "https://a.example/\"onmouseover='x'",
        "javascript:alert(1)",
        "https://javascript:alert(1)",
        '@kofi"><b>',
        "1:17<i>",
        "<!--",
        "\n\n",
        "&lt;b&gt;",
        "data:text/html,<b>",
        "https://[",
        "http://a.example/?<>",
    ]
)


@given(st.lists(HOSTILE | st.text(max_size=20), max_size=8).map(" ".join))
def test_whatever_is_written_no_markup_of_its_own_comes_through(words):
    reader = Reader()
    reader.feed(to_html(words, people=PEOPLE, duration_ms=90_000))
    for tag, attributes in reader.tags:
        assert tag in {"p", "br", "a"}
        assert set(attributes) <= {"href", "class", "data-seek", "dir", "rel"}
        assert re.match(r"https?://|/people/kofi$|#t=\d", attributes.get("href") or "#t=0")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=60))
def test_nothing_that_was_written_is_lost(words):
    reader = Reader()
    reader.feed(to_html(words, people={}))
    if "://" not in words:
        assert reader.text == words
