"""Texts come out clean, counted by the rules of their script, and safe to show."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from manyhands.media.refusals import Refused, sentence
from manyhands.media.text import Markup, decode, excerpt, measure, render


def test_markdown_becomes_html_below_the_title_of_the_page():
    made = render("# Rain\n\nOn *tin* and **glass**.\n\n###### Small\n").html
    assert made.strip() == (
        "<h2>Rain</h2>\n<p>On <em>tin</em> and <strong>glass</strong>.</p>\n<h3>Small</h3>"
    )


def test_headings_skip_no_level_for_those_who_listen():
    made = render("### One\n\n#### Two\n\n### Three\n\n# Four\n\nFive\n---\n").html
    assert re.findall(r"<(h\d)>(\w+)</h\d>", made) == [
        ("h2", "One"),
        ("h3", "Two"),
        ("h2", "Three"),
        ("h2", "Four"),
        ("h3", "Five"),
    ]


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "```<script>\nalert(1)\n```",
        '[x](https://a "onmouseover=alert(1)")',
        "<svg/onload=alert(1)>",
        '<a href="https://x" onclick="alert(1)">x</a>',
        "<iframe src=//evil>",
        "<style>*{display:none}</style>",
    ],
)
@pytest.mark.parametrize("markup", Markup)
def test_nothing_that_runs_survives(attack, markup):
    """What was typed may be shown, escaped; as markup only our own tags and safe addresses may stand."""
    for tag, attributes in _tags(render(attack, markup).html):
        assert tag in {"p", "a", "br", "h2", "pre", "code"}
        for name, value in attributes:
            assert name in {"href", "rel", "title", "class"}
            assert name != "href" or str(value).startswith("https://")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def _tags(made: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
    parser = _Tags()
    parser.feed(made)
    return parser.found


def test_links_gain_nothing_and_tell_nothing():
    made = render("[there](https://example.org/a?b=1&c=2)").html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in made
    assert 'rel="nofollow ugc noopener noreferrer"' in made


def test_a_picture_elsewhere_becomes_a_link():
    made = render("![my *cat*](https://tracker.example/1.png)").html
    assert "<img" not in made
    assert ">my cat</a>" in made


def test_plain_text_keeps_lines_and_indents():
    made = render("one <b>\n  two\n\nthree", Markup.PLAIN).html
    assert made.replace("&nbsp;", "\u00a0") == "<p>one &lt;b&gt;<br>\n\u00a0\u00a0two</p>\n<p>three</p>"


def test_a_line_end_is_a_line_end_and_an_accent_is_one_character():
    assert decode(b"\xef\xbb\xbfa\r\nb\rcafe\xcc\x81\x07") == "a\nb\ncafé"


def test_what_is_not_utf8_is_refused_in_words():
    with pytest.raises(Refused) as caught:
        decode("café".encode("latin-1"))
    assert sentence(caught.value.refusal, name="poem.txt").startswith("“poem.txt” is not UTF-8")


def test_a_text_without_end_is_refused():
    with pytest.raises(Refused) as caught:
        decode(b"a" * 2_000_001)
    assert caught.value.refusal.code == "text_too_long"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The rain isn’t tin-roofed 42 times", 6),
        ("東京で録音した雨の音", 10),
        ("雨 rain 雨", 3),
        ("비가 지붕에 내린다", 3),
        ("ฝนตก", 4),
        ("Дождь на жести", 3),
        ("مطر على السقف", 3),
        ("", 0),
    ],
)
def test_words_are_counted_by_their_script(text, words):
    assert measure(text).words == words


def test_reading_time_knows_both_ways_of_writing():
    assert measure("word " * 238).seconds == 60
    assert measure("雨" * 500).seconds == 60
    assert measure("word " * 119 + "雨" * 250).seconds == 60


def test_an_excerpt_has_no_markup_and_ends_at_a_word() -> None:
    assert (
        excerpt("# The *night* train\n\ndoes not stop here.", 100) == "The night train\ndoes not stop here."
    )
    assert excerpt("one two three four five six seven", 20) == "one two three four…"
    assert excerpt("雨" * 50, 10) == "雨" * 10 + "…"
