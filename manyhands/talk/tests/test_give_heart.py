from __future__ import annotations

import pytest

from manyhands.core.errors import NotThere
from manyhands.core.models import EventRow
from manyhands.talk import actions
from manyhands.talk.models import Heart
from tests.make import NOON, make_member


def hearts(thread):
    thread.refresh_from_db()
    return thread.hearts_count


def test_a_heart_counts_once_however_often_it_is_given(shelf):
    thread, noor = shelf.put(), make_member("noor")
    assert actions.give_heart(thread, by=noor, at=NOON) is True
    assert actions.give_heart(thread, by=noor, at=NOON) is False
    assert hearts(thread) == Heart.objects.count() == 1
    assert EventRow.objects.filter(kind="heart.given").count() == 1


def test_taken_back_it_is_gone_however_often_it_is_taken(shelf):
    thread, noor = shelf.put(), make_member("noor")
    actions.give_heart(thread, by=noor, at=NOON)
    assert actions.take_heart_back(thread, by=noor, at=NOON) is True
    assert actions.take_heart_back(thread, by=noor, at=NOON) is False
    assert hearts(thread) == Heart.objects.count() == 0


def test_what_is_hidden_cannot_be_loved_but_a_heart_can_be_taken_back(shelf):
    thread, noor = shelf.put(), make_member("noor")
    actions.give_heart(thread, by=noor, at=NOON)
    shelf.hide(thread)
    with pytest.raises(NotThere):
        actions.give_heart(thread, by=make_member("kofi"), at=NOON)
    actions.take_heart_back(thread, by=noor, at=NOON)
    assert hearts(thread) == 0
