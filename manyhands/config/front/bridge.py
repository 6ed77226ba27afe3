"""Django behind the front: a request is read whole, answered in one of a few threads, then sent.

A thread is never held by a slow client: it starts when the body is there and ends when the answer is made.
"""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from manyhands.config.front.environ import environ_of
from manyhands.core.front import HTTPProtocol, ProtocolClosed, Scope, headers_of, language_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

BODY_BYTES = 10_000_000  # files travel by tus; a form carries words and small pictures
BODY_SECONDS = 60
IN_MEMORY_BYTES = 1_000_000
WAITING = 400  # more than this many requests in line, and the last would wait for longer than people do

Headers = list[tuple[str, str]]


class Refused(Exception):
    """A request that never reaches Django."""

    def __init__(self, status: int, text: StrPromise) -> None:
        super().__init__(status)
        self.status, self.text = status, text


@dataclass
class Answer:
    """What Django says, ready to be sent without it."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: IO[bytes] = field(default_factory=partial(tempfile.SpooledTemporaryFile, IN_MEMORY_BYTES))


@cache
def _pool() -> ThreadPoolExecutor:
    """Made in the worker process itself: threads do not survive a fork."""
    return ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="django")


@cache
def _django() -> WSGIHandler:
    return WSGIHandler()


_in_line = 0


async def handle(scope: Scope, protocol: HTTPProtocol) -> None:
    try:
        with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as body:
            length = await _read(scope, protocol, body)
            body.seek(0)
            await pass_on(scope, protocol, environ_of(scope, body, length))
    except Refused as refusal:
        refuse_in_words(scope, protocol, refusal)


async def ask(scope: Scope, *, without: tuple[str, ...]) -> Answer:
    """What Django says to a request without a body, as a GET, as if it had come without some headers.

    :raises Refused: too many wait already
    """
    environ = environ_of(scope, io.BytesIO(), 0)
    kept = {name: value for name, value in environ.items() if name not in without}
    return await _ask_django(kept | {"REQUEST_METHOD": "GET"})


async def pass_on(scope: Scope, protocol: HTTPProtocol, environ: dict[str, Any]) -> None:
    """Let Django answer.

    :raises Refused: too many wait already
    """
    answer = await _ask_django(environ)
    with answer.body:
        await send(scope, protocol, answer)


def refuse_in_words(scope: Scope, protocol: HTTPProtocol, refusal: Refused) -> None:
    with translation.override(language_of(headers_of(scope))):
        refuse(protocol, refusal.status, str(refusal.text))


def refuse(protocol: HTTPProtocol, status: int, text: str) -> None:
    protocol.response_str(status, _plain(status), text)


def _plain(status: int) -> Headers:
    headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
    return [*headers, ("retry-after", "5")] if status == 503 else headers


async def _read(scope: Scope, protocol: HTTPProtocol, body: IO[bytes]) -> int:
    """Read the body into ``body``; its length in bytes.

    :raises Refused: too long, too slow, or cut off before its announced length
    """
    announced = _announced(scope)
    if announced == 0:
        return 0
    if announced is not None and announced > BODY_BYTES:
        raise Refused(
            413, _("This is larger than a form may be. Files are uploaded with the resumable protocol.")
        )
    length = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in protocol:
                length += len(chunk)
                if length > BODY_BYTES:
                    raise Refused(413, _("This is larger than a form may be."))
                body.write(chunk)
    except TimeoutError:
        raise Refused(408, _("The request took too long to arrive.")) from None
    if announced is not None and length != announced:  # the server ends the loop quietly when the line is cut
        raise Refused(400, _("The request was cut off."))
    return length


def _announced(scope: Scope) -> int | None:
    """Content-Length in bytes; None for a chunked body, 0 where there is none."""
    text = scope.headers.get("content-length")
    if text is None:
        return None if "transfer-encoding" in scope.headers or scope.http_version == "2" else 0
    if not text.isdecimal():
        raise Refused(400, _("Content-Length must be a number."))
    return int(text)


async def _ask_django(environ: dict[str, Any]) -> Answer:
    global _in_line  # noqa: PLW0603 - one event loop counts, so no lock is needed
    if _in_line >= WAITING:
        raise Refused(503, _("Too many people at once; try again in a moment."))
    _in_line += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_pool(), _call, environ)
    finally:
        _in_line -= 1


def _call(environ: dict[str, Any]) -> Answer:
    """Run Django to the end, in a thread; a streaming answer is spooled so that the thread is free again."""
    answer = Answer()

    def start_response(status: str, headers: Headers, *_exc_info: object) -> Any:
        answer.status = int(status[:3])
        answer.headers = [(name.lower(), value) for name, value in headers]
        return answer.body.write

    response: Iterable[bytes] = _django()(environ, start_response)
    try:
        answer.body.writelines(response)
    finally:
        if hasattr(response, "close"):
            response.close()
    return answer


async def send(scope: Scope, protocol: HTTPProtocol, answer: Answer) -> None:
    length = answer.body.tell()
    answer.body.seek(0)
    if scope.method == "HEAD" or answer.status in {204, 304}:
        protocol.response_empty(answer.status, answer.headers)
    elif length <= IN_MEMORY_BYTES:
        protocol.response_bytes(answer.status, answer.headers, answer.body.read())
    else:
        stream = protocol.response_stream(answer.status, answer.headers)
        try:
            while piece := answer.body.read(256 * 1024):
                await stream.send_bytes(piece)
        except ProtocolClosed:
            return  # the reader left; nothing is lost
