"""Forms that may hold files: the files are taken out natively, Django gets what is left as a small form."""

from __future__ import annotations

import io
from urllib.parse import urlencode

from django.utils import translation

from manyhands.config.front import bridge
from manyhands.config.front.environ import environ_of
from manyhands.core.front import HTTPProtocol, Scope, headers_of, language_of
from manyhands.media.plain.receiving import receive_form
from manyhands.media.tus.words import Refused


def may_hold_files(scope: Scope) -> bool:
    content_type = str(scope.headers.get("content-type", ""))
    return scope.method == "POST" and content_type.lower().startswith("multipart/form-data")


async def handle(scope: Scope, protocol: HTTPProtocol) -> None:
    headers = headers_of(scope)
    with translation.override(language_of(headers)):
        try:
            fields = await receive_form(headers, protocol)
        except Refused as refused:
            bridge.refuse(protocol, refused.status, str(refused.text))
            return
    body = urlencode(fields).encode()
    environ = environ_of(scope, io.BytesIO(body), len(body))
    environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
    try:
        await bridge.pass_on(scope, protocol, environ)
    except bridge.Refused as refusal:
        with translation.override(language_of(headers)):
            bridge.refuse(protocol, refusal.status, str(refusal.text))
