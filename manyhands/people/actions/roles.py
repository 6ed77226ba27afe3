from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import AlreadyDone
from manyhands.people import queries
from manyhands.people.actions.refusals import LastAdministrator
from manyhands.people.events import RoleEnded, RoleGiven
from manyhands.people.models import Member, Role, RoleName


class HasRole(AlreadyDone):
    """The member has this role."""


class NoSuchRole(AlreadyDone):
    """The member does not have this role."""


@transaction.atomic
def give_role(member: Member, role: RoleName, *, by: Member | None, at: dt.datetime) -> Role:
    """Let a member do something for the company.

    Every session that the member has gets a new key at its next request (``people.middleware``).

    :param by: None is the command line
    :raises HasRole: the member has it
    """
    locked = _locked(member)
    given, first = Role.objects.get_or_create(
        member=locked, name=role, ended_at=None, defaults={"by": by, "at": at}
    )
    if not first:
        raise HasRole(_("%(name)s has this role already.") % {"name": locked.name})
    _record(RoleGiven(member_id=member.pk, role=role), by=by, at=at)
    return given


@transaction.atomic
def end_role(member: Member, role: RoleName, *, by: Member | None, at: dt.datetime) -> Role:
    """Take a role back; the row stays as what was.

    :raises NoSuchRole: the member does not have it
    :raises LastAdministrator: nobody could give it back
    """
    # All who hold it at once: two administrators could otherwise end each other's role in the same moment.
    holders = list(Role.objects.select_for_update().current().filter(name=role).order_by("pk"))
    held = next((each for each in holders if each.member_id == member.pk), None)
    if held is None:
        raise NoSuchRole(_("%(name)s does not have this role.") % {"name": member.name})
    if role == RoleName.ADMINISTRATOR and queries.is_last_administrator(member):
        raise LastAdministrator(_("Somebody must look after the company. Make another administrator first."))
    held.ended_at, held.ended_by = at, by
    held.save(update_fields=["ended_at", "ended_by"])
    _record(RoleEnded(member_id=member.pk, role=role), by=by, at=at)
    return held


def _locked(member: Member) -> Member:
    return Member.objects.select_for_update(no_key=True).get(pk=member.pk)


def _record(event: RoleGiven | RoleEnded, *, by: Member | None, at: dt.datetime) -> None:
    """Who may do what for the company is public."""
    by_id = by.pk if by else None
    events.record(event, by=by_id, at=at, topics=[("member", event.member_id)], public_from=at)
