"""Who a bearer token speaks for. Rooms below the API ask here; the API, which owns tokens, answers."""

from __future__ import annotations

from collections.abc import Callable

from manyhands.people.models import Member

Answer = Callable[[str, str], Member | None]

_answers: list[Answer] = []


def answer_with(answer: Answer) -> None:
    """Register what turns (token, scope) into a member. Called once, when the API's app is ready."""
    _answers[:] = [answer]


def member_of(token: str, *, scope: str) -> Member | None:
    """The member for whom this token may do what the scope allows, or None."""
    return next((found for answer in _answers if (found := answer(token, scope)) is not None), None)
