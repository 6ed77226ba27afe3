"""Loading what an order speaks of, and asking the rules about it: for a draft's page as for publishing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from manyhands.core.errors import Problem
from manyhands.media.captions import to_webvtt
from manyhands.media.glance import glance, words_of
from manyhands.media.models import ProcessingState, Upload
from manyhands.media.refusals import Refused
from manyhands.media.store import Gone
from manyhands.people.models import Member
from manyhands.rights.models import Accord, AccordAcceptance
from manyhands.rights.rules import Material, suggested_licence
from manyhands.works import rules
from manyhands.works.actions.denying import FORGIVEN
from manyhands.works.models import Kind, Purpose, Version, Work
from manyhands.works.orders import Content, PublishOrder, SourceOrder, VersionOrder
from manyhands.works.queries.materials import Resolved, materials_of, materials_of_work


@dataclass(frozen=True)
class Arrived:
    """An upload as it will hang on the version."""

    upload: Upload
    purpose: str
    name: str
    kind: str  # empty as long as its bytes are not here


@dataclass(frozen=True)
class Checked:
    """An order with all that it names found, and what the rules say to it."""

    files: Sequence[Arrived]
    sources: Sequence[Resolved]
    materials: Sequence[Material]  # all that the licence has to fit
    licence: str
    kind: str
    problems: Sequence[Problem]

    @property
    def cited_work_ids(self) -> set[int]:
        return {version.work_id for _order, version in self.sources if version is not None}


def check_work(order: PublishOrder, *, by: Member) -> Checked:
    """Look at the order of a new work; nothing is changed."""
    found = _Found.of(order, by=by)
    materials = materials_of(found.sources, by=by)
    usual = Work.objects.filter(author=by).order_by("-pk").values_list("licence", flat=True).first()
    licence = order.licence or suggested_licence(materials, usual=usual or "")
    facts = found.facts(order, title=order.title, licence=licence, materials=materials, kind=order.kind)
    return found.checked(facts)


def check_version(order: VersionOrder, *, of: Work, by: Member) -> Checked:
    """Look at the order of a new version. Another licence than the work's has to fit older versions too."""
    found = _Found.of(order, by=by, work=of)
    materials = materials_of(found.sources, by=by)
    licence = order.licence or of.licence
    if licence != of.licence:
        materials += materials_of_work(of)
    facts = found.facts(order, title=of.title, licence=licence, materials=materials, kind=of.kind)
    return found.checked(facts)


def has_accepted_accord(member: Member) -> bool:
    return AccordAcceptance.objects.filter(member=member, accord=Accord.current()).exists()


@dataclass(frozen=True)
class _Found:
    """What an order names, as far as it is there for this member."""

    files: Sequence[Arrived]
    files_missing: int
    sources: Sequence[Resolved]
    sources_missing: int
    sources_of_itself: int
    accord_accepted: bool

    @classmethod
    def of(cls, order: Content, *, by: Member, work: Work | None = None) -> _Found:
        files = _found_files(order, by=by)
        sources, sources_missing = _found_sources(order.sources, by=by, work=work)
        itself = [version for _order, version in sources if work and version and version.work_id == work.pk]
        return cls(
            files=files,
            files_missing=len(order.files) - len(files),
            sources=sources,
            sources_missing=sources_missing,
            sources_of_itself=len(itself),
            accord_accepted=order.accord_accepted or has_accepted_accord(by),
        )

    def facts(
        self, order: Content, *, title: str, licence: str, materials: Sequence[Material], kind: str
    ) -> rules.OrderFacts:
        return rules.OrderFacts(
            title=title,
            files=[_file_facts(file) for file in self.files],
            files_missing=self.files_missing,
            body=order.body,
            kind_wanted=kind,
            licence=licence,
            materials=materials,
            sources_missing=self.sources_missing,
            sources_of_itself=self.sources_of_itself,
            accord_accepted=self.accord_accepted,
        )

    def checked(self, facts: rules.OrderFacts) -> Checked:
        return Checked(
            files=self.files,
            sources=self.sources,
            materials=facts.materials,
            licence=facts.licence,
            kind=rules.kind_of(facts),
            problems=rules.problems_with(facts),
        )


