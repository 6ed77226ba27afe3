"""What notices are about: title and address of each thing, as far as the receiver may see it by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from manyhands.people.models import Member
from manyhands.talk import owners
from manyhands.talk.models import Comment
from manyhands.works.models import Collection, Work

Key = tuple[str, int]


@dataclass(frozen=True)
class About:
    title: str
    address: str


def find(keys: Iterable[Key], viewer: Member) -> dict[Key, About]:
    """Those of these things that the viewer may see. A kind of thing costs one query or two, however many."""
    ids: dict[str, set[int]] = defaultdict(set)
    for subject, subject_id in keys:
        ids[subject].add(subject_id)
    return {
        (subject, pk): about
        for subject, some in ids.items()
        for pk, about in _FINDERS[subject](some, viewer).items()
    }


def _works(ids: set[int], viewer: Member) -> Mapping[int, About]:
    works = Work.objects.visible_to(viewer).filter(pk__in=ids)
    return {work.pk: About(work.title, work.get_absolute_url()) for work in works}


def _collections(ids: set[int], viewer: Member) -> Mapping[int, About]:
    collections = Collection.objects.visible_to(viewer).filter(pk__in=ids)
    return {each.pk: About(each.title, each.get_absolute_url()) for each in collections}


def _threads(ids: set[int], viewer: Member) -> Mapping[int, About]:
    return {pk: About(owner.title, owner.address) for pk, owner in owners.of(ids, viewer).items()}


def _comments(ids: set[int], viewer: Member) -> Mapping[int, About]:
    comments = Comment.objects.visible_to(viewer).filter(pk__in=ids)
    return {each.pk: About(each.words[:80], reverse("comment_place", args=[each.pk])) for each in comments}


def _members(ids: set[int], viewer: Member) -> Mapping[int, About]:
    members = Member.objects.all().visible_to(viewer).filter(pk__in=ids)
    found = {member.pk: About(member.name, member.get_absolute_url()) for member in members}
    if viewer.pk in ids:
        found[viewer.pk] = About(_("your account"), viewer.get_absolute_url())
    return found


def _door(ids: set[int], viewer: Member) -> Mapping[int, About]:
    """Where those wait who ask to join."""
    return {pk: About(_("the door"), reverse("approvals")) for pk in ids} if viewer.is_moderator() else {}


def _desk(ids: set[int], viewer: Member) -> Mapping[int, About]:
    return {pk: About(_("the desk"), reverse("desk")) for pk in ids} if viewer.is_moderator() else {}


_FINDERS: Mapping[str, Callable[[set[int], Member], Mapping[int, About]]] = {
    "work": _works,
    "collection": _collections,
    "thread": _threads,
    "comment": _comments,
    "member": _members,
    "desk": _desk,
    "door": _door,
}
