"""What surrounds every operation: HEAD, conditional GET, errors of the transport as problem documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from manyhands.api.problems import problem
from manyhands.people.middleware import public

View = Callable[..., HttpResponse]


def enveloped(view: View) -> View:
    """Open to requests without a session: tokens decide. Cookies are not looked at, so none can be abused."""
    conditional = conditional_page(view)

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_head = request.method == "HEAD"
        if is_head:  # ninja knows no HEAD; it is a GET whose body stays here
            request.method = "GET"
        response = _not_json() if _has_other_body(request) else conditional(request, *args, **kwargs)
        if response.status_code == 405:
            response = _not_allowed(response)
        patch_vary_headers(response, ["Authorization"])
        if is_head:
            request.method = "HEAD"
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return public(csrf_exempt(answer))


@public
@csrf_exempt
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address below ``/api/v1/``."""
    return problem(404, _("There is nothing at this address. /api/docs says what there is."))


def _has_other_body(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length != "0" and request.content_type != "application/json"


def _not_json() -> HttpResponse:
    return problem(415, _("Send JSON, as Content-Type: application/json."))


def _not_allowed(refusal: HttpResponse) -> HttpResponse:
    methods = {method.strip() for method in refusal.headers["Allow"].split(",")}
    if "GET" in methods:
        methods.add("HEAD")
    answer = problem(405, _("This address does not know that method; see Allow."))
    answer["Allow"] = ", ".join(sorted(methods))
    return answer
