"""Word to the open pages of a member, carried to every front process by PostgreSQL when a change commits."""

from __future__ import annotations

import json

from django.db import connection

from manyhands.notices import queries

CHANNEL = "notices"


def ring(member_id: int) -> None:
    """Say how many unread notices a member has now."""
    _send({"member": member_id, "unread": queries.unread_count(member_id)})


def hang_up(member_id: int) -> None:
    """End the open lines of a member who was signed out."""
    _send({"member": member_id, "end": True})


def _send(word: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(word)])
