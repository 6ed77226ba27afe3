"""What the front's native handlers share.

A native handler is an async function of (scope, protocol) that answers one path prefix by itself, because
Django's threads would freeze on it: uploads, media, live events. It may never block: what talks to the
database goes through ``in_thread``.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import close_old_connections, transaction
from django.http import HttpRequest, parse_cookie
from django.utils import translation
from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope  # type: ignore[attr-defined]

from manyhands.core import clock

__all__ = [
    "HTTPProtocol",
    "Handler",
    "ProtocolClosed",
    "Scope",
    "act",
    "address_of",
    "headers_of",
    "in_thread",
    "language_of",
]

Handler = Callable[[Scope, HTTPProtocol], Awaitable[None]]


DATABASE_THREADS = 4  # per worker process; each keeps one connection for as long as it lives

P = ParamSpec("P")
T = TypeVar("T")


@cache
def _pool() -> ThreadPoolExecutor:
    """Made at first use, in the worker process itself: threads do not survive a fork."""
    return ThreadPoolExecutor(DATABASE_THREADS, thread_name_prefix="database")


async def in_thread(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a short function that talks to the database, in a thread that keeps its connection.

    The context goes along, so that the language chosen for a request holds in there too.
    """
    context = contextvars.copy_context()
    call = partial(_with_live_connection, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_pool(), context.run, call)


async def act(action: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    """Run an action in such a thread, ``at`` the database's time."""
    return await in_thread(_at_now, action, *args, **kwargs)


def _at_now(action: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    with transaction.atomic():
        return action(*args, at=clock.now(), **kwargs)


def language_of(headers: Mapping[str, str]) -> str:
    """The language that Django's own pages would answer these headers (lower-case names) in."""
    request = HttpRequest()
    request.COOKIES = parse_cookie(headers.get("cookie", ""))
    request.META["HTTP_ACCEPT_LANGUAGE"] = headers.get("accept-language", "")
    return translation.get_language_from_request(request)


def headers_of(scope: Scope) -> dict[str, str]:
    """The request's headers by lower-case name. HTTP/2 sends each cookie by itself; they are joined here."""
    found: dict[str, str] = {}
    for name, value in scope.headers.items():
        found[name] = f"{found[name]}; {value}" if name == "cookie" and name in found else value
    return found


def address_of(scope: Scope) -> str:
    """The address of the person's machine: behind a proxy of ours, what that proxy saw."""
    if settings.BEHIND_PROXY and (forwarded := scope.headers.get("x-forwarded-for")):
        return str(forwarded).rpartition(",")[2].strip()
    return scope.client.rpartition(":")[0].strip("[]") or scope.client


def _with_live_connection(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Django replaces a connection that died only where a request begins; here that is each call."""
    close_old_connections()
    try:
        return function(*args, **kwargs)
    finally:
        close_old_connections()