def _found_files(content: Content, *, by: Member) -> list[Arrived]:
    """The uploads that are the member's; those whose purpose was left open get the one that suits them."""
    uploads = (
        Upload.objects.filter(member=by, removed_at=None)
        .select_related("blob__processing", "blob__denial")
        .in_bulk([order.upload_id for order in content.files])
    )
    found = [(order, uploads[order.upload_id]) for order in content.files if order.upload_id in uploads]
    kinds = [kind_of_upload(upload) for _order, upload in found]
    has_main = bool(content.body.strip()) or any(order.purpose == Purpose.MAIN for order, _ in found)
    open_ones = [place for place, (order, _upload) in enumerate(found) if not order.purpose]
    named = [(found[place][0].name or found[place][1].name, kinds[place]) for place in open_ones]
    guessed = dict(zip(open_ones, rules.guess_purposes(named, has_main=has_main), strict=True))
    return [
        Arrived(
            upload=upload,
            purpose=guessed.get(place, order.purpose),
            name=rules.tidy_name(order.name or upload.name),
            kind=kinds[place],
        )
        for place, (order, upload) in enumerate(found)
    ]


def kind_of_upload(upload: Upload) -> str:
    """What an upload is: as the probe found, else by a glance at it; empty if it is not here yet."""
    if upload.blob is None:
        return ""
    processing = getattr(upload.blob, "processing", None)
    if processing and processing.kind:
        return str(processing.kind)
    glanced = glance(upload.blob)
    return glanced.kind.value if glanced else ""


def _file_facts(file: Arrived) -> rules.FileFacts:
    facts = _facts_kept(file)
    blob = file.upload.blob
    if file.purpose != Purpose.CAPTIONS or blob is None or facts.failed or facts.kind != Kind.TEXT:
        return facts
    try:  # the queue need not have come to them yet, and what is wrong is known at once
        to_webvtt(words_of(blob))
    except Gone:
        return facts
    except Refused as refused:
        code, values = refused.refusal.code, tuple(refused.refusal.values.items())
        return replace(facts, failed=True, reason_code=code, reason_values=values)
    return facts


def _facts_kept(file: Arrived) -> rules.FileFacts:
    processing = getattr(file.upload.blob, "processing", None)
    denial = getattr(file.upload.blob, "denial", None)
    return rules.FileFacts(
        name=file.name,
        purpose=file.purpose,
        kind=file.kind,
        is_glance=processing is None or not processing.kind,
        finished=file.upload.finished_at is not None,
        denied=denial is not None and denial.reason not in FORGIVEN,
        failed=processing is not None and processing.state == ProcessingState.FAILED,
        reason_code=processing.reason_code if processing else "",
        reason_values=tuple(processing.reason_values.items()) if processing else (),
    )


def _found_sources(
    orders: Sequence[SourceOrder], *, by: Member, work: Work | None
) -> tuple[list[Resolved], int]:
    """The versions that are meant, each once, and how many are not there for this member.

    A member may name what they may see, and what an older version of the same work names already: that may be
    hidden or gone by now, and stays true.
    """
    seen = Q(work__in=Work.objects.visible_to(by))
    known = Q(remixes__version__work=work) if work else Q(pk__in=[])
    versions = Version.objects.filter(seen | known).select_related("work").distinct()
    by_version = versions.in_bulk([order.version_id for order in orders if order.version_id])
    newest = versions.filter(latest_of__in=[order.work_id for order in orders if order.work_id])
    by_work = {version.work_id: version for version in newest}
    found: dict[int | SourceOrder, Resolved] = {}
    missing = 0
    for order in orders:
        version = by_version.get(order.version_id or 0) or by_work.get(order.work_id or 0)
        if version is not None:
            found.setdefault(version.pk, (order, version))
        elif order.outside is not None:
            found.setdefault(order, (order, None))
        else:
            missing += 1
    return list(found.values()), missing
