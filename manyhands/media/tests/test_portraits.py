"""A member's portrait: a picture of their own, one at a time."""

from __future__ import annotations

import pytest

from manyhands.core.errors import NotThere
from manyhands.core.models import EventRow
from manyhands.media.actions import NotAPicture, ingest_file, show_portrait, take_portrait_down
from manyhands.media.models import Portrait, Upload
from manyhands.people.models import Member
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


def looked_at(name: str, member: Member) -> Upload:
    upload = ingest_file(sample(name), name=name, member=member, at=NOON)
    run_jobs("media")
    return upload


def test_a_picture_takes_the_place_of_the_one_before(ana):
    first, second = looked_at("drawing.jpeg", ana), looked_at("drawing.png", ana)
    show_portrait(first, by=ana, at=NOON)
    show_portrait(second, by=ana, at=NOON)
    assert [portrait.blob_id for portrait in Portrait.objects.filter(member=ana)] == [second.blob_id]
    assert EventRow.objects.filter(kind="profile.changed", by_id=ana.pk).count() == 2


def test_a_sound_is_no_portrait(ana):
    with pytest.raises(NotAPicture):
        show_portrait(looked_at("tone.wav", ana), by=ana, at=NOON)


def test_nobody_shows_the_picture_of_somebody_else(ana):
    with pytest.raises(NotThere):
        show_portrait(looked_at("drawing.jpeg", ana), by=make_member("kofi"), at=NOON)


def test_taking_it_down_twice_changes_nothing(ana):
    show_portrait(looked_at("drawing.jpeg", ana), by=ana, at=NOON)
    for _time in range(2):
        take_portrait_down(by=ana, at=NOON)
    assert not Portrait.objects.exists()
    assert EventRow.objects.filter(kind="profile.changed").count() == 2
