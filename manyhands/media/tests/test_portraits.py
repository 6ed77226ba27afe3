"""A member's portrait: a picture of their own, one at a time."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from manyhands.core.errors import NotThere
from manyhands.core.models import EventRow
from manyhands.media.actions import NotAPicture, ingest_file, show_portrait, take_portrait_down
from manyhands.media.models import Blob, Portrait, Upload
from manyhands.media.serve.denials import denied_hashes
from manyhands.media.store.current import store
from manyhands.people.actions import lift_suspension, suspend_member
from manyhands.people.models import Member
from tests.jobs import run_jobs
from tests.make import NOON, make_member, make_moderator
from tests.media_samples import colour_at, sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


def looked_at(name: str, member: Member) -> Upload:
    upload = ingest_file(sample(name), name=name, member=member, at=NOON)
    run_jobs("media")
    return upload


@pytest.mark.slow
def test_a_picture_takes_the_place_of_the_one_before(ana):
    first, second = looked_at("phone.jpeg", ana), looked_at("drawing.png", ana)
    show_portrait(first, by=ana, at=NOON)
    portrait = show_portrait(second, by=ana, at=NOON)
    assert list(Portrait.objects.filter(member=ana)) == [portrait]
    assert EventRow.objects.filter(kind="profile.changed", by_id=ana.pk).count() == 2


def test_it_is_square_upright_and_tells_nothing_about_the_photographer(ana):
    portrait = show_portrait(looked_at("phone.jpeg", ana), by=ana, at=NOON)
    data = b"".join(store().read(portrait.blob.sha256))
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("WEBP", (480, 480))
    assert b"Secret" not in data
    assert not picture.getexif()
    assert colour_at(picture, (20, 20))[2] > 200  # the phone lay on its side: blue was bottom left
    assert colour_at(picture, (460, 20))[0] > 200


@pytest.mark.slow
def test_a_sound_is_no_portrait(ana):
    with pytest.raises(NotAPicture):
        show_portrait(looked_at("tone.wav", ana), by=ana, at=NOON)


@pytest.mark.slow
def test_nobody_shows_the_picture_of_somebody_else(ana):
    with pytest.raises(NotThere):
        show_portrait(looked_at("drawing.jpeg", ana), by=make_member("kofi"), at=NOON)


@pytest.mark.slow
def test_taking_it_down_twice_changes_nothing(ana):
    show_portrait(looked_at("drawing.jpeg", ana), by=ana, at=NOON)
    for _time in range(2):
        take_portrait_down(by=ana, at=NOON)
    assert not Portrait.objects.exists()
    assert EventRow.objects.filter(kind="profile.changed").count() == 2


def is_closed(blob: Blob) -> bool:
    return blob.sha256 in denied_hashes()


@pytest.mark.slow
def test_the_picture_of_somebody_who_is_hidden_is_closed_until_they_are_back(ana):
    blob = show_portrait(looked_at("phone.jpeg", ana), by=ana, at=NOON).blob
    suspension = suspend_member(ana, reason="Rude.", by=make_moderator(), at=NOON)
    run_jobs()
    assert is_closed(blob)
    lift_suspension(suspension, by=make_moderator(), at=NOON)
    run_jobs()
    assert not is_closed(blob)


@pytest.mark.slow
def test_a_picture_that_was_taken_down_is_closed_and_may_be_shown_again(ana):
    upload = looked_at("phone.jpeg", ana)
    blob = show_portrait(upload, by=ana, at=NOON).blob
    take_portrait_down(by=ana, at=NOON)
    assert is_closed(blob)
    show_portrait(upload, by=ana, at=NOON)
    assert not is_closed(blob)


@pytest.mark.slow
def test_another_member_s_picture_of_the_same_bytes_stays_open(ana):
    kofi = make_member("kofi")
    blob = show_portrait(looked_at("phone.jpeg", ana), by=ana, at=NOON).blob
    assert show_portrait(looked_at("phone.jpeg", kofi), by=kofi, at=NOON).blob == blob
    take_portrait_down(by=ana, at=NOON)
    assert not is_closed(blob)
