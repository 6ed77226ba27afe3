from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.notices.actions import Telling, tell
from manyhands.notices.actions.ringing import hang_up
from manyhands.notices.models import Digest, Notice, NoticePart, Wish
from manyhands.people.events import (
    MemberAsked,
    MemberJoined,
    MemberLeft,
    MemberSuspended,
    PasswordChanged,
    SignedOutEverywhere,
)
from manyhands.people.models import InvitationUse, Role, RoleName


@events.on(MemberJoined)
def tell_who_invited(event: MemberJoined, row: EventRow) -> None:
    uses = InvitationUse.objects.filter(member=event.member_id)
    tell(Telling("arrival", "member", event.member_id, row), uses.values_list("invitation__by", flat=True))


@events.on(MemberAsked)
def tell_doorkeepers(event: MemberAsked, row: EventRow) -> None:
    """Those who may let people in: one notice for all who wait, until it is read."""
    holders = Role.objects.current().filter(name__in=[RoleName.ADMINISTRATOR, RoleName.MODERATOR])
    tell(Telling("asking", "door", 0, row), holders.values_list("member", flat=True))


@events.on(MemberSuspended)
def hang_up_suspended(event: MemberSuspended, row: EventRow) -> None:
    hang_up(event.member_id)


@events.on(SignedOutEverywhere)
def hang_up_signed_out(event: SignedOutEverywhere, row: EventRow) -> None:
    hang_up(event.member_id)


@events.on(PasswordChanged)
def hang_up_other_browsers(event: PasswordChanged, row: EventRow) -> None:
    """The page with the new password's session opens a line again by itself."""
    hang_up(event.member_id)


@events.on(MemberLeft)
def forget(event: MemberLeft, row: EventRow) -> None:
    """What the person was told, and that others were told of the person."""
    for model in (Notice, Wish, Digest):
        model.objects.filter(member=event.member_id).delete()
    NoticePart.objects.filter(by=event.member_id).update(by=None)
