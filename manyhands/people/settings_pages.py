"""The tabs of a member's settings and of the company's pages. Rooms above add theirs when their app is ready.

settings_pages.add("settings", SettingsPage("notice_settings", _("Notices"), order=40))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manyhands.people.models import Member, RoleName

Place = Literal["settings", "company"]


@dataclass(frozen=True)
class SettingsPage:
    """A page by its URL name; ``roles``: who sees its tab, everybody if empty."""

    url_name: str
    label: str | Promise
    order: int
    roles: tuple[RoleName, ...] = ()


_pages: dict[Place, list[SettingsPage]] = {
    "settings": [
        SettingsPage("settings_profile", _("Profile"), 10),
        SettingsPage("settings_language", _("Language and time"), 30),
        SettingsPage("security", _("Sign-in and security"), 50),
        SettingsPage("blocks", _("Blocks"), 70),
        SettingsPage("close_account", _("Leave"), 90),
    ],
    "company": [
        SettingsPage("invitations", _("Invitations"), 30, (RoleName.ADMINISTRATOR,)),
        SettingsPage("approvals", _("Who asks to join"), 40, (RoleName.ADMINISTRATOR, RoleName.MODERATOR)),
        SettingsPage("roles", _("Roles"), 50, (RoleName.ADMINISTRATOR,)),
    ],
}


def add(place: Place, page: SettingsPage) -> None:
    """Register a page; registering it again changes nothing."""
    if page not in _pages[place]:
        _pages[place].append(page)


def tabs(place: Place, request: HttpRequest) -> list[dict[str, Any]]:
    """What ``components/tabs.html`` shows to whoever is signed in."""
    member = request.user
    seen = [
        page
        for page in sorted(_pages[place], key=lambda page: page.order)
        if not page.roles or (isinstance(member, Member) and member.holds(*page.roles))
    ]
    here = request.resolver_match.url_name if request.resolver_match else None
    return [
        {"label": page.label, "url": reverse(page.url_name), "current": page.url_name == here}
        for page in seen
    ]
