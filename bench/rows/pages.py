"""The lists that are measured: the address of each, whose it is, and the address of a place deep in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet

from bench.rows import Filled
from manyhands.core.models import OutboxMail
from manyhands.core.pages import keyset
from manyhands.discovery.queries import search
from manyhands.moderation.models import Report, Ruling
from manyhands.notices.models import Notice
from manyhands.people.models import Block, Invitation, Member
from manyhands.talk.models import Comment
from manyhands.works.models import Collection, Draft, Work

Place = Callable[[Filled], str]
NOBODY, ANA, READER, BOSS = "", "ana", "reader", "boss"


@dataclass(frozen=True)
class Page:
    """``at`` and ``place`` are filled with what the company has; ``place`` is the rest of a deep address."""

    name: str
    at: str
    viewer: str = NOBODY
    place: Place | None = None

    @property
    def is_api(self) -> bool:
        return self.at.startswith("/api/")

    def address(self, filled: Filled, *, deep: bool) -> str:
        address = self.at.format(it=filled)
        if not deep or self.place is None:
            return address
        return f"{address}{'&' if '?' in address else '?'}{self.place(filled)}"


def middle(rows: Callable[[Filled], QuerySet[Any]], by: str = "-pk") -> Place:
    """The cursor of a page in the middle of a list."""

    def place(filled: Filled) -> str:
        return f"after={keyset(rows(filled), by=by, size=filled.rows // 2).next}"

    return place


def _works(_filled: Filled) -> QuerySet[Work]:
    return Work.objects.all()


def _loved(_filled: Filled) -> QuerySet[Work]:
    return Work.objects.filter(thread__hearts_count__gt=0).annotate(hearts=F("thread__hearts_count"))


def _members(_filled: Filled) -> QuerySet[Member]:
    return Member.objects.all().present()


def _of_ana(filled: Filled) -> QuerySet[Work]:
    return Work.objects.filter(author=filled.ana)


def _remixes(filled: Filled) -> QuerySet[Work]:
    return Work.objects.filter(versions__sources__origin__work=filled.song)


def _said(filled: Filled) -> QuerySet[Comment]:
    return Comment.objects.filter(thread=filled.song.thread_id)


def _before_comment(filled: Filled) -> str:
    return f"before={_said(filled).order_by('pk')[filled.rows // 2].pk}"


def _before_answer(filled: Filled) -> str:
    answers = Comment.objects.filter(answers=filled.answered)
    return f"before={answers.order_by('pk')[filled.rows // 2].pk}"


def _after_report(filled: Filled) -> str:
    return f"after={Report.objects.filter(by=filled.reader).order_by('pk')[filled.rows // 2].pk}"


def _search(words: str) -> Place:
    def place(_filled: Filled) -> str:
        page = search(words, kind="work", viewer=AnonymousUser())
        for _page in range(20):
            page = search(words, kind="work", viewer=AnonymousUser(), after=page.next)
        return f"after={page.next}"

    return place


_READING = [
    Page("home", "/"),
    Page("home of a member", "/", ANA),
    Page("works", "/works", place=middle(_works)),
    Page("works of a member's eyes", "/works", ANA, middle(_works)),
    Page("works of a kind", "/works?kind=text", place=middle(_works)),
    Page("works in a language", "/works?language=en", place=middle(_works)),
    Page("works in a rare language", "/works?language=cy"),
    Page("works with a tag", "/works?tag=rain", place=middle(_works)),
    Page("works with a rare tag", "/works?tag=wind"),
    Page("loved works", "/works?show=loved", place=middle(_loved, "-hearts")),
    Page("loved works with a tag", "/works?show=loved&tag=rain", place=middle(_loved, "-hearts")),
    Page("never remixed", "/works?show=never-remixed"),
    Page("search", "/search?q=rain", place=_search("rain")),
    Page("search for few", "/search?q=wind"),
    Page("search for people", "/search?q=rain&kind=member"),
    Page("search for collections", "/search?q=rain&kind=collection"),
    Page("people", "/people", place=middle(_members, "-joined_at")),
    Page("people of a craft", "/people?craft=drummer", place=middle(_members, "-joined_at")),
    Page("people of a rare craft", "/people?craft=luthier"),
    Page("a member", "/people/{it.ana.handle}", place=middle(_of_ana)),
    Page("a member with collections", "/people/{it.reader.handle}"),
    Page("a work with remixes and talk", "{it.song_address}", READER),
    Page("a work with versions and answers", "{it.old_address}", READER),
    Page("a work with sources", "{it.medley_address}"),
    Page("remixes", "/works/{it.song.pk}/remixes", place=middle(_remixes)),
    Page("sources", "/works/{it.medley.pk}/sources"),
    Page("history", "/works/{it.old.pk}/history"),
    Page("a thread", "/threads/{it.song.thread_id}", place=_before_comment),
    Page("a thread with answers", "/threads/{it.old.thread_id}"),
    Page("answers", "/comments/{it.answered.pk}/answers", place=_before_answer),
    Page("collections", "/collections", place=middle(lambda _: Collection.objects.all())),
    Page("a collection", "{it.shelf_address}", READER),
]
_OWN = [
    Page("yours", "/yours", ANA, middle(_of_ana)),
    Page("yours, with what one loves", "/yours", READER),
    Page("drafts", "/drafts", ANA, middle(lambda it: Draft.objects.filter(member=it.ana), "-changed_at")),
    Page("notices", "/notices", ANA, middle(lambda it: Notice.objects.filter(member=it.ana), "-at")),
    Page("collect", "/works/{it.old.pk}/collect", READER),
    Page("own reports", "/reports", READER, middle(lambda it: Report.objects.filter(by=it.reader))),
    Page("blocks", "/settings/blocks", ANA, middle(lambda it: Block.objects.filter(by=it.ana))),
    Page("tokens", "/settings/tokens", ANA),
    Page("security", "/settings/security", ANA),
]
_COMPANY = [
    Page("desk", "/desk", BOSS, _after_report),
    Page("desk, urgent", "/desk?urgent=yes", BOSS),
    Page("a reported thing", "/desk/work/{it.song.pk}", BOSS),
    Page("a thing with rulings", "/desk/work/{it.old.pk}", BOSS),
    Page("rulings", "/desk/rulings", BOSS, middle(lambda _: Ruling.objects.all())),
    Page("outbox", "/company/outbox", BOSS, middle(lambda _: OutboxMail.objects.all())),
    Page("invitations", "/company/invitations", BOSS, middle(lambda _: Invitation.objects.all())),
    Page("approvals", "/company/approvals", BOSS, middle(lambda _: Member.objects.waiting(), "joined_at")),
    Page("roles", "/company/roles", BOSS),
]
_API = [
    Page("API works", "/api/v1/works", place=middle(_works)),
    Page("API works, oldest", "/api/v1/works?order=oldest", place=middle(_works, "pk")),
    Page("API works with a tag", "/api/v1/works?tag=rain", place=middle(_works)),
    Page("API works with a rare tag", "/api/v1/works?tag=wind"),
    Page("API remixes", "/api/v1/works/{it.song.pk}/remixes", place=middle(_remixes)),
    Page("API sources", "/api/v1/works/{it.medley.pk}/sources"),
    Page("API comments", "/api/v1/works/{it.song.pk}/comments", place=middle(_said, "pk")),
    Page("API members", "/api/v1/members", place=middle(_members)),
    Page("API works of a member", "/api/v1/members/{it.ana.handle}/works", place=middle(_of_ana)),
]
PAGES = [*_READING, *_OWN, *_COMPANY, *_API]
