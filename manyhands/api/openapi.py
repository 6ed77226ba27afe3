"""The API itself (django-ninja) and its OpenAPI 3.1 document."""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import Any

from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI

from manyhands.api.envelope import enveloped, nothing_here
from manyhands.api.problems import MEDIA_TYPE, Problem, answer_problems
from manyhands.api.tus_paths import UPLOADS
from manyhands.api.views import comments, credits, members, takes, works

DESCRIPTION = """
Everything that the pages can do, through the same actions. Send `Authorization: Bearer mh_…` with a token
from *Settings → Tokens*; what is public can be read without one. Errors are problem documents (RFC 9457).
Lists come in pages: follow `next`. A POST with an `Idempotency-Key` may be sent again without acting twice.
GET answers carry an `ETag`; send it back as `If-None-Match` and an unchanged answer is a short 304.
""".strip()

api = NinjaAPI(
    title="Manyhands API",
    version="1.0.0",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-1",
)
answer_problems(api)
api.add_router("/works", works.router)
api.add_router("/works", credits.router)
api.add_router("", comments.router)
api.add_router("/members", members.router)
api.add_router("/takes", takes.router)

# What any operation may answer beside what it says of itself.
EVERYWHERE = {"400": "The request is malformed", "422": "What was sent is not as described here"}
WITH_TOKEN = {"401": "No token, or one that is not known", "403": "The token or the member may not do this"}
ACTING = {
    "404": "Something that is named is not there, or you may not see it",
    "409": "The rules, or how things stand here, do not allow it",
    "413": "Too much for one request",
    "429": "Too much in too short a time",
}


def api_patterns() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The routes, and an answer to what is none."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = enveloped(pattern.callback)
    return [*patterns, path("<path:rest>", nothing_here)], app, namespace


def document(server: str) -> dict[str, Any]:
    """The OpenAPI document, with the address of this company as its server."""
    described = copy.deepcopy(_document())
    described["servers"] = [{"url": server}]
    return described


@lru_cache(maxsize=1)
def _document() -> dict[str, Any]:
    described: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="api/v1/"))
    described["components"]["schemas"]["Problem"] = Problem.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    problem_schema = described["components"]["schemas"]["Problem"]
    described["components"]["schemas"].update(problem_schema.pop("$defs", {}))
    for place, methods in described["paths"].items():
        for method, operation in methods.items():
            _add_problems(operation, place, method)
    described["x-uploads"] = UPLOADS
    return described


def _add_problems(operation: dict[str, Any], place: str, method: str) -> None:
    responses = {str(code): answer for code, answer in operation["responses"].items()}
    # An operation that anyone may call still refuses a token that is wrong.
    possible = {**EVERYWHERE, **WITH_TOKEN}
    if "{" in place:
        possible["404"] = "Nothing is there, or it must not be known"
    if method in {"post", "patch", "put", "delete"}:
        possible |= ACTING
    if "requestBody" in operation:
        possible["415"] = "The body is not JSON"
    if method == "get":
        responses["304"] = {"description": "Unchanged since the ETag that was sent"}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for code, description in possible.items():
        responses.setdefault(code, {"description": description, "content": content})
    operation["responses"] = dict(sorted(responses.items()))
    if operation.pop("x-anyone", False):
        operation["security"] = [{}, {"BearerToken": []}]
