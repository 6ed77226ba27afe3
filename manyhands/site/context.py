"""What every template may read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from manyhands.core.models import Company
from manyhands.notices.queries import unread_count
from manyhands.site import frame
from manyhands.site.preferences import theme_of


def site(request: HttpRequest) -> dict[str, Any]:
    """Nothing of it is fetched or drawn where a template does not ask for it."""
    theme = theme_of(request)
    company = company_for(request)
    return {
        "company": company,
        "theme": theme,
        "header": SimpleLazyObject(lambda: frame.header(request, company, unread=unread_of(request))),
        "footer": SimpleLazyObject(lambda: frame.footer(theme)),
    }


def company_for(request: HttpRequest) -> Any:
    """The company, fetched once for a request at most."""
    if not hasattr(request, "company"):
        request.company = SimpleLazyObject(Company.current)  # type: ignore[attr-defined]
    return request.company  # type: ignore[attr-defined]


def unread_of(request: HttpRequest) -> int:
    """How many notices the bell shows."""
    return unread_count(request.user.pk) if request.user.is_authenticated else 0
