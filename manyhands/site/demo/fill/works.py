"""Works are published, version by version, and the people named in them answer."""

from __future__ import annotations

from manyhands.rights.actions import Person, answer_credit
from manyhands.site.demo import content
from manyhands.site.demo.build import file_path
from manyhands.site.demo.fill.state import Filling
from manyhands.site.demo.plan import PlannedOutsideSource, PlannedSource, PlannedVersion, PlannedWork
from manyhands.works.actions import publish_version, publish_work
from manyhands.works.models import Purpose, SourceKind, Version
from manyhands.works.orders import Content, FileOrder, Outside, PublishOrder, SourceOrder, VersionOrder

ANSWERS_AFTER = 0.08  # days between one person's answer to being named and the next one's


def publish(filling: Filling, work: PlannedWork, number: int, version: PlannedVersion) -> int:
    """Publish one version of a work whose files were handed over.

    :raises CannotPublish: the plan breaks a rule of the house
    """
    author, at = filling.member(work.by), filling.at(version.days_ago)
    order = _order(filling, work, version)
    if number == 1:
        published = publish_work(order, by=author, at=at)
    else:
        published = publish_version(_as_version(filling, work, order), by=author, at=at)
    _confirm_credits(filling, work, published, days_ago=version.days_ago)
    return published.pk


def _order(filling: Filling, work: PlannedWork, version: PlannedVersion) -> PublishOrder:
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
        files=_files(filling, work, version),
        body=content.text(version.text) if version.text else "",
        sources=_sources(filling, version),
        credits=_people(filling, work),
        note=version.change,
        accord_accepted=True,
    )


def _files(filling: Filling, work: PlannedWork, version: PlannedVersion) -> tuple[FileOrder, ...]:
    return tuple(
        FileOrder(upload_id=filling.uploads[path].pk, purpose=purpose)
        for path, purpose in purposes_of(work, version)
    )


def purposes_of(work: PlannedWork, version: PlannedVersion) -> list[tuple[str, str]]:
    """The paths of a version's files in the workshop, the main one first, and what each is for."""
    if not version.file:
        return []
    others = [(file_path(work.key, file.file), str(file.purpose)) for file in version.files]
    return [(file_path(work.key, version.file), Purpose.MAIN), *others]


def _as_version(filling: Filling, work: PlannedWork, order: Content) -> VersionOrder:
    return VersionOrder(
        work_id=filling.version(work.key).work_id,
        files=order.files,
        body=order.body,
        sources=order.sources,
        credits=order.credits,
        note=order.note,
        accord_accepted=True,
    )


def _people(filling: Filling, work: PlannedWork) -> tuple[Person, ...]:
    return tuple(
        Person(
            role=credit.role,
            name=credit.name,
            member=filling.member(credit.member) if credit.member else None,
        )
        for credit in work.credits
    )


def _sources(filling: Filling, version: PlannedVersion) -> tuple[SourceOrder, ...]:
    here = [_source(filling, source) for source in version.sources]
    return (*here, *[_outside(source) for source in version.outside])


def _source(filling: Filling, planned: PlannedSource) -> SourceOrder:
    origin = filling.version(planned.work, planned.version)
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
