"""What happened in people. Rooms above listen."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.core.events import Event


@dataclass(frozen=True)
class MemberAsked(Event):
    """Somebody has confirmed the mail address and waits for an administrator's answer."""

    kind = "member.asked"
    member_id: int


@dataclass(frozen=True)
class MemberRefused(Event):
    kind = "member.refused"
    member_id: int


@dataclass(frozen=True)
class MemberJoined(Event):
    """A member is here from now on: confirmed, and welcomed where the company approves each."""

    kind = "member.joined"
    member_id: int


@dataclass(frozen=True)
class MemberLeft(Event):
    """A member closed the account. ``works``: "stay" or "go".

    Every room erases what it keeps about the person; the works room takes the works down if they go.
    """

    kind = "member.left"
    member_id: int
    works: str


@dataclass(frozen=True)
class ProfileChanged(Event):
    kind = "profile.changed"
    member_id: int


@dataclass(frozen=True)
class MailChanged(Event):
    kind = "mail.changed"
    member_id: int


@dataclass(frozen=True)
class PasswordChanged(Event):
    kind = "password.changed"
    member_id: int


@dataclass(frozen=True)
class SignedOutEverywhere(Event):
    kind = "member.signed_out_everywhere"
    member_id: int


@dataclass(frozen=True)
class InvitationMade(Event):
    kind = "invitation.made"
    invitation_id: int


@dataclass(frozen=True)
class InvitationWithdrawn(Event):
    kind = "invitation.withdrawn"
    invitation_id: int


@dataclass(frozen=True)
class RoleGiven(Event):
    kind = "role.given"
    member_id: int
    role: str


@dataclass(frozen=True)
class RoleEnded(Event):
    kind = "role.ended"
    member_id: int
    role: str


@dataclass(frozen=True)
class MemberBlocked(Event):
    """Nobody's business but the one's who blocks: the event has no topic of the other."""

    kind = "member.blocked"
    member_id: int


@dataclass(frozen=True)
class MemberUnblocked(Event):
    kind = "member.unblocked"
    member_id: int


@dataclass(frozen=True)
class MemberSuspended(Event):
    kind = "member.suspended"
    suspension_id: int
    member_id: int


@dataclass(frozen=True)
class SuspensionLifted(Event):
    kind = "suspension.lifted"
    suspension_id: int
    member_id: int
