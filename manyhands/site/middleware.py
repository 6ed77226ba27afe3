"""What every answer carries, and how a broken rule becomes an answer."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from manyhands.core.errors import RuleBroken

Answer = Callable[[HttpRequest], HttpResponse]


def content_security_policy() -> str:
    media = f" {settings.MEDIA_URL_BASE}" if settings.MEDIA_URL_BASE else ""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            f"img-src 'self' data: blob:{media}",
            f"media-src 'self' blob:{media}",
            f"connect-src 'self'{media}",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


def security_headers(get_response: Answer) -> Answer:
    policy = content_security_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(self), geolocation=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def asked_again(get_response: Answer) -> Answer:
    """Browsers may keep a page, and ask each time whether it is still the same: by its ETag, which is short.

    Who signs in or out sees another page at the same address at once.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
            if "Cache-Control" not in response.headers:
                signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
                response.headers["Cache-Control"] = "private, no-cache" if signed_in else "no-cache"
        return response

    return middleware


class PackedPages(GZipMiddleware):
    """Packs pages, which are many times shorter then; with padding of random length, so that their size does
    not give away a secret beside something that was asked for (BREACH). Programs get their JSON as it is.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed


class BrokenRules:
    """Answers a RuleBroken that no view caught with a page that says it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RuleBroken):
            return None
        context = {"text": str(exception), "status": exception.status}
        return render(request, "site/errors/broken_rule.html", context, status=exception.status)


def broken_rules(get_response: Answer) -> Answer:
    return BrokenRules(get_response)
