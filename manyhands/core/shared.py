"""Parts of pages that everybody sees alike: made once, then kept for two seconds in each process.

A part is made for a stranger, without the request, so nothing of whoever asks can get into it. Members get it
too, unless they see more than strangers do, or have just done something: they must see at once what they did.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeVar

from cachetools import TTLCache
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

KEPT = 300  # parts in each process, of some 30 kB each
ACTED_COOKIE: Final = "acted"
_ACTED_SECONDS = 5
_SAFE = {"GET", "HEAD", "OPTIONS"}

T = TypeVar("T")
Answer = Callable[[HttpRequest], HttpResponse]
_lock = threading.Lock()


@cache
def _kept() -> TTLCache[tuple[object, ...], Any]:
    return TTLCache(KEPT, settings.PAGES_KEPT_SECONDS)


def shared(request: HttpRequest, name: str, make: Callable[[Any], T], *, alone: bool = False) -> T:
    """What ``make(viewer)`` gives, for this address, query and language.

    :param name: tells apart what is shared at one address
    :param alone: whether the viewer sees something else than strangers do; then nothing is shared
    """
    if alone or ACTED_COOKIE in request.COOKIES:
        return make(request.user)
    key = (name, request.get_host(), request.path, request.META["QUERY_STRING"], get_language())
    with _lock:
        found: T | None = _kept().get(key)
    if found is None:
        with timezone.override(None):  # not by the clock of whoever came first
            found = make(AnonymousUser())
        with _lock:
            _kept()[key] = found
    return found


def after_acting(get_response: Answer) -> Answer:
    """Whoever changes something gets pages of their own for some seconds."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in _SAFE and settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.set_cookie(
                ACTED_COOKIE, "1", max_age=_ACTED_SECONDS, samesite="Lax", secure=request.is_secure()
            )
        return response

    return middleware
