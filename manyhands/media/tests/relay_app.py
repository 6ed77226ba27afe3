"""A front of one handler: 200 MB from a make-believe bucket, for test_relay."""

from __future__ import annotations

from collections.abc import AsyncIterator

from manyhands.core.front import Handler, HTTPProtocol, Scope
from manyhands.media.serve.relay import relay

CHUNK = bytes(range(256)) * 4096  # 1 MiB
CHUNKS = 200


async def bucket(breaks_after: int) -> AsyncIterator[bytes]:
    for number in range(CHUNKS):
        if number == breaks_after:
            raise OSError("the bucket is gone")
        yield CHUNK


async def answer(scope: Scope, proto: HTTPProtocol) -> None:
    breaks_after = 5 if scope.path == "/breaks" else CHUNKS
    await relay(proto, 200, [("content-length", str(len(CHUNK) * CHUNKS))], bucket(breaks_after))


def application() -> Handler:
    return answer
