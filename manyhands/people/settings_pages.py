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
ADMINISTRATOR = RoleName.ADMINISTRATOR


@dataclass(frozen=True)
class SettingsPage:
    """A page by its URL name, with those that stand under it (by what their names begin with).

    ``roles``: who is shown it, everybody if empty.
    """

    url_name: str
    label: str | Promise
    order: int
    roles: tuple[RoleName, ...] = ()
    also: tuple[str, ...] = ()

    def holds(self, url_name: str) -> bool:
        return url_name == self.url_name or bool(self.also and url_name.startswith(self.also))


_pages: dict[Place, list[SettingsPage]] = {
    "settings": [
        SettingsPage("settings_profile", _("Profile"), 10),
        SettingsPage("settings_language", _("Language and time"), 30),
        SettingsPage("security", _("Sign-in and security"), 50, also=("account_", "mfa_")),
        SettingsPage("blocks", _("Blocks"), 70),
        SettingsPage("close_account", _("Leave"), 90),
    ],
    "company": [
        SettingsPage("invitations", _("Invitations"), 30, (ADMINISTRATOR,)),
        SettingsPage(
            "approvals", _("Who asks to join"), 40, (ADMINISTRATOR, RoleName.MODERATOR), ("refuse",)
        ),
        SettingsPage("roles", _("Roles"), 50, (ADMINISTRATOR,)),
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
    here = (request.resolver_match and request.resolver_match.url_name) or ""
    return [
        {"label": page.label, "url": reverse(page.url_name), "current": page.holds(here)} for page in seen
    ]
