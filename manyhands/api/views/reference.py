"""The API, described: once for programs, once for people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from manyhands.api.openapi import document
from manyhands.api.rules import SCOPES
from manyhands.people.middleware import public

METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document."""
    return JsonResponse(document(request.build_absolute_uri("/").rstrip("/")))


@public
@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """The same document as a page."""
    described = document(request.build_absolute_uri("/").rstrip("/"))
    operations = [
        {"method": method.upper(), "path": path, **_shown(operation)}
        for path, methods in {**described["paths"], **described["x-uploads"]["paths"]}.items()
        for method, operation in methods.items()
        if method in METHODS
    ]
    context = {"info": described["info"], "operations": operations, "scopes": SCOPES}
    return render(request, "api/docs.html", context)


def _shown(operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = next((content.get("schema", {}) for content in body.values()), {})
    return {
        "id": operation["operationId"],
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": operation.get("parameters", []),
        "body": schema.get("$ref", "").rsplit("/", 1)[-1] or schema.get("title", ""),
        "fields": sorted(schema.get("properties", {})),
        "responses": sorted(operation["responses"].items(), key=lambda item: str(item[0])),
        "closed": bool(operation.get("security")),
    }
