"""What happened in rights. Rooms above listen."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.core.events import Event


@dataclass(frozen=True)
class AccordWritten(Event):
    kind = "accord.written"
    accord_id: int


@dataclass(frozen=True)
class AccordAccepted(Event):
    kind = "accord.accepted"
    accord_id: int


@dataclass(frozen=True)
class CreditNamed(Event):
    """Somebody was named; a member is asked whether it is right."""

    kind = "credit.named"
    credit_id: int
    list_id: int
    member_id: int | None


@dataclass(frozen=True)
class CreditAnswered(Event):
    """The member who was named says yes or no. A no is nobody's business but the two people's."""

    kind = "credit.answered"
    credit_id: int
    list_id: int
    confirmed: bool


@dataclass(frozen=True)
class CreditWithdrawn(Event):
    kind = "credit.withdrawn"
    credit_id: int
    list_id: int
