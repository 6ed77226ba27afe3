"""Idempotency: a request that is sent twice acts once."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from manyhands.core.errors import RuleBroken
from manyhands.core.models import Request


class KeyUsedOtherwise(RuleBroken):
    """The same key came with another request."""


def once(
    *, key: str, member_id: int, act: str, body: Any, at: dt.datetime, do: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """Run ``do`` unless this member's key has been answered before; returns the answer and whether it is a
    replay.

    The answer is stored in the transaction of the act itself, so a crash between the two cannot happen. Two
    requests
    at once wait for each other on an advisory lock. An act that raises stores nothing and may be tried again.

    :raises KeyUsedOtherwise: the key was used for another act or body
    """
    body_hash = hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()
    with transaction.atomic():
        _lock(member_id, key)
        earlier = Request.objects.filter(member_id=member_id, key=key).first()
        if earlier is None:
            answer = do()
            Request.objects.create(
                key=key, member_id=member_id, act=act, body_hash=body_hash, answer=answer, at=at
            )
            return answer, False
    if (earlier.act, earlier.body_hash) != (act, body_hash):
        raise KeyUsedOtherwise(_("This key was already used for another request. Send a new key."))
    return dict(earlier.answer), True


def _lock(member_id: int, key: str) -> None:
    number = int.from_bytes(hashlib.sha256(f"{member_id}/{key}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
