"""The front's way with forms; what Django would get is the answer. For test_plain_form."""

from __future__ import annotations

import os
from urllib.parse import urlencode

import django

from manyhands.core.front import Handler, HTTPProtocol, Scope


def application() -> Handler:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manyhands.config.settings")
    django.setup()

    from django.utils import translation

    from manyhands.core.front import headers_of
    from manyhands.media.plain.receiving import receive_form
    from manyhands.media.tus.words import Refused

    async def answer(scope: Scope, proto: HTTPProtocol) -> None:
        if scope.method == "GET":
            proto.response_empty(200, [])
            return
        with translation.override("en"):
            try:
                fields = await receive_form(headers_of(scope), proto)
                proto.response_str(200, [], urlencode(fields))
            except Refused as refused:
                proto.response_str(refused.status, [], str(refused.text))

    return answer
