"""A small company in which much is hidden: what a stranger must never find, and what everybody may see.

``SECRET`` stands in every word of it that is hidden, and ``secret_ids`` are what it is known by; so a test
asks every page there is and looks for these. It becomes what it is by the actions themselves, with their
jobs done in between: the search has read the words and the notices have told of them before they are hidden.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from manyhands.core import clock
from manyhands.media.actions import ingest_file
from manyhands.moderation.actions import report
from manyhands.moderation.rules import ReportOrder
from manyhands.notices.models import Notice
from manyhands.people.actions import block, invite, suspend_member
from manyhands.people.models import Member
from manyhands.rights.actions import Person, name_person
from manyhands.talk.actions import comment, remove_comment
from manyhands.talk.models import Comment, Thread
from manyhands.works.actions import (
    CollectionWords,
    add_to_collection,
    publish_work,
    remove_collection,
    remove_work,
    start_collection,
    start_draft,
)
from manyhands.works.models import Kind, Tombstone, Work
from manyhands.works.orders import FileOrder, PublishOrder
from tests.jobs import run_jobs
from tests.make import (
    make_member,
    make_moderator,
    make_ruling,
    make_sources,
    make_upload,
    make_waiting,
)
from tests.media_samples import sample

SECRET = "quincewood"
BLOCKED = "medlarwood"  # what ana does not want to see; others may

MakeUpload = Callable[[Member, str, Kind], str]
SAMPLES = {Kind.AUDIO: "tone.wav", Kind.VIDEO: "clip-h264.mov", Kind.IMAGE: "drawing.jpeg"}


@dataclass
class World:
    """``names`` fill the addresses of tests/routes.py."""

    ana: Member
    kofi: Member
    moderator: Member
    names: dict[str, str | int] = field(default_factory=dict)
    secret_ids: set[str] = field(default_factory=set)


def make_world(*, with_media: bool = False) -> World:
    """:param with_media: files are real ones, prepared so that they play (takes some seconds)"""
    at = clock.now()
    world = World(ana=make_member("ana"), kofi=make_member("kofi"), moderator=make_moderator("mo"))
    upload = _real_upload if with_media else _bare_upload
    _put_open_things(world, upload, at)
    hide = [_hold_work, _remove_work, _hold_comment, _hold_collection, _suspend, _report]
    hiders = [act(world, at) for act in hide]
    run_jobs()
    for finish in hiders:
        finish()
    _put_unpublished_things(world, at)
    _put_private_things(world, at)
    run_jobs()
    notice = Notice.objects.filter(member=world.kofi).first()
    world.names["notice"] = notice.pk if notice else 0
    return world


def _put_open_things(world: World, upload: MakeUpload, at: dt.datetime) -> None:
    ana = world.ana
    story = _publish(ana, "The night train", body="It does not stop here.\n\nNobody asks **why**.", at=at)
    for name, kind in (("song", Kind.AUDIO), ("film", Kind.VIDEO), ("picture", Kind.IMAGE)):
        title = f"A {name} of rain"
        work = _publish(ana, title, upload_id=upload(ana, f"{name}-of-rain", kind), sources=[story], at=at)
        world.names |= {name: work.pk, f"{name}_thread": work.thread_id}
    said = comment(story.thread, by=ana, words="I would keep the last line.", at=at)
    shelf = start_collection(CollectionWords(title="Rain on things"), by=ana, at=at)
    item = add_to_collection(shelf, story, by=ana, at=at)
    bea = make_member("bea")
    comment(story.thread, by=bea, words=f"Never mind, says {BLOCKED}.", at=at)
    block(bea, by=ana, at=at)
    world.names |= {
        "story": story.pk,
        "thread": story.thread_id,
        "comment": said.pk,
        "credit": name_person(story.credit_list, Person("bass", name="Uncle"), by=ana, at=at).pk,
        "collection": shelf.pk,
        "item": item.pk,
        "member": ana.handle,
        "blocked": bea.handle,
        "nothing": 999_999_999,
    }


def _hold_work(world: World, at: dt.datetime) -> Callable[[], None]:
    """A work with words and talk, cited by an open one, in an open collection; then a moderator hides it."""
    kofi = world.kofi
    upload = make_upload(kofi, name=f"{SECRET}.wav")
    held = _publish(
        kofi, f"Held {SECRET}", upload_id=upload.pk, words=f"About {SECRET}.", tags=(SECRET,), at=at
    )
    inside = comment(held.thread, by=kofi, words=f"Listen, {SECRET}.", at=at)
    remix = _publish(world.ana, "Answer to something", body="An answer.", sources=[held], at=at)
    shelf = start_collection(CollectionWords(title="Mixed shelf"), by=world.ana, at=at)
    item = add_to_collection(shelf, held, by=world.ana, at=at)
    world.names |= {"held": held.pk, "held_thread": held.thread_id, "held_inside": inside.pk}
    world.names |= {"remix_of_held": remix.pk, "mixed_collection": shelf.pk, "held_item": item.pk}
    assert upload.blob is not None
    world.secret_ids |= {str(held.uid), upload.pk, upload.blob.sha256, f"/works/{held.pk}-"}
    return lambda: _rule(world, "work", held)


def _remove_work(world: World, at: dt.datetime) -> Callable[[], None]:
    """A text that its maker takes back; an open work was made from it."""
    gone = _publish(world.kofi, f"Removed {SECRET}", body=f"The whole of {SECRET}.", at=at)
    after = _publish(world.ana, "What came after", body="Afterwards.", sources=[gone], at=at)
    world.names |= {"removed": gone.pk, "removed_thread": gone.thread_id, "remix_of_removed": after.pk}
    world.secret_ids |= {str(gone.uid)}

    def finish() -> None:
        remove_work(gone, why=Tombstone.Why.MAKER, by=world.kofi, at=at)

    return finish


def _hold_comment(world: World, at: dt.datetime) -> Callable[[], None]:
    """Under an open work: one comment that a moderator hides, one that its writer takes back."""
    thread = Thread.objects.get(pk=world.names["thread"])
    held = comment(thread, by=world.kofi, words=f"Rude words, {SECRET}.", at=at)
    taken_back = comment(thread, by=world.kofi, words=f"I did not mean {SECRET}.", at=at)
    world.names |= {"held_comment": held.pk, "removed_comment": taken_back.pk}

    def finish() -> None:
        _rule(world, "comment", held)
        remove_comment(Comment.objects.get(pk=taken_back.pk), by=world.kofi, at=at)

    return finish


def _hold_collection(world: World, at: dt.datetime) -> Callable[[], None]:
    words = CollectionWords(title=f"Shelf of {SECRET}", words=f"All my {SECRET}.")
    held = start_collection(words, by=world.kofi, at=at)
    gone = start_collection(words, by=world.kofi, at=at)
    world.names |= {"held_collection": held.pk, "removed_collection": gone.pk}
    world.names |= {"held_collection_thread": held.thread_id}

    def finish() -> None:
        _rule(world, "collection", held)
        remove_collection(gone, by=world.kofi, at=at)

    return finish


def _suspend(world: World, at: dt.datetime) -> Callable[[], None]:
    rude = make_member("rude", name=f"Rude {SECRET}")
    rude.words, rude.place = f"I am {SECRET}.", SECRET
    rude.save()
    world.names |= {"suspended": rude.handle}

    def finish() -> None:
        suspend_member(rude, reason=f"For {SECRET}.", by=world.moderator, at=at)

    return finish


def _report(world: World, at: dt.datetime) -> Callable[[], None]:
    """Who reports what is between the two and the moderators."""
    thing = Comment.objects.get(pk=world.names["comment"])
    order = ReportOrder("comment", thing.pk, why="spam", words=f"It speaks of {SECRET}.")
    report(order, by=world.kofi, at=at)
    return lambda: None


def _put_unpublished_things(world: World, at: dt.datetime) -> None:
    kofi = world.kofi
    sent = make_upload(kofi, name=f"{SECRET}-draft.wav", data=b"only in a draft")
    order = PublishOrder(title=f"Draft {SECRET}", words=SECRET, files=(FileOrder(upload_id=sent.pk),))
    draft = start_draft(order, by=kofi, at=at)
    under_way = make_upload(kofi, name=f"{SECRET}-half.wav", finished=False)
    world.names |= {
        "draft": draft.pk,
        "draft_file": draft.files.get().pk,
        "upload": sent.pk,
        "upload_under_way": under_way.pk,
    }
    assert sent.blob is not None
    world.secret_ids |= {draft.pk, sent.pk, under_way.pk, sent.blob.sha256}


def _put_private_things(world: World, at: dt.datetime) -> None:
    kofi = world.kofi
    kofi.email, kofi.birth_year = f"{SECRET}@example.org", 1991
    kofi.save()
    invitation, token = invite(by=world.moderator, at=at, note=f"For {SECRET}")
    waiting = make_waiting("waiting")
    Member.objects.filter(pk=waiting.pk).update(name=f"Waiting {SECRET}")
    world.names |= {"invitation": invitation.pk, "invitation_token": token, "waiting": waiting.handle}


def _rule(world: World, subject: str, thing: Model) -> None:
    ruling = make_ruling(subject, thing, world.moderator, reason=f"Because of {SECRET}.")
    world.names[f"ruling_about_{subject}"] = ruling.pk


def _publish(
    by: Member,
    title: str,
    *,
    at: dt.datetime,
    upload_id: str = "",
    sources: Sequence[Work] = (),
    **content: Any,
) -> Work:
    order = PublishOrder(
        title=title,
        files=(FileOrder(upload_id=upload_id),) if upload_id else (),
        sources=make_sources(sources),
        language="en",
        alt_text="Rain on a roof of tin.",
        accord_accepted=True,
        **content,
    )
    return publish_work(order, by=by, at=at).work


def _bare_upload(by: Member, name: str, kind: Kind) -> str:
    return make_upload(by, name=name, kind=kind).pk


def _real_upload(by: Member, name: str, kind: Kind) -> str:
    file = sample(SAMPLES[kind])
    return ingest_file(file, name=f"{name}{file.suffix}", member=by, at=clock.now()).pk
