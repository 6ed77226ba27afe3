"""Who may do what for the company. A stranger learns nothing of these pages: they answer 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse

from manyhands.people.models import Member, RoleName

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

WHO_MAY: dict[str, frozenset[RoleName]] = {
    "invite": frozenset({RoleName.ADMINISTRATOR}),
    "approve": frozenset({RoleName.ADMINISTRATOR, RoleName.MODERATOR}),
    "give_role": frozenset({RoleName.ADMINISTRATOR}),
}


def may(member: Member | AnonymousUser, act: str) -> bool:
    return isinstance(member, Member) and member.holds(*WHO_MAY[act])


def who_may(act: str) -> Callable[[View[P]], View[P]]:
    """Open a page to those who may do this, and to nobody else."""
    return needs_role(*WHO_MAY[act])


def needs_role(*roles: RoleName) -> Callable[[View[P]], View[P]]:
    """Open a page to the holders of these roles; rooms above use it for pages of their own."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not (isinstance(request.user, Member) and request.user.holds(*roles)):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
