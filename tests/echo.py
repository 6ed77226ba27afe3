"""A site of three pages that say what reached them: for tests of what the front hands to Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path

from manyhands.config.settings import *  # noqa: F403 - this file is its own settings module too

ROOT_URLCONF = "tests.echo"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]


def say(request: HttpRequest) -> JsonResponse:
    """The request as Django sees it."""
    return JsonResponse(
        {
            "method": request.method,
            "path": request.path,
            "query": request.META["QUERY_STRING"],
            "cookies": request.COOKIES,
            "headers": dict(request.headers),
            "address": request.META["REMOTE_ADDR"],
            "secure": request.is_secure(),
            "length": len(request.body),
            "sha256": hashlib.sha256(request.body).hexdigest(),
        }
    )


def backend(request: HttpRequest) -> HttpResponse:
    """The number of this thread's database process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return HttpResponse(str(cursor.fetchone()[0]))


def pour(request: HttpRequest) -> StreamingHttpResponse:
    """Three megabytes, made bit by bit."""

    def pieces() -> Iterator[bytes]:
        for _piece in range(3):
            yield b"x" * 1_000_000

    return StreamingHttpResponse(pieces(), content_type="text/plain")


urlpatterns = [
    path("backend", backend),
    path("pour", pour),
    path("", say),
    path("<path:anything>", lambda request, anything: say(request)),
]
