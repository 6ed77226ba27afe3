from __future__ import annotations

import pytest

from manyhands.core.models import EventRow
from manyhands.talk import actions
from manyhands.talk.actions.edits import NotYours
from manyhands.talk.models import Comment
from tests.make import NOON, make_member


def test_it_is_gone_and_its_answers_stay(shelf):
    thread, noor, kofi = shelf.put(), make_member("noor"), make_member("kofi")
    said = actions.comment(thread, by=noor, words="Keep it.", at=NOON)
    reply = actions.answer(said, by=kofi, words="Why?", at=NOON)
    actions.remove_comment(said, by=noor, at=NOON)
    thread.refresh_from_db()
    assert list(Comment.objects.visible_to(noor)) == [reply]
    assert thread.comments_count == 1


def test_taking_it_back_twice_counts_once(shelf):
    thread, noor = shelf.put(), make_member("noor")
    said = actions.comment(thread, by=noor, words="Keep it.", at=NOON)
    actions.comment(thread, by=noor, words="And this.", at=NOON)
    actions.remove_comment(said, by=noor, at=NOON)
    actions.remove_comment(said, by=noor, at=NOON)
    thread.refresh_from_db()
    assert thread.comments_count == 1
    assert EventRow.objects.filter(kind="comment.removed").count() == 1


def test_also_from_what_is_hidden_by_now(shelf):
    noor = make_member("noor")
    said = actions.comment(shelf.put(), by=noor, words="Keep it.", at=NOON)
    shelf.hide(said.thread)
    actions.remove_comment(said, by=noor, at=NOON)
    assert not Comment.objects.standing().exists()


@pytest.mark.parametrize("who", ["maker", "stranger"])
def test_nobody_else_takes_it_back(shelf, who):
    said = actions.comment(shelf.put(), by=make_member("noor"), words="Keep it.", at=NOON)
    with pytest.raises(NotYours):
        actions.remove_comment(said, by=shelf.maker if who == "maker" else make_member("kofi"), at=NOON)
    assert Comment.objects.standing().exists()
