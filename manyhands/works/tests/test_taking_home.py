"""Who takes a work home gets it as it sounds and looks, and learns nothing about where its maker lives."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from manyhands.media.actions import ingest_file
from manyhands.media.models import Rendition, Upload
from manyhands.media.store.current import store
from manyhands.people.models import Member
from manyhands.works.actions import publish_work
from manyhands.works.models import Work
from manyhands.works.orders import FileOrder, PublishOrder
from manyhands.works.queries.shown import shown_work
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample
from tests.quick import one_of_each

pytestmark = pytest.mark.django_db
HASH = re.compile(r"/media/([0-9a-f]{64})/")


@dataclass
class Published:
    maker: Member
    work: Work
    uploads: list[Upload]

    def hashes(self) -> set[str]:
        return {upload.blob.sha256 for upload in self.uploads if upload.blob}


def publish(*names: str) -> Published:
    ana = make_member("ana")
    uploads = [ingest_file(sample(name), name=name, member=ana, at=NOON) for name in names]
    files = tuple(FileOrder(upload_id=upload.pk) for upload in uploads)
    order = PublishOrder(title="Rain", files=files, accord_accepted=True)
    return Published(ana, publish_work(order, by=ana, at=NOON).work, uploads)


@pytest.fixture
def photo() -> Published:
    """With a place and a name in it, and a text beside it."""
    published = publish("phone.jpeg", "story.md")
    run_jobs("media")
    return published


def downloads(published: Published, viewer: Member | AnonymousUser) -> dict[str, bytes]:
    """What a viewer gets, by the file's name; nothing where there is no address."""
    work = Work.objects.for_listing().get(pk=published.work.pk)
    took = shown_work(work, viewer).took
    given = {each.file.name: each.handed for kind in took for each in kind.downloads}
    return {name: b"".join(store().read(each.blob.sha256)) for name, each in given.items() if each}


def test_a_stranger_gets_the_picture_without_its_place(photo):
    for viewer in (AnonymousUser(), make_member("kofi")):
        given = downloads(photo, viewer)
        assert b"Secret" not in given["phone.jpeg"]
        assert b"Exif" in given["phone.jpeg"]  # which way is up
        assert given["story.md"] == sample("story.md").read_bytes()


def test_its_maker_gets_it_back_as_it_was(photo):
    assert downloads(photo, photo.maker)["phone.jpeg"] == sample("phone.jpeg").read_bytes()


@pytest.mark.parametrize("address", one_of_each(["/works/{pk}", "/", "/works"], "/works/{pk}"))
def test_no_page_gives_a_stranger_the_address_of_an_original(photo, address):
    page = Client().get(address.format(pk=photo.work.pk), follow=True)
    given = set(HASH.findall(page.content.decode()))
    original = photo.uploads[0].blob
    assert original
    assert original.sha256 not in given
    shown = Rendition.objects.filter(source=original, profile="webp-480").get().output.sha256
    assert shown in given


def test_before_it_is_prepared_there_is_nothing_to_take_but_for_its_maker():
    published = publish("phone.jpeg")
    assert downloads(published, AnonymousUser()) == {}
    assert downloads(published, published.maker)
    page = Client().get(f"/works/{published.work.pk}", follow=True).content.decode()
    assert not set(HASH.findall(page)) & published.hashes()
    assert "being prepared" in page


@pytest.mark.slow
def test_what_could_not_be_cleaned_is_not_given_to_others(photo):
    Rendition.objects.filter(profile="clean").delete()
    assert set(downloads(photo, AnonymousUser())) == {"story.md"}
    page = Client().get(f"/works/{photo.work.pk}", follow=True).content.decode()
    assert "could not be cleared of places and names" in page
