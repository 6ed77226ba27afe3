from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import clock, events
from manyhands.core.ids import random_id
from manyhands.core.models import Company
from manyhands.people import queries
from manyhands.people.actions.newcomers import Newcomer, let_in, put_in
from manyhands.people.actions.refusals import LinkSpent, check_age
from manyhands.people.events import RoleGiven
from manyhands.people.models import FirstLink, Member, Role, RoleName


@transaction.atomic
def first_administrator_link() -> str | None:
    """The path of a new one-time link that makes the first administrator; None once somebody is here.

    An earlier link that nobody used stops working: the operator reads only the newest.
    """
    _lock_company()
    if Member.objects.exists():
        return None
    FirstLink.objects.filter(used_at=None).delete()
    token = random_id()
    FirstLink.objects.create(token_hash=queries.token_hash(token), at=clock.now())
    return f"/join/first/{token}"


@transaction.atomic
def become_first_administrator(newcomer: Newcomer, *, token: str, at: dt.datetime) -> Member:
    """Found the company: whoever reads the operator's terminal is taken at their word about the mail address.

    :raises LinkSpent: the link is not the newest, or somebody is here already
    :raises RuleBroken: as :func:`put_in`
    """
    _lock_company()
    link = FirstLink.objects.filter(token_hash=queries.token_hash(token), used_at=None).first()
    if link is None or Member.objects.exists():
        raise LinkSpent(_("This link has been used. Sign in, or ask an administrator for an invitation."))
    check_age(newcomer.birth_year, minimum_age=0, at=at)
    member = put_in(newcomer, confirmed=True, at=at)
    let_in(member, at=at)
    link.used_at = at
    link.save(update_fields=["used_at"])
    Role.objects.create(member=member, name=RoleName.ADMINISTRATOR, at=at)
    given = RoleGiven(member_id=member.pk, role=RoleName.ADMINISTRATOR)
    events.record(given, by=None, at=at, topics=[("member", member.pk)], public_from=at)
    return member


def is_first_link(token: str) -> bool:
    """Whether the link still makes the first administrator."""
    hashed = queries.token_hash(token)
    return not Member.objects.exists() and FirstLink.objects.filter(token_hash=hashed, used_at=None).exists()


def _lock_company() -> None:
    Company.objects.select_for_update().get(pk=1)
