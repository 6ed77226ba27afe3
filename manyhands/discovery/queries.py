"""Finding: documents that have all the words, best first, and only what the viewer may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQueryField, SearchRank
from django.db import models
from django.db.models import BooleanField, F, Func, IntegerField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from manyhands.core.pages import Page, keyset
from manyhands.discovery.models import Document
from manyhands.discovery.rules import is_unspaced, query_words, quoted, stemmer
from manyhands.people.models import Member
from manyhands.people.queries import apart_from
from manyhands.works.models import Collection, Work
from manyhands.works.queries.faces import faces_of

Viewer = Member | AnonymousUser
KINDS = ("work", "member", "collection")
SIZE = 24
PEOPLE = 8  # who may be meant by a few letters


def search(
    text: str, *, kind: str, viewer: Viewer, language: str = "en", after: str | None = None
) -> Page[Any]:
    """One page of things of a kind that have all the words of ``text``, best first.

    The last word may be unfinished, as people see results while they type.

    :param language: whose stemmer is tried beside the exact words (BCP 47), normally the interface's
    """
    words = query_words(text)
    if not words:
        return Page(rows=[], next=None)
    query = _query(words, language)
    found = (
        Document.objects.filter(_matches(query), kind=kind, object_id__in=_visible(kind, viewer).values("pk"))
        .annotate(rank=Cast(SearchRank(F("vector"), query) * 1_000_000, IntegerField()))
        .defer("vector")
    )
    page = keyset(found, by="-rank", size=SIZE, after=after)
    return Page(rows=_things(kind, [document.object_id for document in page.rows], viewer), next=page.next)


def works_with_words(text: str, viewer: Member) -> list[Work]:
    """What somebody finds who looks for a work to name as a source."""
    return list(search(text, kind="work", viewer=viewer).rows)


def people_called(text: str, viewer: Member) -> list[Member]:
    """Whom somebody means who types a name or a handle: each word typed begins a word of one of them."""
    words = query_words(text)
    if not words:
        return []
    # Weight A holds the name and the handle alone (actions.index_member).
    begun = " & ".join(quoted(word) + (":A" if is_unspaced(word) else ":*A") for word in words)
    query = RawSQL("%s::tsquery", [begun], output_field=SearchQueryField())
    found = Document.objects.filter(_matches(query), kind="member").values("object_id")
    people = Member.objects.visible_to(viewer).filter(pk__in=found).exclude(pk__in=apart_from(viewer.pk))
    return list(people.order_by("name", "pk")[:PEOPLE])


def _query(words: list[str], language: str) -> RawSQL:
    configuration = stemmer(language) or "english"
    parts, params = [], []
    for number, word in enumerate(words):
        unfinished = number == len(words) - 1 and not is_unspaced(word)
        parts.append("(%s::tsquery || plainto_tsquery(%s::regconfig, %s))")
        params += [quoted(word) + (":*" if unfinished else ""), configuration, word]
    return RawSQL(" && ".join(parts), params, output_field=SearchQueryField())  # noqa: S611 values are parameters


def _matches(query: RawSQL) -> Func:
    # Django's own lookup would put the finished query through plainto_tsquery once more.
    return Func(
        F("vector"), query, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField()
    )


def _visible(kind: str, viewer: Viewer) -> models.QuerySet[Any]:
    if kind == "member":
        return Member.objects.all().visible_to(viewer)
    if kind == "collection":
        return Collection.objects.visible_to(viewer)
    return Work.objects.visible_to(viewer)


def _things(kind: str, ids: list[int], viewer: Viewer) -> list[Any]:
    """The things themselves in the order of ``ids``, with what their list items show."""
    rows = _visible(kind, viewer).filter(pk__in=ids)
    if kind == "work":
        rows = rows.for_listing()  # type: ignore[attr-defined]
    elif kind == "member":
        rows = rows.select_related("portrait__blob").prefetch_related("crafts")
    else:
        rows = rows.select_related("owner")
    place = {pk: number for number, pk in enumerate(ids)}
    return sorted(rows, key=lambda row: place[row.pk])


def for_listing(kind: str, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """What the results list shows of each row: a work with its face, a person with crafts and portrait."""
    if kind == "work":
        faces = faces_of(rows)
        return [{"row": work, "face": faces.get(work.pk)} for work in rows]
    if kind == "member":
        return [
            {"row": member, "note": ", ".join(craft.name for craft in member.crafts.all())} for member in rows
        ]
    return [{"row": collection} for collection in rows]
