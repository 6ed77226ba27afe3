"""What every template may read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from manyhands.core.models import Company
from manyhands.site.preferences import theme_of
from manyhands.site.words import WORDS


def site(request: HttpRequest) -> dict[str, Any]:
    theme = theme_of(request)
    return {
        "company": SimpleLazyObject(Company.current),
        "theme": theme,
        "theme_words": WORDS["theme"][theme],
        "source_url": settings.SOURCE_URL,
    }
