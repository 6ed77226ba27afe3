"""What stands around every page, drawn once for all that goes into it, so that it is never out of date."""

from __future__ import annotations

import threading
from functools import cache

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from manyhands.core.models import Company
from manyhands.people.models import Member
from manyhands.site.words import WORDS

_PLACES = ("works", "collections", "people", "search")  # the pages that the header marks as where one is
_headers: LRUCache[tuple[object, ...], SafeString] = LRUCache(400)  # of some 6 kB each
_lock = threading.Lock()


def header(request: HttpRequest, company: Company, *, unread: int) -> SafeString:
    """:param unread: how many notices the bell shows"""
    user = request.user
    here = request.path if request.path in _marked() else ""
    sought = request.GET.get("q", "")[:200] if here == reverse("search") else ""
    who = (user.pk, user.handle, user.name, *user.roles_held()) if isinstance(user, Member) else None
    key = (get_language(), here, sought, company.name, company.sign, who, unread)
    with _lock:
        found = _headers.get(key)
    if found is None:
        context = {"user": user, "company": company, "unread": unread, "here": here, "sought": sought}
        found = render_to_string("site/header.html", context)
        with _lock:
            _headers[key] = found
    return found


def footer(theme: str) -> SafeString:
    return _footer(theme, get_language(), settings.SOURCE_URL)


@cache
def _marked() -> frozenset[str]:
    return frozenset(reverse(name) for name in _PLACES)


@cache
def _footer(theme: str, language: str, source_url: str) -> SafeString:
    context = {"theme_words": WORDS["theme"][theme], "source_url": source_url}
    return render_to_string("site/footer.html", context)
