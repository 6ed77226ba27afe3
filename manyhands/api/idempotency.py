"""``Idempotency-Key``: a POST that is sent twice acts once and is answered the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Header

from manyhands.core import clock, requests
from manyhands.people.models import Member

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="any text of yours that names this request; sending it again acts once",
        min_length=1,
        max_length=80,
        pattern=r"^[\x21-\x7e]+$",
    ),
]


def member_of(request: HttpRequest) -> Member:
    """Whoever asks, where a token or a session is required."""
    assert isinstance(request.user, Member)
    return request.user


def once(
    request: HttpRequest, key: str | None, body: Any, do: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Do it, or give the answer that the same key was given before."""
    if key is None:
        return do()
    member = member_of(request)
    act = f"{request.method} {request.path}"
    answer, _ = requests.once(key=key, member_id=member.pk, act=act, body=body, at=clock.now(), do=do)
    return answer
