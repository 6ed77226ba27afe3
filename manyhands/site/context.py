"""What every template may read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from manyhands.core.models import Company
from manyhands.notices.queries import unread_count
from manyhands.site.preferences import theme_of
from manyhands.site.words import WORDS


def site(request: HttpRequest) -> dict[str, Any]:
    theme = theme_of(request)
    return {
        "company": SimpleLazyObject(Company.current),
        "theme": theme,
        "theme_words": WORDS["theme"][theme],
        "source_url": settings.SOURCE_URL,
        "unread": SimpleLazyObject(lambda: unread_of(request)),
    }


def unread_of(request: HttpRequest) -> int:
    """How many notices the bell shows."""
    return unread_count(request.user.pk) if request.user.is_authenticated else 0
