"""From the front's request to what WSGI calls an environ."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import IO, Any
from wsgiref.util import FileWrapper

from django.conf import settings

from manyhands.core.front import Scope, address_of

# Without a proxy of ours in front, anybody could write these.
_FORWARDED = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "forwarded"}


def environ_of(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """The environ of a request whose body of ``length`` bytes has arrived whole."""
    name, _, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),  # PEP 3333 wants bytes in a str
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": name.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": address_of(scope),
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        # Whoever ends TLS in front of us speaks plain http to us; people's addresses begin as SITE_URL does.
        "wsgi.url_scheme": "https" if settings.SITE_URL.startswith("https://") else scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
        **_headers(scope.headers.items(), scope.authority),
    }


def _headers(items: Iterable[tuple[str, str]], authority: str | None) -> dict[str, str]:
    found: dict[str, str] = {"HTTP_HOST": authority} if authority else {}
    for name, value in items:
        # A name with an underscore would pass for the one with a dash that a proxy sets (CVE-2015-0219).
        if "_" in name or (name in _FORWARDED and not settings.BEHIND_PROXY) or name == "content-length":
            continue
        key = "CONTENT_TYPE" if name == "content-type" else "HTTP_" + name.upper().replace("-", "_")
        before = (
            found[key] + ("; " if name == "cookie" else ",") if key in found and key != "HTTP_HOST" else ""
        )
        found[key] = before + value
    return found
