"""A work that its maker takes back leaves a tombstone; what others made of it stays."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from manyhands.core.errors import NotThere
from manyhands.core.events import deliver
from manyhands.core.models import EventRow
from manyhands.media.models import BlobDenial
from manyhands.people.actions import close_account
from manyhands.people.models import Closure
from manyhands.rights.actions import Person, name_person
from manyhands.works.actions import publish_work, remove_work, start_version
from manyhands.works.models import Draft, Kind, Tombstone, Work
from manyhands.works.orders import FileOrder, PublishOrder
from tests.make import NOON, make_collection, make_draft, make_member, make_upload, make_work

pytestmark = pytest.mark.django_db


def remove(work: Work) -> Tombstone:
    return remove_work(work, why=Tombstone.Why.MAKER, by=work.author, at=NOON)


def test_nobody_finds_it_any_more_not_even_its_maker():
    work = make_work()
    remove(work)
    for viewer in (AnonymousUser(), work.author, make_member()):
        assert not Work.objects.visible_to(viewer).exists()
    assert EventRow.objects.get(kind="work.removed").data == {"work_id": work.pk, "why": "maker"}


def test_what_was_made_from_it_keeps_its_source():
    song = make_work()
    remix = make_work(sources=[song])
    remove(song)
    remix.refresh_from_db()
    assert remix.sources_count == 1
    assert remix.newest.sources.filter(origin__work=song).count() == 1


def test_a_removed_remix_is_not_counted_any_more():
    song = make_work()
    remove(make_work(sources=[song]))
    song.refresh_from_db()
    assert song.remixes_count == 0


def test_only_its_maker_takes_it_back_and_only_once():
    work = make_work()
    with pytest.raises(NotThere):
        remove_work(work, why=Tombstone.Why.MAKER, by=make_member(), at=NOON)
    remove(work)
    with pytest.raises(NotThere):
        remove(work)


def test_its_media_are_closed_at_once_unless_another_work_holds_them():
    ana = make_member("ana")
    shared, alone = make_upload(ana), make_upload(ana)
    first = publish_one(ana, shared, alone)
    publish_one(ana, shared)
    remove(first)
    assert BlobDenial.objects.get().blob == alone.blob


def test_its_maker_may_publish_the_same_file_again():
    ana = make_member("ana")
    upload = make_upload(ana)
    remove(publish_one(ana, upload))
    publish_one(ana, upload)
    assert not BlobDenial.objects.exists()


def test_what_a_moderator_removed_does_not_come_back():
    ana = make_member("ana")
    upload = make_upload(ana)
    work = publish_one(ana, upload)
    remove_work(work, why=Tombstone.Why.MODERATION, by=make_member(), at=NOON)
    with pytest.raises(Exception, match="taken down here before"):
        publish_one(ana, upload)


def publish_one(member, *uploads):
    first, *others = (FileOrder(upload_id=upload.pk) for upload in uploads)
    files = (first, *(FileOrder(upload_id=other.upload_id, purpose="stem") for other in others))
    order = PublishOrder(title="Rain", files=files, accord_accepted=True)
    return publish_work(order, by=member, at=NOON).work


def test_a_new_version_that_was_being_prepared_is_not_lost():
    work = make_work(kind=Kind.TEXT)
    draft = start_version(work, by=work.author, at=NOON)
    remove(work)
    draft.refresh_from_db()
    assert draft.work is None


def test_collections_count_one_less():
    work, ines = make_work(), make_member("ines")
    collection = make_collection(ines)
    add(collection, work, ines)
    remove(work)
    collection.refresh_from_db()
    assert collection.items_count == 0


def add(collection, work, member):
    from manyhands.works.actions import add_to_collection

    add_to_collection(collection, work, by=member, at=NOON)


class TestWhenItsMakerLeaves:
    def leave(self, member, works):
        close_account(member, works=works, at=NOON)
        row = EventRow.objects.get(kind="member.left")
        for listener in (
            "manyhands.works.listeners.clear_up_after",
            "manyhands.rights.listeners.take_the_name_out",
        ):
            deliver(event_id=row.pk, listener=listener)

    def test_the_works_go_if_the_maker_said_so(self):
        work = make_work()
        make_draft(work.author)
        self.leave(work.author, Closure.Works.GO)
        assert work.tombstone.why == Tombstone.Why.ACCOUNT
        assert not Draft.objects.exists()

    def test_the_works_stay_if_the_maker_said_so(self):
        work = make_work()
        self.leave(work.author, Closure.Works.STAY)
        assert Work.objects.visible_to(AnonymousUser()).get() == work

    def test_credits_keep_the_role_without_the_name(self):
        work, kofi = make_work(), make_member("kofi", name="Kofi B.")
        name_person(work.credit_list, Person(role="bass", member=kofi), by=work.author, at=NOON)
        self.leave(kofi, Closure.Works.STAY)
        assert [(c.name, c.role) for c in work.credit_list.credits.all()] == [("former member", "bass")]
