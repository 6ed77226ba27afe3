"""A member does not want to hear from another."""

from __future__ import annotations

import pytest

from manyhands.core.models import EventRow, EventTopic
from manyhands.people import actions, queries
from manyhands.people.actions.blocks import NotYourself
from tests.make import NOON, make_member

pytestmark = pytest.mark.django_db


def test_a_block_parts_two_people() -> None:
    ana, kofi = make_member("ana"), make_member("kofi")
    actions.block(kofi, by=ana, at=NOON)
    actions.block(kofi, by=ana, at=NOON)
    assert queries.blocked_by(ana.pk) == {kofi.pk}
    assert queries.blocked_by(kofi.pk) == set()
    assert queries.have_blocked(kofi.pk) == {ana.pk}
    assert queries.apart_from(kofi.pk) == {ana.pk}


def test_the_blocked_are_not_told() -> None:
    ana, kofi = make_member("ana"), make_member("kofi")
    actions.block(kofi, by=ana, at=NOON)
    assert EventRow.objects.get().public_from is None
    assert not EventTopic.objects.filter(subject_id=kofi.pk).exists()


def test_a_block_is_taken_back() -> None:
    ana, kofi = make_member("ana"), make_member("kofi")
    actions.block(kofi, by=ana, at=NOON)
    actions.unblock(kofi, by=ana, at=NOON)
    actions.unblock(kofi, by=ana, at=NOON)
    assert queries.apart_from(ana.pk) == set()
    assert EventRow.objects.filter(kind="member.unblocked").count() == 1


def test_nobody_blocks_themselves() -> None:
    ana = make_member("ana")
    with pytest.raises(NotYourself):
        actions.block(ana, by=ana, at=NOON)
