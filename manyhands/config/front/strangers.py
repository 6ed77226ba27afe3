"""Pages for people who are not signed in: made once, then kept for two seconds and given to all of them.

A page that is shared may know nothing about who asks. So only those who bring no cookie but their theme and
their language share pages, and only pages that set no cookie are shared; a page with a form sets one. Nothing
is ever purged: what is taken down is gone two seconds later. Each process keeps its own pages.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from typing import Any

from cachetools import TTLCache
from django.conf import settings
from django.http import parse_cookie

from manyhands.config.front import bridge
from manyhands.core.front import HTTPProtocol, Scope, headers_of, language_of
from manyhands.site.preferences import THEME_COOKIE

KEPT_BYTES = 16 * 2**20  # in each process; the least used go first
_HARMLESS_COOKIES = frozenset({THEME_COOKIE, settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME})
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")

Key = tuple[object, ...]


@dataclass(frozen=True)
class Page:
    """An answer of Django that is the same for everybody with the same key."""

    headers: bridge.Headers
    body: bytes
    etag: str

    def size(self) -> int:
        return len(self.body) + 1000


@cache
def _kept() -> TTLCache[Key, Page]:
    return TTLCache(KEPT_BYTES, settings.PAGES_KEPT_SECONDS, getsizeof=Page.size)


_coming: dict[Key, asyncio.Future[Page | None]] = {}


def may_share(scope: Scope, headers: dict[str, str]) -> bool:
    """Whether nothing in this request says who asks."""
    return (
        scope.method in {"GET", "HEAD"}
        and "authorization" not in headers
        and "content-length" not in headers
        and "transfer-encoding" not in headers
        and settings.PAGES_KEPT_SECONDS > 0
        and parse_cookie(headers.get("cookie", "")).keys() <= _HARMLESS_COOKIES
    )


async def handle(scope: Scope, protocol: HTTPProtocol) -> None:
    """Answer with a shared page where there may be one, else let Django answer this one request."""
    headers = headers_of(scope)
    if not may_share(scope, headers):
        await bridge.handle(scope, protocol)
        return
    key = _key(scope, headers)
    page = _kept().get(key) or await _page_of_others(key)
    if page is not None:
        _send(scope, protocol, headers, page)
        return
    await _make(key, scope, protocol, headers)


def _key(scope: Scope, headers: dict[str, str]) -> Key:
    """Everything that a page for strangers may depend on."""
    cookies = parse_cookie(headers.get("cookie", ""))
    return (
        scope.authority or headers.get("host", ""),
        scope.path,
        scope.query_string,
        language_of(headers),
        cookies.get(THEME_COOKIE, ""),
        "gzip" in headers.get("accept-encoding", ""),
        *sorted(item for item in headers.items() if item[0].startswith("hx-")),  # which part htmx wants
    )


async def _page_of_others(key: Key) -> Page | None:
    """Somebody asked for it a moment ago: wait for theirs. None if nobody did, or theirs is not shared."""
    coming = _coming.get(key)
    return await asyncio.shield(coming) if coming is not None else None


async def _make(key: Key, scope: Scope, protocol: HTTPProtocol, headers: dict[str, str]) -> None:
    mine: asyncio.Future[Page | None] | None = None
    if key not in _coming:
        mine = _coming[key] = asyncio.get_running_loop().create_future()
    page: Page | None = None
    try:
        answer = await bridge.ask(scope, without=_CONDITIONS)
        with answer.body:
            page = _page(answer)
            if page is None:
                await bridge.send(scope, protocol, answer)
                return
        _keep(key, page)
    except bridge.Refused as refusal:
        bridge.refuse_in_words(scope, protocol, refusal)
        return
    finally:
        if mine is not None:
            del _coming[key]
            mine.set_result(page)
    _send(scope, protocol, headers, page)


def _keep(key: Key, page: Page) -> None:
    if page.size() <= KEPT_BYTES:
        _kept()[key] = page


def _page(answer: bridge.Answer) -> Page | None:
    """The page, if it may be shared."""
    said = dict(answer.headers)
    may_be_kept = not {"no-store", "private"} & {
        word.strip() for word in said.get("cache-control", "").split(",")
    }
    if (
        answer.status != 200
        or not may_be_kept
        or "set-cookie" in said
        or not said.get("content-type", "").startswith("text/html")
        or answer.body.tell() > bridge.IN_MEMORY_BYTES
    ):
        return None
    answer.body.seek(0)
    return Page(answer.headers, answer.body.read(), said.get("etag", ""))


def _send(scope: Scope, protocol: HTTPProtocol, headers: dict[str, Any], page: Page) -> None:
    if page.etag and page.etag in headers.get("if-none-match", ""):
        unchanged = [item for item in page.headers if item[0] not in {"content-length", "content-type"}]
        protocol.response_empty(304, unchanged)
    elif scope.method == "HEAD":
        protocol.response_empty(200, page.headers)
    else:
        protocol.response_bytes(200, page.headers, page.body)
