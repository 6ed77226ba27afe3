"""Everything is closed by default: a view is public only when it says so, and a test compares the list
of those.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])
Answer = Callable[[HttpRequest], HttpResponse]


def public(view: View) -> View:
    """Let people see this page without signing in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


class SignInRequired:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.user.is_authenticated or getattr(view, "is_public", False):
            return None
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def sign_in_required(get_response: Answer) -> Answer:
    return SignInRequired(get_response)
