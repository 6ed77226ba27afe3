"""A work that was published at a glance is called what the probe then finds."""

from __future__ import annotations

import pytest

from manyhands.media.actions import ingest_file
from manyhands.media.models import Processing
from manyhands.people.models import Member
from manyhands.works.actions import CannotPublish, correct_kind, publish_version, publish_work
from manyhands.works.models import Kind, Work
from manyhands.works.orders import FileOrder, PublishOrder, VersionOrder
from tests.jobs import run_jobs
from tests.make import NOON, make_member, make_work
from tests.media_samples import sample
from tests.quick import one_of_each

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


def upload(name: str, member: Member) -> tuple[FileOrder]:
    return (FileOrder(upload_id=ingest_file(sample(name), name=name, member=member, at=NOON).pk),)


def publish(name: str, member: Member, kind: str = "") -> Work:
    order = PublishOrder(title="Rain", files=upload(name, member), kind=kind, accord_accepted=True)
    return publish_work(order, by=member, at=NOON).work


@pytest.mark.slow
def test_sound_in_a_films_container_becomes_sound(ana):
    work = publish("sound-only.webm", ana)
    assert work.kind == Kind.VIDEO
    run_jobs("media", "fast")
    work.refresh_from_db()
    assert work.kind == Kind.AUDIO
    assert not correct_kind(work)


def test_what_the_probe_found_before_the_publication_committed_counts_too(ana):
    work = publish("sound-only.webm", ana)
    Processing.objects.update(kind="audio")
    run_jobs("fast")
    work.refresh_from_db()
    assert work.kind == Kind.AUDIO


@pytest.mark.slow
@pytest.mark.parametrize("announced", one_of_each(["audio", "video"], "video"))
def test_the_makers_word_is_taken_until_the_probe_has_looked(ana, announced):
    work = publish("sound-only.webm", ana, kind=announced)
    assert work.kind == announced
    run_jobs("media", "fast")
    work.refresh_from_db()
    assert work.kind == Kind.AUDIO


@pytest.mark.slow
def test_after_the_probe_the_makers_word_must_be_true(ana):
    files = upload("sound-only.webm", ana)
    run_jobs("media")
    with pytest.raises(CannotPublish, match="announced as Video"):
        publish_work(
            PublishOrder(title="Rain", files=files, kind="video", accord_accepted=True), by=ana, at=NOON
        )


@pytest.mark.slow
def test_a_song_recorded_by_a_browser_is_a_new_version_of_a_song(ana):
    song = make_work(ana, kind=Kind.AUDIO)
    order = VersionOrder(work_id=song.pk, files=upload("sound-only.webm", ana))
    assert publish_version(order, by=ana, at=NOON).number == 2
    run_jobs("media", "fast")
    song.refresh_from_db()
    assert song.kind == Kind.AUDIO


def test_a_picture_is_never_called_anything_else(ana):
    work = make_work(ana, kind=Kind.IMAGE)
    Processing.objects.update(kind="audio")
    assert not correct_kind(work)
