"""What administrators decide about the company."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import RuleBroken
from manyhands.core.models import Company, Joining
from manyhands.people.models import Member
from manyhands.people.rules import clean_name, clean_words, is_name
from manyhands.site.events import CompanyChanged


class NamelessCompany(RuleBroken):
    """A company is called something."""


@dataclass(frozen=True)
class Settings:
    """What a company says about itself, how one joins it, and what one may do before."""

    name: str
    tagline: str
    sign: str
    contact: str
    joining: Joining
    minimum_age: int
    strangers_record: bool


@transaction.atomic
def change_company(settings: Settings, *, by: Member, at: dt.datetime) -> Company:
    """Call the company this from now on.

    :raises NamelessCompany: nothing of the name can be seen
    """
    if not is_name(clean_name(settings.name)):
        raise NamelessCompany(_("The company needs a name."), field="name")
    cleaned = {
        field: clean_name(value) if isinstance(value, str) and field != "joining" else value
        for field, value in asdict(settings).items()
    }
    return _change(cleaned, by=by, at=at)


@transaction.atomic
def change_conduct(words: str, *, by: Member, at: dt.datetime) -> Company:
    """Say how people treat each other here. No words: what every company begins with."""
    return _change({"conduct": clean_words(words)}, by=by, at=at)


def _change(values: dict[str, object], *, by: Member, at: dt.datetime) -> Company:
    company = Company.objects.select_for_update().get(pk=1)
    changed = [field for field, value in values.items() if getattr(company, field) != value]
    if not changed:
        return company
    for field in changed:
        setattr(company, field, values[field])
    company.save(update_fields=changed)
    events.record(CompanyChanged(fields=changed), by=by.pk, at=at, topics=[("company", 1)], public_from=at)
    return company
