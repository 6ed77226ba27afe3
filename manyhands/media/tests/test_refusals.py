"""A refusal says what was found and what to do, in the owner's words for the file."""

from __future__ import annotations

import pytest

from manyhands.media.refusals import Refusal, Refused, clock, sentence


def test_a_cut_song_is_refused_by_name_with_both_lengths():
    refusal = Refusal("truncated", {"claimed_ms": 288_100, "held_ms": 125_000})
    assert sentence(refusal, name="song.mp3") == "“song.mp3” says 4:48 but holds 2:05; upload it again."


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [(0, "0:00"), (400, "0.4 s"), (61_000, "1:01"), (3_725_000, "1:02:05"), (36_000_000, "10:00:00")],
)
def test_lengths_are_said_as_people_say_them(milliseconds, said):
    assert clock(milliseconds) == said


def test_a_reason_without_words_cannot_be_raised():
    with pytest.raises(KeyError):
        Refused("because")


def test_the_table_can_be_translated():
    refusal = Refusal("empty")
    assert sentence(refusal, name="x", translate=lambda text: "“%(name)s” ist leer.") == "“x” ist leer."
