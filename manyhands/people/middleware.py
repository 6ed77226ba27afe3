"""Everything is closed by default: a view is public only when it says so, and a test compares the list
of those.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from manyhands.people.models import Member

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Answer = Callable[[HttpRequest], HttpResponse]

ROLES = "roles"  # session key: the roles under which the session got its key


def public(view: View) -> View:
    """Let people see this page without signing in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


class SignInRequired:
    """Sends strangers to the sign-in page, and gives a session a new key when its member's roles change."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if getattr(view, "is_public", False):  # asked first: a public page may not even look at the session
            return None
        if not isinstance(request.user, Member):
            return ask_to_sign_in(request)
        renew_session(request, request.user)
        return None


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and back; a part of a page asks its browser to leave the page for it."""
    if request.headers.get("HX-Request") == "true":
        here = redirect_to_login(request.headers.get("HX-Current-URL", "/"), settings.LOGIN_URL)
        return HttpResponse(status=204, headers={"HX-Redirect": here.headers["Location"]})
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def renew_session(request: HttpRequest, member: Member) -> None:
    """A key that was caught while its owner could do less must not be able to do more (ASVS 7.2.4)."""
    roles = member.roles_held()
    if request.session.get(ROLES, []) != roles:
        request.session.cycle_key()
        request.session[ROLES] = roles


def sign_in_required(get_response: Answer) -> Answer:
    return SignInRequired(get_response)


def members_clock(get_response: Answer) -> Answer:
    """Show times by the clock of whoever is signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, Member):
            return get_response(request)
        try:
            zone = ZoneInfo(request.user.time_zone)
        except (ZoneInfoNotFoundError, ValueError):  # a zone that this machine's tables do not have any more
            return get_response(request)
        with timezone.override(zone):
            return get_response(request)

    return middleware
