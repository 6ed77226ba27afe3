"""Which bytes are not handed out any more, whoever holds an address.

Every front process keeps the list in memory and listens to the database: a takedown reaches all of them, on
every machine, as soon as it is committed. A trigger sends the word, so no code path can forget to. (A file's
mtime would reach one machine only, and a query per request would put the database between every player and
its bytes.) Until the list has been read once nothing is served; when the database is away later on, the last
list holds, and it is read anew when the connection comes back.
"""

from __future__ import annotations

import asyncio
import logging
from functools import cache
from typing import Any

import psycopg
from django.db import connection

from manyhands.core.front import in_thread
from manyhands.media.models import BlobDenial, Rendition

CHANNEL = "media_denied"
AT_LEAST_EVERY_S = 60  # a word that was lost with a connection is made up for
RETRY_S = 1

log = logging.getLogger(__name__)


class Denials:
    """The list of one process. It lives in the front's event loop."""

    def __init__(self) -> None:
        self._hashes: frozenset[str] = frozenset()
        self._read_once = asyncio.Event()
        self._watcher: asyncio.Task[None] | None = None

    async def holds(self, sha256: str) -> bool:
        """Whether these bytes are denied. Waits for the list to be there."""
        if self._watcher is None or self._watcher.done():
            self._watcher = asyncio.create_task(self._watch())
        await self._read_once.wait()
        return sha256 in self._hashes

    async def _watch(self) -> None:
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                log.warning("The list of denied media cannot be followed, trying again: %s", error)
                await asyncio.sleep(RETRY_S)

    async def _listen(self) -> None:
        place = await in_thread(_connection_parameters)
        async with await psycopg.AsyncConnection.connect(**place, autocommit=True) as line:
            await line.execute(f"LISTEN {CHANNEL}")
            while True:
                await self._read()
                async for _word in line.notifies(timeout=AT_LEAST_EVERY_S, stop_after=1):
                    pass

    async def _read(self) -> None:
        self._hashes = await in_thread(denied_hashes)
        self._read_once.set()


@cache
def denials() -> Denials:
    return Denials()


def denied_hashes() -> frozenset[str]:
    """The denied blobs, and all that was made from them for playing."""
    blobs = BlobDenial.objects.values_list("blob__sha256", flat=True)
    renditions = Rendition.objects.filter(source__denial__isnull=False).values_list(
        "output__sha256", flat=True
    )
    return frozenset(blobs) | frozenset(renditions)


def _connection_parameters() -> dict[str, Any]:
    parameters = connection.get_connection_params()
    return {key: value for key, value in parameters.items() if key not in {"cursor_factory", "context"}}
