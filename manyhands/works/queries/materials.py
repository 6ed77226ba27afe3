"""What a work is made from, as its licence sees it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from manyhands.people.models import Member
from manyhands.rights.rules import Material, terms_in_force
from manyhands.rights.terms import read_terms
from manyhands.works import lineage
from manyhands.works.models import LicenceGrant, Source, SourceKind, Version, Work
from manyhands.works.orders import Outside, SourceOrder

Resolved = tuple[SourceOrder, Version | None]
"""A source that somebody names, with the version here that it means; None for something from outside."""


def materials_of(sources: Sequence[Resolved], *, by: Member) -> list[Material]:
    """The sources as licences see them, in their order. What ``by`` must not know any more has no title."""
    versions = [version for _order, version in sources if version is not None]
    terms, titles = _terms_of(versions), _titles_of(versions, viewer=by)
    own = lineage.wholly_own([v.pk for v in versions if v.by_id == by.pk], member_id=by.pk)
    return [
        Material(
            title=titles.get(version.work_id, _("a work that is not shown any more")),
            terms=terms[version.pk],
            own=version.pk in own,
            contained=order.kind == SourceKind.CONTAINS,
        )
        if version
        else _from_outside(order)
        for order, version in sources
    ]


def materials_of_work(work: Work) -> list[Material]:
    """Everything that any version of a work was made from."""
    rows = Source.objects.filter(version__work=work).select_related("origin__work", "outside")
    return materials_of([(order_of(row), row.origin) for row in rows.order_by("pk")], by=work.author)


def order_of(source: Source) -> SourceOrder:
    """A stored source as somebody would ask for it again."""
    outside = source.outside
    return SourceOrder(
        version_id=source.origin_id,
        outside=Outside(
            title=outside.title, address=outside.address, author=outside.author, licence=outside.licence
        )
        if outside
        else None,
        kind=source.kind,
        role=source.role,
        note=source.note,
    )


def _from_outside(order: SourceOrder) -> Material:
    assert order.outside is not None
    return Material(
        title=order.outside.title,
        terms=[read_terms(order.outside.licence)],
        here=False,
        contained=order.kind == SourceKind.CONTAINS,
    )


def _titles_of(versions: Iterable[Version], *, viewer: Member) -> dict[int, str]:
    works = {version.work_id for version in versions}
    return dict(Work.objects.visible_to(viewer).filter(pk__in=works).values_list("pk", "title"))


def _terms_of(versions: Iterable[Version]) -> dict[int, list[str]]:
    versions = list(versions)
    grants: dict[int, list[tuple[dt.datetime, str]]] = defaultdict(list)
    for work_id, at, licence in LicenceGrant.objects.filter(
        work__in={version.work_id for version in versions}
    ).values_list("work_id", "at", "licence"):
        grants[work_id].append((at, licence))
    return {
        version.pk: terms_in_force(grants[version.work_id], published_at=version.at) for version in versions
    }
