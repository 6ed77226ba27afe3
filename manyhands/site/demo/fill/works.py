"""Works are published, version by version, and the people named in them answer."""

from __future__ import annotations

from django.db import transaction

from manyhands.rights.actions import Person, answer_credit
from manyhands.site.demo import content
from manyhands.site.demo.fill.files import files_of
from manyhands.site.demo.fill.state import Filling
from manyhands.site.demo.plan import PlannedOutsideSource, PlannedSource, PlannedVersion, PlannedWork
from manyhands.works.actions import publish_version, publish_work
from manyhands.works.models import SourceKind, Version
from manyhands.works.orders import Content, FileOrder, Outside, PublishOrder, SourceOrder, VersionOrder

ANSWERS_AFTER = 0.08  # days between one person's answer to being named and the next one's


def publish(filling: Filling, work: PlannedWork, number: int, version: PlannedVersion) -> None:
    """Publish one version of a work, as soon as its files are known.

    :raises CannotPublish: the plan breaks a rule of the house
    """
    author, at = filling.members[work.by], filling.at(version.days_ago)
    files = files_of(filling, work, version)
    with transaction.atomic():
        order = _order(filling, work, version, files)
        if number == 1:
            published = publish_work(order, by=author, at=at)
        else:
            published = publish_version(_as_version(filling, work, order), by=author, at=at)
        filling.versions[work.key, number] = published
        _confirm_credits(filling, work, published, days_ago=version.days_ago)


def _order(
    filling: Filling, work: PlannedWork, version: PlannedVersion, files: tuple[FileOrder, ...]
) -> PublishOrder:
    return PublishOrder(
        title=work.title,
        kind=work.kind,
        licence=work.licence,
        words=work.words.strip(),
        language=work.language,
        alt_text=work.alt,
        content_warning=work.warning,
        machine_learning=work.machine_learning,
        tags=work.tags,
        files=files,
        body=content.text(version.text) if version.text else "",
        sources=_sources(filling, version),
        credits=_people(filling, work),
        note=version.change,
        accord_accepted=True,
    )


def _as_version(filling: Filling, work: PlannedWork, order: Content) -> VersionOrder:
    return VersionOrder(
        work_id=filling.versions[work.key, 1].work_id,
        files=order.files,
        body=order.body,
        sources=order.sources,
        credits=order.credits,
        note=order.note,
        accord_accepted=True,
    )


def _people(filling: Filling, work: PlannedWork) -> tuple[Person, ...]:
    return tuple(
        Person(role=credit.role, name=credit.name, member=filling.members.get(credit.member))
        for credit in work.credits
    )


def _sources(filling: Filling, version: PlannedVersion) -> tuple[SourceOrder, ...]:
    here = [_source(filling, source) for source in version.sources]
    return (*here, *[_outside(source) for source in version.outside])


def _source(filling: Filling, planned: PlannedSource) -> SourceOrder:
    origin = filling.versions[planned.work, planned.version]
    kind = _kind(contains=planned.contains)
    return SourceOrder(version_id=origin.pk, kind=kind, role=planned.role, note=planned.note)


def _outside(planned: PlannedOutsideSource) -> SourceOrder:
    outside = Outside(
        title=planned.title, address=planned.address, author=planned.author, licence=planned.licence
    )
    kind = _kind(contains=planned.contains)
    return SourceOrder(outside=outside, kind=kind, role=planned.role, note=planned.note)


def _kind(*, contains: bool) -> SourceKind:
    return SourceKind.CONTAINS if contains else SourceKind.INSPIRED


def _confirm_credits(filling: Filling, work: PlannedWork, version: Version, *, days_ago: float) -> None:
    """Those who were named answer within a day or so, in the order in which they look in."""
    confirming = {(credit.member, credit.role) for credit in work.credits if credit.confirmed}
    waiting = version.work.credit_list.credits.filter(answer=None).exclude(member=None)
    for k, credit in enumerate(waiting.select_related("member").order_by("position"), start=1):
        assert credit.member is not None
        if (credit.member.handle, credit.role) in confirming:
            at = filling.at(days_ago - ANSWERS_AFTER * k)
            answer_credit(credit, confirmed=True, by=credit.member, at=at)
