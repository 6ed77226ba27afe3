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
    places = {**described["paths"], **described["x-uploads"]["paths"]}
    schemas = described["components"]["schemas"]
    operations = [
        {"method": method.upper(), "path": path, **_shown(operation, schemas)}
        for path, methods in places.items()
        for method, operation in methods.items()
        if method in METHODS
    ]
    context = {"info": described["info"], "operations": operations, "scopes": SCOPES}
    return render(request, "api/docs.html", context)


def _shown(operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = next((content.get("schema", {}) for content in body.values()), {})
    return {
        "id": operation["operationId"],
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": operation.get("parameters", []),
        "body": next(iter(body), ""),
        "fields": _fields(_resolved(schema, schemas), schemas),
        "responses": sorted(operation["responses"].items(), key=lambda item: str(item[0])),
        "closed": bool(operation.get("security")) and {} not in operation["security"],
    }


def _fields(schema: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    """What a body may hold: name, type, whether it must be there, what it means."""
    required = schema.get("required", [])
    return [
        {
            "name": name,
            "type": _type(field, schemas),
            "is_required": name in required,
            "words": field.get("description", ""),
        }
        for name, field in schema.get("properties", {}).items()
    ]


def _type(field: dict[str, Any], schemas: dict[str, Any]) -> str:
    """A type in a few words: ``text``, ``"audio" | "video"``, ``list of {work, role}``."""
    if "anyOf" in field:
        kinds = (_type(each, schemas) for each in field["anyOf"] if each.get("type") != "null")
        return " | ".join(dict.fromkeys(kinds))
    if "enum" in field:
        return " | ".join(f'"{each}"' for each in field["enum"])
    if "$ref" in field:
        return f"{{{', '.join(_resolved(field, schemas)['properties'])}}}"
    if field.get("type") == "array":
        return f"list of {_type(field['items'], schemas)}"
    return str(
        {"string": "text", "boolean": "true | false"}.get(field.get("type", ""), field.get("type", ""))
    )


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schemas[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    return found
