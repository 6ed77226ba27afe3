"""Errors as problem documents (RFC 9457, ``application/problem+json``)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from manyhands.core.errors import RuleBroken
from manyhands.works.refusals import CannotPublish, by_field

MEDIA_TYPE = "application/problem+json"
# What pages and the API call differently.
FIELDS = {"files": "uploads", "accord": "accept_accord"}


class FieldProblem(Schema):
    """What is wrong with one part of the request: where, and why."""

    field: str
    detail: str


class Problem(Schema):
    """A problem document. ``detail`` is for the person; ``errors`` names the fields, where there are any."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


def problem(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }
    response = JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="manyhands"'
    return response


def answer_problems(api: NinjaAPI) -> None:
    """Make every error of the API a problem document."""
    _answer_rules(api)
    _answer_transport(api)


def _answer_rules(api: NinjaAPI) -> None:
    @api.exception_handler(CannotPublish)
    def cannot_publish(request: HttpRequest, error: CannotPublish) -> HttpResponse:
        errors = [
            {"field": FIELDS.get(field, field), "detail": said}
            for field, all_said in by_field(error.problems).items()
            for said in all_said
        ]
        stands = request.method == "PATCH"
        told = _("Nothing was changed.") if stands else _("This cannot be published yet.")
        return problem(_status(error), told, errors)

    @api.exception_handler(RuleBroken)
    def rule_broken(request: HttpRequest, error: RuleBroken) -> HttpResponse:
        errors = [{"field": error.field, "detail": str(error)}] if error.field else []
        return problem(_status(error), str(error), errors)

    @api.exception_handler(ValidationError)
    def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"field": _place(each), "detail": str(each["msg"])} for each in error.errors]
        return problem(422, _("Some of what was sent cannot be used."), errors)


def _answer_transport(api: NinjaAPI) -> None:
    @api.exception_handler(AuthenticationError)
    def not_known(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        told = error.message if error.message != "Unauthorized" else _("Send a bearer token.")
        return problem(error.status_code, told)

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))

    @api.exception_handler(Http404)
    def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, _("There is nothing at this address, or you may not see it."))

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return problem(413, _("This is too much for one request. Files go to /api/v1/uploads/."))

    @api.exception_handler(SuspiciousOperation)
    def suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
        return problem(400, _("This request is malformed."))


def _status(error: RuleBroken) -> int:
    """422 says that a request does not fit the document, which a program must mend. What fits it, and is
    forbidden by the rules or by how things stand here, conflicts with these: that is for the person.
    """
    return 409 if error.status == 422 else error.status


def _place(error: dict[str, Any]) -> str:
    return ".".join(str(part) for part in error["loc"] if part not in {"body", "payload", "data"})
