"""One port for everything: what may take long is answered natively, all else by Django.

Django runs as WSGI in a few threads with lasting connections: under ASGI it measured three times slower and
leaks connections, and a thread held by a slow client is a frozen site (docs/adr/0003-rsgi-front.md).
"""

from __future__ import annotations

from manyhands.config.front import forms, health, static, strangers
from manyhands.core.front import Handler, HTTPProtocol, Scope
from manyhands.media.serve import handler as media
from manyhands.media.tus import handler as tus
from manyhands.notices.live import handler as live

# By path prefix; the first that fits answers. Everything else is Django's.
NATIVE: tuple[tuple[str, Handler], ...] = (
    (tus.PREFIX, tus.handle),
    (media.PREFIX, media.handle),
    (static.PREFIX, static.handle),
    (live.PREFIX, live.handle),
    ("/healthz", health.alive),
    ("/readyz", health.ready),
)


async def answer(scope: Scope, protocol: HTTPProtocol) -> None:
    await handler_of(scope)(scope, protocol)


def handler_of(scope: Scope) -> Handler:
    for prefix, handler in NATIVE:
        if scope.path.startswith(prefix):
            return handler
    return forms.handle if forms.may_hold_files(scope) else strangers.handle
