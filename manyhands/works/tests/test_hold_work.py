"""A held work is seen by its maker alone, who reads why; nobody else learns that it exists."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from manyhands.core.errors import NotThere
from manyhands.core.models import EventRow
from manyhands.media.models import BlobDenial
from manyhands.works.actions import hold_work, lift_hold, remove_work
from manyhands.works.actions.removing import HeldAlready, ReasonMissing
from manyhands.works.models import Tombstone, Work
from tests.make import NOON, make_member, make_work

pytestmark = pytest.mark.django_db


def hold(work, reason="Somebody says that this is their recording."):
    return hold_work(work, reason=reason, by=make_member(), at=NOON)


def test_its_maker_alone_sees_it():
    work = make_work()
    hold(work)
    assert Work.objects.visible_to(work.author).get() == work
    assert not Work.objects.visible_to(AnonymousUser()).exists()
    assert not Work.objects.visible_to(make_member()).exists()


def test_a_lifted_hold_shows_it_again_with_all_totals():
    song = make_work()
    remix = make_work(sources=[song])
    hold(remix)
    song.refresh_from_db()
    assert song.remixes_count == 0
    lift_hold(remix, by=make_member(), at=NOON)
    song.refresh_from_db()
    assert song.remixes_count == 1
    assert Work.objects.visible_to(AnonymousUser()).count() == 2


def test_its_media_are_closed_and_opened():
    work = make_work()
    hold(work)
    assert BlobDenial.objects.get().blob == work.newest.files.get().blob
    lift_hold(work, by=None, at=NOON)
    assert not BlobDenial.objects.exists()


def test_a_file_that_was_taken_down_before_stays_down():
    work = make_work()
    BlobDenial.objects.create(blob=work.newest.files.get().blob, reason="by order of a court", at=NOON)
    hold(work)
    lift_hold(work, by=None, at=NOON)
    assert BlobDenial.objects.get().reason == "by order of a court"


def test_a_hold_has_a_reason_and_there_is_one_at_a_time():
    work = make_work()
    with pytest.raises(ReasonMissing):
        hold(work, reason=" ")
    hold(work)
    with pytest.raises(HeldAlready):
        hold(work)


def test_what_is_not_hidden_or_not_there_cannot_be_shown_or_hidden():
    work = make_work()
    with pytest.raises(NotThere):
        lift_hold(work, by=None, at=NOON)
    remove_work(work, why=Tombstone.Why.MAKER, by=work.author, at=NOON)
    with pytest.raises(NotThere):
        hold(work)


def test_no_feed_ever_tells_of_it():
    hold(make_work())
    assert EventRow.objects.get(kind="work.held").public_from is None
