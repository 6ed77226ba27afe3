"""``/healthz``: this process answers. ``/readyz``: it can do its work, and somebody works off the queue."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from manyhands.core.front import HTTPProtocol, Scope, in_thread
from manyhands.media.store import open_store

Part = dict[str, Any]

_HEADERS = [("content-type", "application/json"), ("cache-control", "no-store")]

QUEUE = """
SELECT (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 seconds'),
       (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'),
       (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing')
"""


async def alive(_scope: Scope, protocol: HTTPProtocol) -> None:
    protocol.response_str(200, _HEADERS, '{"ok": true}')


async def ready(_scope: Scope, protocol: HTTPProtocol) -> None:
    state = await in_thread(state_of_health)
    protocol.response_str(200 if state["ok"] else 503, _HEADERS, json.dumps(state))


def state_of_health() -> Part:
    """Each part by name, with ``ok`` and what there is to know about it."""
    parts = {"database": _database(), "store": _store(), "queue": _queue()}
    return {"ok": all(part["ok"] for part in parts.values()), **parts}


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version')")
            version = cursor.fetchone()
    except DatabaseError:
        return {"ok": False}
    return {"ok": True, "version": version[0] if version else ""}


def _store() -> Part:
    try:
        open_store(settings.STORE_URL, data=settings.DATA_DIR).check()
    except OSError as error:
        return {"ok": False, "reason": error.strerror or "not reachable"}
    return {"ok": True}


def _queue() -> Part:
    """A queue is well when somebody works it off; how much waits is for the reader to judge."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(QUEUE)
            workers, waiting, running = cursor.fetchone() or (0, 0, 0)
    except DatabaseError:
        return {"ok": False}
    return {"ok": workers > 0, "workers": workers, "waiting": waiting, "running": running}
