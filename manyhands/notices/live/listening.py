"""Hearing from the database what to say: one connection for each front process, however many lines."""

from __future__ import annotations

import asyncio
import json
import logging
from functools import cache
from typing import Any

import psycopg
from django.db import connection

from manyhands.core.front import in_thread
from manyhands.notices import queries
from manyhands.notices.actions.ringing import CHANNEL
from manyhands.notices.live.hub import Hub, hub

RETRY_S = 1

log = logging.getLogger(__name__)


class Listener:
    """Starts with the first line and goes on for as long as the process lives."""

    def __init__(self, to: Hub) -> None:
        self.hub = to
        self._watcher: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    async def ready(self) -> None:
        """Wait until words are heard, so that nothing falls between a line's first number and its next."""
        if self._watcher is None or self._watcher.done():
            self._watcher = asyncio.create_task(self._watch())
        await self._listening.wait()

    async def _watch(self) -> None:
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                self._listening.clear()
                log.warning("Live notices cannot be heard, trying again: %s", error)
                await asyncio.sleep(RETRY_S)

    async def _listen(self) -> None:
        place = await in_thread(_connection_parameters)
        async with await psycopg.AsyncConnection.connect(**place, autocommit=True) as line:
            await line.execute(f"LISTEN {CHANNEL}")
            self._listening.set()
            await self._catch_up()
            async for word in line.notifies():
                self._pass_on(word.payload)

    async def _catch_up(self) -> None:
        """Say where everybody stands: words were lost while the connection was away."""
        members = self.hub.members()
        if members:
            counts = await in_thread(queries.unread_counts, members)
            for member_id in members:
                self.hub.say(member_id, counts.get(member_id, 0))

    def _pass_on(self, payload: str) -> None:
        word: dict[str, Any] = json.loads(payload)
        if word.get("end"):
            self.hub.end(word["member"])
        else:
            self.hub.say(word["member"], word["unread"])


@cache
def listener() -> Listener:
    return Listener(hub())


def _connection_parameters() -> dict[str, Any]:
    parameters = connection.get_connection_params()
    return {key: value for key, value in parameters.items() if key not in {"cursor_factory", "context"}}
