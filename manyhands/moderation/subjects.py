"""What can be reported, under one roof: found, shown on the desk, hidden and shown again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from manyhands.moderation.models import Subject
from manyhands.people.actions import lift_suspension, suspend_member
from manyhands.people.models import Member, Suspension
from manyhands.talk import owners
from manyhands.talk.actions import hold_comment, lift_comment_hold
from manyhands.talk.models import Comment, CommentHold
from manyhands.works.actions import hold_collection, hold_work, lift_collection_hold, lift_hold
from manyhands.works.models import Collection as WorkCollection
from manyhands.works.models import CollectionHold, Hold, Work

Viewer = Member | AnonymousUser


@dataclass(frozen=True)
class Thing:
    """Something that can be reported, as a moderator sees it."""

    subject: Subject
    pk: int
    title: str
    address: str
    maker: Member
    words: str  # what was written in it
    is_hidden: bool
    row: Any  # the Work, Comment, Member or Collection


def find(subject: str, ids: Collection[int], *, viewer: Viewer | None = None) -> dict[int, Thing]:
    """Things by number: those that a viewer may see, or (None) all of them, for the desk."""
    kind = _KINDS.get(subject)
    return {thing.pk: thing for thing in kind.find(ids, viewer)} if kind else {}


def hide(thing: Thing, *, reason: str, by: Member, at: dt.datetime) -> None:
    """Hide it from everybody but its maker, who reads the reason."""
    _KINDS[thing.subject].hide(thing.row, reason=reason, by=by, at=at)


def show(thing: Thing, *, by: Member, at: dt.datetime) -> None:
    _KINDS[thing.subject].show(thing.row, by=by, at=at)


def _find_works(ids: Collection[int], viewer: Viewer | None) -> list[Thing]:
    works = Work.objects.standing() if viewer is None else Work.objects.visible_to(viewer)
    held = set(Hold.objects.filter(work__in=ids, lifted_at=None).values_list("work", flat=True))
    return [
        Thing(
            Subject.WORK,
            work.pk,
            work.title,
            work.get_absolute_url(),
            work.author,
            words=_written(work),
            is_hidden=work.pk in held,
            row=work,
        )
        for work in works.filter(pk__in=ids).select_related("author", "latest")
    ]


def _written(work: Work) -> str:
    body = work.latest.body if work.latest else ""
    return "\n\n".join(part for part in (work.words, body) if part)


def _find_comments(ids: Collection[int], viewer: Viewer | None) -> list[Thing]:
    found = Comment.objects.filter(removal=None) if viewer is None else Comment.objects.visible_to(viewer)
    comments = list(found.filter(pk__in=ids).select_related("by"))
    if viewer is not None:
        open_threads = owners.of({comment.thread_id for comment in comments}, viewer)
        comments = [comment for comment in comments if comment.thread_id in open_threads]
    held = set(CommentHold.objects.filter(comment__in=ids, lifted_at=None).values_list("comment", flat=True))
    return [
        Thing(
            Subject.COMMENT,
            comment.pk,
            comment.words[:80],
            f"/comments/{comment.pk}",
            comment.by,
            words=comment.words,
            is_hidden=comment.pk in held,
            row=comment,
        )
        for comment in comments
    ]


def _find_members(ids: Collection[int], viewer: Viewer | None) -> list[Thing]:
    members = Member.objects.filter(closure=None) if viewer is None else Member.objects.visible_to(viewer)
    out = set(Suspension.objects.filter(member__in=ids, lifted_at=None).values_list("member", flat=True))
    return [
        Thing(
            Subject.MEMBER,
            member.pk,
            member.name,
            member.get_absolute_url(),
            member,
            words=member.words,
            is_hidden=member.pk in out,
            row=member,
        )
        for member in members.filter(pk__in=ids)
    ]


def _find_collections(ids: Collection[int], viewer: Viewer | None) -> list[Thing]:
    found = WorkCollection.objects.filter(removed_at=None)
    if viewer is not None:
        found = WorkCollection.objects.visible_to(viewer)
    held = CollectionHold.objects.filter(collection__in=ids, lifted_at=None)
    hidden = set(held.values_list("collection", flat=True))
    return [
        Thing(
            Subject.COLLECTION,
            collection.pk,
            collection.title,
            collection.get_absolute_url(),
            collection.owner,
            words=collection.words,
            is_hidden=collection.pk in hidden,
            row=collection,
        )
        for collection in found.filter(pk__in=ids).select_related("owner")
    ]


def _lift_suspension(member: Member, *, by: Member, at: dt.datetime) -> None:
    lift_suspension(Suspension.objects.get(member=member, lifted_at=None), by=by, at=at)


@dataclass(frozen=True)
class _Kind:
    find: Callable[[Collection[int], Viewer | None], list[Thing]]
    hide: Callable[..., object]
    show: Callable[..., object]


_KINDS: Mapping[str, _Kind] = {
    Subject.WORK: _Kind(_find_works, hold_work, lift_hold),
    Subject.COMMENT: _Kind(_find_comments, hold_comment, lift_comment_hold),
    Subject.MEMBER: _Kind(_find_members, suspend_member, _lift_suspension),
    Subject.COLLECTION: _Kind(_find_collections, hold_collection, lift_collection_hold),
}
