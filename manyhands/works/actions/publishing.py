"""Publishing: a work, or a new version of one, with everything that belongs to it, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import NotThere
from manyhands.media.glance import words_of
from manyhands.media.refusals import Refused
from manyhands.people.models import Member
from manyhands.rights.actions import Person, accept_accord, name_person
from manyhands.rights.models import CreditList
from manyhands.talk.models import Thread
from manyhands.works import lineage, rules
from manyhands.works.actions.checking import Checked, check_version, check_work
from manyhands.works.actions.denying import forgive
from manyhands.works.actions.tagging import set_tags
from manyhands.works.events import LicenceChanged, SourceCited, VersionPublished, WorkPublished
from manyhands.works.models import File, Kind, LicenceGrant, OutsideSource, Purpose, Source, Version, Work
from manyhands.works.orders import Content, PublishOrder, SourceOrder, VersionOrder
from manyhands.works.refusals import CannotPublish


@transaction.atomic
def publish_work(order: PublishOrder, *, by: Member, at: dt.datetime) -> Version:
    """Publish a new work; its media may still be on their way to something that plays.

    :raises CannotPublish: with everything that stands in the way
    """
    checked = check_work(order, by=by)
    if checked.problems:
        raise CannotPublish(checked.problems)
    if order.accord_accepted:
        accept_accord(by=by, at=at)
    body = _words(order, checked)  # takes a moment, so nobody waits for the lock meanwhile
    lineage.lock(checked.cited_work_ids)
    work = _create_work(order, checked, by=by, at=at)
    version = _add_version(work, order, checked, body, by=by, at=at)
    events.record(
        WorkPublished(work_id=work.pk, version_id=version.pk),
        by=by.pk,
        at=at,
        topics=[("work", work.pk), ("member", by.pk)],
        public_from=at,
    )
    _record_citations(version, by=by, at=at)
    return version


@transaction.atomic
def publish_version(order: VersionOrder, *, by: Member, at: dt.datetime) -> Version:
    """Publish a new version: address, comments and hearts stay, older versions stay reachable.

    :raises NotThere: the work is somebody else's, or was removed
    :raises CannotPublish: with everything that stands in the way
    """
    work = Work.objects.standing().filter(pk=order.work_id, author=by).first()
    if work is None:
        raise NotThere(_("The work that this is a new version of is not there any more."))
    checked = check_version(order, of=work, by=by)
    if checked.problems:
        raise CannotPublish(checked.problems)
    if order.accord_accepted:
        accept_accord(by=by, at=at)
    body = _words(order, checked)
    lineage.lock({work.pk} | checked.cited_work_ids)
    work.refresh_from_db()
    if checked.licence != work.licence:
        grant_licence(work, checked.licence, by=by, at=at)
    version = _add_version(work, order, checked, body, by=by, at=at)
    events.record(
        VersionPublished(work_id=work.pk, version_id=version.pk, number=version.number),
        by=by.pk,
        at=at,
        topics=[("work", work.pk), ("member", by.pk)],
        public_from=at,
    )
    _record_citations(version, by=by, at=at)
    return version


def grant_licence(work: Work, licence: str, *, by: Member, at: dt.datetime) -> None:
    """Put a work under another licence from now on; what was granted before stays granted."""
    LicenceGrant.objects.create(work=work, licence=licence, by=by, at=at)
    work.licence = licence
    work.save(update_fields=["licence"])
    events.record(
        LicenceChanged(work_id=work.pk, licence=licence),
        by=by.pk,
        at=at,
        topics=[("work", work.pk)],
        public_from=at,
    )


def _create_work(order: PublishOrder, checked: Checked, *, by: Member, at: dt.datetime) -> Work:
    work = Work.objects.create(
        author=by,
        kind=checked.kind,
        title=order.title.strip(),
        words=order.words.strip(),
        language=order.language,
        alt_text=order.alt_text.strip(),
        content_warning=order.content_warning.strip(),
        licence=checked.licence,
        machine_learning=order.machine_learning,
        thread=Thread.objects.create(),
        credit_list=CreditList.objects.create(),
        at=at,
    )
    LicenceGrant.objects.create(work=work, licence=checked.licence, by=by, at=at)
    set_tags(work, order.tags)
    return work


def _add_version(
    work: Work, content: Content, checked: Checked, body: str, *, by: Member, at: dt.datetime
) -> Version:
    """Insert the version after everything that it was made from was found, so that its id is greater than
    theirs.
    """
    last = work.latest.number if work.latest else 0
    version = Version.objects.create(
        work=work,
        number=last + 1,
        body=body,
        note=content.note.strip(),
        draft_key=content.draft_key or None,
        by=by,
        at=at,
    )
    _add_files(version, checked)
    for order, origin in checked.sources:
        _cite(version, order, origin, by=by, at=at)
    _credit(work, content.credits, by=by, at=at)
    work.latest = version
    work.save(update_fields=["latest"])
    lineage.recount({work.pk} | checked.cited_work_ids)
    return version


def _add_files(version: Version, checked: Checked) -> None:
    files = []
    for position, file in enumerate(checked.files):
        assert file.upload.blob is not None  # every upload has arrived, or there was a problem
        files.append(
            File(
                version=version,
                blob=file.upload.blob,
                purpose=file.purpose,
                name=file.name,
                position=position,
            )
        )
    File.objects.bulk_create(files)
    forgive(file.blob_id for file in files)


def _words(content: Content, checked: Checked) -> str:
    """The text of a text: as it was typed, or what stands in the file. Either way the version keeps it, to be
    read, searched and quoted.

    :raises CannotPublish: the file cannot be read as text
    """
    main = next((file for file in checked.files if file.purpose == Purpose.MAIN), None)
    if main is None or checked.kind != Kind.TEXT or main.upload.blob is None:
        return content.body
    try:
        return words_of(main.upload.blob)
    except Refused as refused:
        raise CannotPublish([rules.file_failed(main.name, refused.refusal)]) from None


def _cite(
    version: Version, order: SourceOrder, origin: Version | None, *, by: Member, at: dt.datetime
) -> None:
    outside = order.outside if origin is None else None
    Source.objects.create(
        version=version,
        origin=origin,
        outside=OutsideSource.objects.create(
            address=outside.address,
            title=outside.title.strip(),
            author=outside.author.strip(),
            licence=outside.licence.strip(),
        )
        if outside
        else None,
        kind=order.kind,
        role=order.role.strip(),
        note=order.note.strip(),
        by=by,
        at=at,
    )


def _record_citations(version: Version, *, by: Member, at: dt.datetime) -> None:
    """Tell of every work here that was cited, also to the feed of that work and of its maker."""
    cited = version.sources.exclude(origin=None).select_related("origin__work").order_by("pk")
    for source in cited:
        assert source.origin is not None
        origin = source.origin.work
        events.record(
            SourceCited(
                source_id=source.pk,
                version_id=version.pk,
                work_id=version.work_id,
                origin_work_id=origin.pk,
            ),
            by=by.pk,
            at=at,
            topics=[("work", version.work_id), ("work", origin.pk), ("member", origin.author_id)],
            public_from=at,
        )


def _credit(work: Work, people: Iterable[Person], *, by: Member, at: dt.datetime) -> None:
    """Name everybody who is not named for the same thing yet."""
    standing = work.credit_list.credits.filter(withdrawn_at=None).values_list("member", "name", "role")
    known = {(member or name, role) for member, name, role in standing}
    for person in people:
        who = (person.member.pk if person.member else person.name.strip(), person.role.strip())
        if who not in known:
            known.add(who)
            name_person(work.credit_list, person, by=by, at=at)
