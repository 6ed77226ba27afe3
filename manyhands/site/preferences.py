"""How a person wants the pages to look: kept in cookies, so it also holds for people without an account."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

THEME_COOKIE: Final = "theme"
THEMES: Final = ("auto", "light", "dark")
ONE_YEAR: Final = 365 * 24 * 60 * 60


def theme_of(request: HttpRequest) -> str:
    """The theme that the person chose. A cache of whole pages must keep one copy for each."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else THEMES[0]
