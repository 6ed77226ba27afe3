"""What every template may read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from manyhands.core.models import Company


def site(request: HttpRequest) -> dict[str, Any]:
    return {"company": SimpleLazyObject(Company.current)}
