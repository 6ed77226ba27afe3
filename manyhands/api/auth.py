"""Who asks: a bearer token (RFC 6750), or nobody in particular.

Cookies count for nothing here, so no form on another site can forge a call.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.errors import AuthenticationError, AuthorizationError
from ninja.security import HttpBearer

from manyhands.api.actions import token_of
from manyhands.api.rules import allows
from manyhands.core import clock


class BearerToken(HttpBearer):
    """Requires a token, with a scope if one is named. A wrong one is refused even where none is needed."""

    openapi_bearerFormat = "mh_…"  # noqa: N815 ninja reads this name

    def __init__(self, scope: str | None = None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = token_of(token, at=clock.now()) if token else None
        if found is None:
            raise AuthenticationError(message="This token is not known, or it has been ended.")
        if self.scope and not allows(found.scopes, self.scope):
            raise AuthorizationError(
                message=f"This token may not do that: it lacks the scope “{self.scope}”."
            )
        request.user = found.member
        return found


def anyone(request: HttpRequest) -> bool:
    """Lets a request without a token through, as nobody in particular."""
    request.user = AnonymousUser()
    return "Authorization" not in request.headers


def token(scope: str) -> list[Any]:
    return [BearerToken(scope)]


PUBLIC: list[Any] = [BearerToken(), anyone]
ANYONE: dict[str, Any] = {"x-anyone": True}  # tells api.openapi that the token is not needed
