"""Captions are read strictly, with the line that is wrong, and come out as WebVTT with nothing else in it."""

from __future__ import annotations

import random

import pytest

from manyhands.media.captions import in_language, language_of, read, to_webvtt
from manyhands.media.kinds import Kind
from manyhands.media.refusals import Refused, sentence
from manyhands.media.sniff import sniff

VTT = (
    "WEBVTT Kind: captions\nLanguage: en\n\nSTYLE\n::cue { background: url(http://127.0.0.1/x) }\n\n"
    "NOTE Secret Person wrote this\n\nfirst\n00:01.000 --> 00:02.500 line:80% align:start region:x\n"
    "<v Noor>The rain</v> &amp; <i>the roof</i>\nsecond line\n\n"
    "01:00:02.500 --> 01:00:04.000\n<c.loud>kept</c> time\n"
)
WRITTEN = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:02.500 line:80% align:start\n"
    "<v Noor>The rain</v> &amp; <i>the roof</i>\nsecond line\n\n"
    "01:00:02.500 --> 01:00:04.000\n<c.loud>kept</c> time\n"
)
SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\n<B>The rain</B> <font color=red>& roof</font>\n\n"
    "2\n00:00:02,500 --> 00:00:04,000 X1:1\n{\\an8}I <3 <script>alert(1)</script>\n"
)


def test_webvtt_is_written_anew_without_notes_and_styles():
    assert to_webvtt(VTT) == WRITTEN
    assert to_webvtt(WRITTEN) == WRITTEN


def test_subrip_becomes_webvtt_and_its_signs_stay_signs():
    assert to_webvtt(SRT) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<b>The rain</b> &amp; roof\n\n"
        "00:00:02.500 --> 00:00:04.000\nI &lt;3 &lt;script>alert(1)&lt;/script>\n"
    )


def cue(words: str = "x", *, times: str = "00:01.000 --> 00:02.000") -> str:
    return f"WEBVTT\n\n{times}\n{words}\n"


WRONG = {
    "Dear diary": ("captions_begin", ""),
    "WEBVTTX\n\n00:01.000 --> 00:02.000\nx": ("captions_begin", ""),
    "WEBVTT\n\nNOTE nothing": ("captions_empty", ""),
    cue(times="00:01 --> 00:02"): ("captions_time", "Line 3 of “rain.vtt”"),
    cue(times="00:61.000 --> 00:62.000"): ("captions_time", "Line 3"),
    cue(times="soon"): ("captions_time", "Line 3"),
    cue(times="00:03.000 --> 00:02.000"): ("captions_order", "Line 3"),
    cue() + "\n7\n00:00.500 --> 00:02.000\nx\n": ("captions_order", "Line 7"),
    cue("one\n<script>alert(1)</script>"): ("captions_markup", "Line 5 of “rain.vtt” holds <script"),
    cue("<img src=x onerror=alert(1)>"): ("captions_markup", "Line 4"),
    cue("a <b"): ("captions_markup", "Line 4"),
    cue("x --> y"): ("captions_time", "Line 4"),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_said_with_its_line(text):
    code, words = WRONG[text]
    with pytest.raises(Refused) as caught:
        read(text)
    assert caught.value.refusal.code == code
    assert words in sentence(caught.value.refusal, name="rain.vtt")


def test_nonsense_is_refused_and_never_hangs():
    chance = random.Random(3)
    for _ in range(300):
        data = list(VTT if chance.random() < 0.5 else SRT)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.choice("<>&-:\n0Z ")
        text = "".join(data)
        try:
            written = to_webvtt(text)
        except Refused:
            continue
        assert "<script" not in written
        assert to_webvtt(written) == written
    with pytest.raises(Refused):
        read("WEBVTT\n\n" + "<" * 200_000)


@pytest.mark.parametrize(
    ("text", "container"), [(VTT, "webvtt"), ("\ufeff" + SRT, "subrip"), ("WEBVTTs", "text")]
)
def test_content_says_that_a_text_is_captions(text, container, tmp_path):
    path = tmp_path / "x.exe"
    path.write_text(text, encoding="utf-8")
    assert (sniff(path).kind, sniff(path).container) == (Kind.TEXT, container)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("rain.de.vtt", "de"),
        ("rain.pt-BR.SRT", "pt-BR"),
        ("rain.vtt", ""),
        ("rain.final.vtt", ""),
        ("de.txt", ""),
    ],
)
def test_the_name_says_the_language(name, language):
    assert language_of(name) == language


@pytest.mark.parametrize(
    ("name", "language", "other"),
    [
        ("rain.vtt", "de", "rain.de.vtt"),
        ("rain.pt-BR.srt", "de", "rain.de.srt"),
        ("rain.de.vtt", "", "rain.vtt"),
        ("rain", "de", "rain.de.vtt"),
        ("rain.txt", "de", "rain.de.vtt"),
    ],
)
def test_a_name_is_given_another_language(name, language, other):
    assert in_language(name, language) == other
    assert language_of(other) == language
