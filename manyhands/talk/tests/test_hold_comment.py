from __future__ import annotations

import pytest

from manyhands.core.errors import AlreadyDone, NotThere
from manyhands.core.models import EventRow
from manyhands.talk import actions
from manyhands.talk.actions.holds import ReasonMissing
from manyhands.talk.models import Comment
from tests.make import NOON, make_member


@pytest.fixture
def said(shelf):
    return actions.comment(shelf.put(), by=make_member("noor"), words="You fool.", at=NOON)


def count(said):
    said.thread.refresh_from_db()
    return said.thread.comments_count


def test_its_writer_alone_still_sees_it(said):
    actions.hold_comment(said, by=make_member("mod"), reason="An insult.", at=NOON)
    assert list(Comment.objects.visible_to(said.by)) == [said]
    assert not Comment.objects.visible_to(make_member("kofi")).exists()
    assert count(said) == 0


def test_that_it_was_hidden_is_nobody_elses_matter(said):
    actions.hold_comment(said, by=make_member("mod"), reason="An insult.", at=NOON)
    assert EventRow.objects.get(kind="comment.held").public_from is None


def test_lifted_it_is_shown_and_counted_again(said):
    mod = make_member("mod")
    actions.hold_comment(said, by=mod, reason="An insult.", at=NOON)
    actions.lift_comment_hold(said, by=mod, at=NOON)
    hold = said.holds.get()
    assert (hold.lifted_at, hold.lifted_by) == (NOON, mod)
    assert Comment.objects.visible_to(make_member("kofi")).exists()
    assert count(said) == 1


def test_a_reason_is_needed(said):
    with pytest.raises(ReasonMissing):
        actions.hold_comment(said, by=make_member("mod"), reason="  ", at=NOON)
    assert count(said) == 1


def test_twice_is_refused(said):
    mod = make_member("mod")
    actions.hold_comment(said, by=mod, reason="An insult.", at=NOON)
    with pytest.raises(AlreadyDone):
        actions.hold_comment(said, by=mod, reason="An insult.", at=NOON)
    actions.lift_comment_hold(said, by=mod, at=NOON)
    with pytest.raises(AlreadyDone):
        actions.lift_comment_hold(said, by=mod, at=NOON)
    assert count(said) == 1


def test_what_was_taken_back_is_not_hidden_too(said):
    actions.remove_comment(said, by=said.by, at=NOON)
    with pytest.raises(NotThere):
        actions.hold_comment(said, by=make_member("mod"), reason="An insult.", at=NOON)


def test_taken_back_while_hidden_it_is_counted_neither_then_nor_when_the_hold_is_lifted(said):
    mod = make_member("mod")
    actions.hold_comment(said, by=mod, reason="An insult.", at=NOON)
    actions.remove_comment(said, by=said.by, at=NOON)
    assert count(said) == 0
    actions.lift_comment_hold(said, by=mod, at=NOON)
    assert count(said) == 0
