from __future__ import annotations

import datetime as dt

import pytest

from manyhands.core.errors import NotThere
from manyhands.core.models import EventRow
from manyhands.talk import actions
from manyhands.talk.actions.edits import NotYours
from manyhands.talk.actions.refusals import TooMuch
from manyhands.talk.models import CommentEdit
from tests.make import NOON, make_member

LATER = NOON + dt.timedelta(minutes=5)


def said_by(shelf, member, words="Keep it."):
    return actions.comment(shelf.put(), by=member, words=words, at=NOON)


def test_the_words_change_and_what_stood_before_is_kept(shelf):
    noor = make_member("noor")
    said = actions.edit_comment(said_by(shelf, noor), by=noor, words="Keep all of it.", at=LATER)
    edit = CommentEdit.objects.get()
    assert (said.words, edit.before, edit.at) == ("Keep all of it.", "Keep it.", LATER)
    assert EventRow.objects.filter(kind="comment.edited", by_id=noor.pk).count() == 1


def test_the_same_words_again_are_no_edit(shelf):
    noor = make_member("noor")
    actions.edit_comment(said_by(shelf, noor), by=noor, words="Keep it. ", at=LATER)
    assert not CommentEdit.objects.exists()
    assert not EventRow.objects.filter(kind="comment.edited").exists()


def test_names_that_come_and_go_are_mentions_that_come_and_go(shelf):
    noor, kofi, ines = make_member("noor"), make_member("kofi"), make_member("ines")
    said = said_by(shelf, noor, "@kofi")
    actions.edit_comment(said, by=noor, words="@ines", at=LATER)
    assert [mention.member for mention in said.mentions.all()] == [ines]
    assert kofi.pk != ines.pk


@pytest.mark.parametrize("who", ["maker", "stranger"])
def test_nobody_else_changes_it(shelf, who):
    said = said_by(shelf, make_member("noor"))
    other = shelf.maker if who == "maker" else make_member("kofi")
    with pytest.raises(NotYours):
        actions.edit_comment(said, by=other, words="Drop it.", at=LATER)
    said.refresh_from_db()
    assert said.words == "Keep it."


def test_links_cannot_be_put_in_afterwards(shelf):
    noor = make_member("noor")
    with pytest.raises(TooMuch):
        actions.edit_comment(said_by(shelf, noor), by=noor, words="https://a.example " * 3, at=LATER)


def test_what_is_hidden_from_the_writer_cannot_be_edited(shelf):
    noor = make_member("noor")
    said = said_by(shelf, noor)
    shelf.hide(said.thread)
    with pytest.raises(NotThere):
        actions.edit_comment(said, by=noor, words="More", at=LATER)
