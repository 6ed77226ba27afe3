"""Notices as sentences: “Kofi and 2 others commented on Rain on tin”, for the page and for mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manyhands.notices import subjects
from manyhands.notices.kinds import KINDS, RULINGS
from manyhands.notices.models import Notice, NoticePart
from manyhands.notices.rules import shown_names
from manyhands.notices.subjects import About
from manyhands.people.models import Member
from manyhands.talk.models import Comment
from manyhands.works.models import Work

QUOTE_LENGTH = 160


@dataclass(frozen=True)
class Told:
    """One notice in words."""

    notice: Notice
    text: str
    sentence: SafeString  # the same, with a link that leads there and marks the notice read
    address: str
    quote: str
    people: tuple[Member, ...]

    # What components/notice_item.html shows besides.
    @property
    def at(self) -> dt.datetime:
        return self.notice.at

    @property
    def read_at(self) -> dt.datetime | None:
        return self.notice.read_at


def tell_of(notices: Sequence[Notice], viewer: Member) -> list[Told]:
    """These notices in words, without those whose thing the receiver may not see (any more), or whose people
    the receiver blocks.
    """
    if not notices:
        return []
    parts = NoticePart.objects.newest_of(notices)
    abouts = subjects.find({(notice.subject, notice.subject_id) for notice in notices}, viewer)
    places = _Places((part for some in parts.values() for part in some[:1]), viewer)
    told = (
        _tell(notice, parts.get(notice.pk, []), abouts.get((notice.subject, notice.subject_id)), places)
        for notice in notices
    )
    return [each for each in told if each is not None]


class _Places:
    """Where the newest event of a notice leads, and what was said there."""

    def __init__(self, parts: Iterable[NoticePart], viewer: Member) -> None:
        data = [part.event.data for part in parts]
        comments = Comment.objects.visible_to(viewer).in_bulk(_numbers(data, "comment_id"))
        works = Work.objects.visible_to(viewer).in_bulk(_numbers(data, "work_id"))
        self.comments, self.works = comments, works

    def of(self, kind: str, data: Mapping[str, Any], about: About | None) -> tuple[str, str]:
        """The address, and a quotation or nothing."""
        if comment := self.comments.get(data.get("comment_id", 0)):
            return reverse("comment_place", args=[comment.pk]), comment.words[:QUOTE_LENGTH]
        if kind == "remix" and (work := self.works.get(data.get("work_id", 0))):
            return work.get_absolute_url(), work.title
        if kind == "ruling":
            return reverse("ruling", args=[data["ruling_id"]]), ""
        if kind == "report_answer":
            return reverse("own_reports"), ""
        return (about.address if about else "/"), ""


def _numbers(data: Iterable[Mapping[str, Any]], name: str) -> set[int]:
    return {each[name] for each in data if name in each}


def _tell(notice: Notice, parts: Sequence[NoticePart], about: About | None, places: _Places) -> Told | None:
    kind = KINDS[notice.kind]
    if not parts or (about is None and not kind.outlives_subject):
        return None
    data = parts[0].event.data
    people = tuple({part.by.pk: part.by for part in parts if part.by}.values())
    title = about.title if about else _("something")
    address, quote = places.of(notice.kind, data, about)
    sentence = RULINGS[data["verdict"]] if notice.kind == "ruling" else kind.sentence
    return Told(
        notice=notice,
        text=_plain(sentence, people, notice.actors_count, title),
        sentence=_linked(sentence, people, notice, title),
        address=address,
        quote=quote,
        people=people,
    )


def _plain(sentence: Any, people: Sequence[Member], count: int, title: str) -> str:
    names = _names([person.name for person in people], count)
    return str(sentence % {"names": names, "title": f"“{title}”", "people": max(count, 1)})


def _linked(sentence: Any, people: Sequence[Member], notice: Notice, title: str) -> SafeString:
    bold = [format_html('<strong dir="auto">{}</strong>', person.name) for person in people]
    address = reverse("open_notice", args=[notice.pk])
    values = {
        "names": _names(bold, notice.actors_count),
        "title": format_html('<a href="{}" dir="auto">{}</a>', address, title),
        "people": max(notice.actors_count, 1),
    }
    html = mark_safe(sentence % values)  # noqa: S308 our own sentence; names and title are escaped above
    return html if "<a " in html else format_html('<a href="{}">{}</a>', address, html)


def _names(names: Sequence[str], count: int) -> str:
    """“Kofi”, “Kofi and Noor”, “Kofi and 2 others”."""
    shown, others = shown_names(names, count)
    if not shown:
        return ""
    if others:
        words = ngettext("%(name)s and %(count)s other", "%(name)s and %(count)s others", others)
        return words % {"name": shown[0], "count": others}
    return (
        shown[0] if len(shown) == 1 else _("%(name)s and %(other)s") % {"name": shown[0], "other": shown[1]}
    )
