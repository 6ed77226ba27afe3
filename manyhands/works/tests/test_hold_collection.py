from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from manyhands.core.errors import AlreadyDone, NotThere
from manyhands.core.models import EventRow
from manyhands.talk import owners
from manyhands.works.actions import hold_collection, lift_collection_hold, remove_collection
from manyhands.works.actions.removing import ReasonMissing
from manyhands.works.models import Collection
from tests.make import NOON, make_collection, make_member

STRANGER = AnonymousUser()


@pytest.fixture
def collection(db):
    return make_collection(make_member("ana"))


def test_its_owner_alone_still_sees_it(collection):
    hold_collection(collection, reason="Its title insults.", by=make_member("mod"), at=NOON)
    assert not Collection.objects.visible_to(STRANGER).exists()
    assert not Collection.objects.visible_to(make_member("kofi")).exists()
    assert list(Collection.objects.visible_to(collection.owner)) == [collection]
    assert owners.of([collection.thread_id], STRANGER) == {}
    assert EventRow.objects.get(kind="collection.held").public_from is None


def test_lifted_it_is_there_for_everybody(collection):
    mod = make_member("mod")
    hold_collection(collection, reason="Its title insults.", by=mod, at=NOON)
    hold = lift_collection_hold(collection, by=mod, at=NOON)
    assert (hold.lifted_at, hold.lifted_by) == (NOON, mod)
    assert Collection.objects.visible_to(STRANGER).exists()


def test_a_reason_is_needed(collection):
    with pytest.raises(ReasonMissing):
        hold_collection(collection, reason=" ", by=make_member("mod"), at=NOON)
    assert Collection.objects.visible_to(STRANGER).exists()


def test_what_is_hidden_is_not_hidden_again_and_what_is_not_is_not_lifted(collection):
    mod = make_member("mod")
    with pytest.raises(NotThere):
        lift_collection_hold(collection, by=mod, at=NOON)
    hold_collection(collection, reason="Its title insults.", by=mod, at=NOON)
    with pytest.raises(AlreadyDone):
        hold_collection(collection, reason="Its title insults.", by=mod, at=NOON)


def test_what_its_owner_removed_is_not_there_to_be_hidden(collection):
    remove_collection(collection, by=collection.owner, at=NOON)
    with pytest.raises(NotThere):
        hold_collection(collection, reason="Its title insults.", by=make_member("mod"), at=NOON)
