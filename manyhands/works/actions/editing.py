from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import NotThere
from manyhands.people.models import Member
from manyhands.rights.rules import LICENCES, may_derive
from manyhands.works import rules
from manyhands.works.actions.publishing import grant_licence
from manyhands.works.actions.tagging import set_tags
from manyhands.works.events import WorkEdited
from manyhands.works.models import Edit, Work
from manyhands.works.orders import WorkWords
from manyhands.works.queries.materials import materials_of_work
from manyhands.works.refusals import CannotPublish

_FIELDS = ("title", "words", "language", "alt_text", "content_warning", "machine_learning")


@transaction.atomic
def edit_words(work: Work, words: WorkWords, *, by: Member, at: dt.datetime) -> list[Edit]:
    """Change what is said about a work. What stood there before is kept and can be read by everyone.

    :raises NotThere: it is somebody else's, or was removed
    :raises CannotPublish: no title, or a title that is too long
    """
    work = own_work(work, by=by)
    problems = rules.title_problems(words.title)
    if problems:
        raise CannotPublish(problems)
    edits = [
        Edit(work=work, field=field, before=before, by=by, at=at) for field, before in _change(work, words)
    ]
    tags_before = _tags_of(work)
    set_tags(work, words.tags)
    if _tags_of(work) != tags_before:
        edits.append(Edit(work=work, field="tags", before=", ".join(tags_before), by=by, at=at))
    if edits:
        Edit.objects.bulk_create(edits)
        events.record(
            WorkEdited(work_id=work.pk, fields=tuple(edit.field for edit in edits)),
            by=by.pk,
            at=at,
            topics=[("work", work.pk)],
            public_from=at,
        )
    return edits


def _change(work: Work, words: WorkWords) -> list[tuple[str, str]]:
    """Put the new words in place; returns the fields that are different now, with what stood there."""
    changed = []
    for field in _FIELDS:
        before, after = getattr(work, field), getattr(words, field)
        after = after.strip() if isinstance(after, str) else after
        if after != before:
            changed.append((field, str(before)))
            setattr(work, field, after)
    work.save(update_fields=list(_FIELDS))
    return changed


def _tags_of(work: Work) -> list[str]:
    return list(work.tags.order_by("slug").values_list("name", flat=True))


@transaction.atomic
def change_licence(work: Work, licence: str, *, by: Member, at: dt.datetime) -> None:
    """Put a work under another licence from now on. What was granted before is never taken back.

    :raises NotThere: it is somebody else's, or was removed
    :raises CannotPublish: a source of the work stands against it
    """
    work = own_work(work, by=by)
    if licence == work.licence:
        return
    problems = (
        may_derive(materials_of_work(work), licence)
        if licence in LICENCES
        else [rules.unknown_licence(licence)]
    )
    if problems:
        raise CannotPublish(problems)
    grant_licence(work, licence, by=by, at=at)


def own_work(work: Work, *, by: Member) -> Work:
    """The work, locked, if it stands and is this member's.

    :raises NotThere: it is not
    """
    found = Work.objects.standing().filter(pk=work.pk, author=by).select_for_update(no_key=True).first()
    if found is None:
        raise NotThere(_("This work is not there any more, or is not yours."))
    return found
