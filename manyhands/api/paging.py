"""Lists in pages: ``items``, and the address of the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from manyhands.core.pages import keyset

SIZE_AT_MOST = 100
M = TypeVar("M", bound=models.Model)


class Paging(Schema):
    """Where in a list to read, and how much."""

    after: Annotated[str | None, Field(max_length=300, description="the cursor of `next`")] = None
    limit: Annotated[int, Field(ge=1, le=SIZE_AT_MOST)] = 24


PagingQuery = Query[Paging]


def page_of(
    request: HttpRequest,
    rows: models.QuerySet[M],
    paging: Paging,
    show: Callable[[M], dict[str, Any]],
    *,
    by: str = "-pk",
) -> dict[str, Any]:
    """One page of ``rows``, each as ``show`` prints it."""
    page = keyset(rows, by=by, size=paging.limit, after=paging.after)
    following = None
    if page.next:
        kept = {name: value for name, value in request.GET.items() if name != "after"}
        following = request.build_absolute_uri(f"{request.path}?{urlencode({**kept, 'after': page.next})}")
    return {"items": [show(row) for row in page.rows], "next": following}
