from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from allauth.decorators import rate_limit
from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])


def limited(view: View) -> View:
    """Take only so many answers from one address (``ACCOUNT_RATE_LIMITS["signup"]``)."""
    return cast(View, rate_limit(action="signup")(view))  # type: ignore[no-untyped-call]
