"""From what the API was sent to what the actions of the works room take."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from manyhands.api.schemas import CreditIn, SourceIn, WorkIn
from manyhands.core.errors import RuleBroken
from manyhands.people.models import Member
from manyhands.rights.actions import Person
from manyhands.works.models import Version, Work
from manyhands.works.orders import FileOrder, Outside, PublishOrder, SourceOrder, WorkWords

_UPLOAD = re.compile(r"(?:^|/api/v1/uploads/)([0-9a-f]{32})/?$")


class CannotUse(RuleBroken):
    """Something in the request names what does not exist."""


def publish_order(body: WorkIn, *, by: Member) -> PublishOrder:
    """The order to publish a work.

    :raises CannotUse: an upload, a version or a member that is named does not exist
    """
    return PublishOrder(
        title=body.title,
        kind=body.kind or "",
        licence=body.licence or "",
        files=tuple(FileOrder(upload_id=_upload_id(address)) for address in body.uploads),
        body=body.body,
        sources=tuple(_source(each) for each in body.sources),
        credits=tuple(person_of(each) for each in body.credits),
        words=body.words,
        language=body.language,
        alt_text=body.alt_text,
        content_warning=body.content_warning,
        machine_learning=body.machine_learning,
        tags=tuple(body.tags),
        accord_accepted=body.accept_accord,
    )


def words_of(work: Work, given: dict[str, Any]) -> WorkWords:
    """The words of a work as they stand, with what was given put in."""
    standing = WorkWords(
        title=work.title,
        words=work.words,
        language=work.language,
        alt_text=work.alt_text,
        content_warning=work.content_warning,
        machine_learning=work.machine_learning,
        tags=tuple(work.tags.order_by("slug").values_list("name", flat=True)),
    )
    if "tags" in given:
        given = {**given, "tags": tuple(given["tags"])}
    return replace(standing, **given)


def _upload_id(address: str) -> str:
    found = _UPLOAD.search(address)
    if found is None:
        raise CannotUse(
            _("“%(address)s” is not the address of an upload.") % {"address": address}, field="uploads"
        )
    return found[1]


def _source(given: SourceIn) -> SourceOrder:
    kind, role, note = given.kind, given.role, given.note
    if given.work is None:
        outside = Outside(
            title=given.title, address=given.address, author=given.author, licence=given.licence
        )
        return SourceOrder(outside=outside, kind=kind, role=role, note=note)
    if given.version is None:
        return SourceOrder(work_id=given.work, kind=kind, role=role, note=note)
    version = Version.objects.filter(work=given.work, number=given.version).first()
    if version is None:
        told = _("Work %(work)s has no version %(number)s.") % {"work": given.work, "number": given.version}
        raise CannotUse(told, field="sources")
    return SourceOrder(version_id=version.pk, kind=kind, role=role, note=note)


def person_of(given: CreditIn) -> Person:
    """Whom a credit names.

    :raises CannotUse: a member who is named is not here
    """
    if not given.handle:
        return Person(role=given.role, name=given.name)
    member = Member.objects.all().present().filter(handle=given.handle).first()
    if member is None:
        told = _("There is no member called “%(handle)s”.") % {"handle": given.handle}
        raise CannotUse(told, field="credits")
    return Person(role=given.role, name=given.name, member=member)
