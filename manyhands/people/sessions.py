"""Who a session cookie or a bearer token speaks for, where no Django request is: in the front's native
handlers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, parse_cookie

from manyhands.people import bearer
from manyhands.people.models import Member


@dataclass(frozen=True)
class Caller:
    """A member, and whether a browser's session says so.

    A browser sends its cookie along with requests that another site started, so those need a second look.
    """

    member: Member
    by_session: bool


def caller(headers: Mapping[str, str], *, scope: str) -> Caller | None:
    """Whom these request headers (lower-case names) speak for.

    An ``Authorization`` header that does not hold is not made good by a cookie.

    :param scope: what a token must allow, "upload" for example; a session may do everything
    """
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind:
        member = bearer.member_of(token.strip(), scope=scope) if kind.lower() == "bearer" else None
        return Caller(member, by_session=False) if member else None
    member = member_of_session(parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME, ""))
    return Caller(member, by_session=True) if member else None


def member_of_session(key: str) -> Member | None:
    """The member who is signed in under this session key. Two queries, as for any page."""
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = auth.get_user(request)  # compares the password's hash too: "sign out everywhere" holds here
    if not isinstance(user, Member):
        return None
    return Member.objects.present().filter(pk=user.pk).first()
