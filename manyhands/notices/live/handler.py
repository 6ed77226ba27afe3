"""The native handler of ``/live``: a member's number of unread notices, as it changes.

    event: notices
    data: {"unread": 3}

Only a number travels: what it is about is asked for by the page, under the member's session.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import Any

from manyhands.core.front import HTTPProtocol, ProtocolClosed, Scope, headers_of, in_thread
from manyhands.notices import queries
from manyhands.notices.live.hub import HubFull, Line, hub
from manyhands.notices.live.listening import listener
from manyhands.people.sessions import caller

PREFIX = "/live"
HEARTBEAT_S = 20  # proxies close lines that are silent for 30 or 60 seconds
# Then the browser comes again by itself and the session is looked at anew. Not all at the same time.
LASTS_S = (600, 900)
COMES_AGAIN_AFTER_MS = 3_000

HEADERS = [
    ("Content-Type", "text/event-stream; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Accel-Buffering", "no"),
    ("X-Content-Type-Options", "nosniff"),
]


async def handle(scope: Scope, proto: HTTPProtocol) -> None:
    if scope.method != "GET":
        proto.response_empty(405, [("Allow", "GET")])
        return
    member_id = await in_thread(_member_of, headers_of(scope))
    if member_id is None:
        proto.response_empty(401, [("Cache-Control", "no-store")])  # EventSource does not come again
        return
    await listener().ready()
    try:
        line = hub().open(member_id)
    except HubFull:
        proto.response_empty(503, [("Retry-After", "30"), ("Cache-Control", "no-store")])
        return
    try:
        await _talk(proto, line)
    except ProtocolClosed:
        return  # the reader left between two words
    finally:
        hub().close(line)


async def _talk(proto: HTTPProtocol, line: Line) -> None:
    """Tell what happens until the reader leaves, the line is ended, or its time is up."""
    line.say(await in_thread(queries.unread_count, line.member_id))
    stream = proto.response_stream(200, HEADERS)
    left = asyncio.ensure_future(proto.client_disconnect())
    ends = time.monotonic() + random.uniform(*LASTS_S)  # noqa: S311 spreads load, guards nothing
    try:
        await stream.send_str(f"retry: {COMES_AGAIN_AFTER_MS}\n\n")
        while time.monotonic() < ends:
            word = asyncio.ensure_future(line.next(within_s=HEARTBEAT_S))
            await asyncio.wait({word, left}, return_when=asyncio.FIRST_COMPLETED)
            if left.done() or line.is_ended:
                word.cancel()
                return
            await stream.send_str(_written(word.result()))
    finally:
        left.cancel()


def _written(unread: int | None) -> str:
    return (
        ": still here\n\n"
        if unread is None
        else f"event: notices\ndata: {json.dumps({'unread': unread})}\n\n"
    )


def _member_of(headers: dict[str, str]) -> int | None:
    """Who is signed in in this browser; tokens have no bell."""
    only_cookies: dict[str, Any] = {name: value for name, value in headers.items() if name == "cookie"}
    found = caller(only_cookies, scope="")
    return found.member.pk if found else None
