"""From a request's body into a part file: streamed, hashed as it lands, never more than 1 MB in memory.

The event loop reads while a thread writes, so one block fills up as the one before goes to disk. A client
that is slow costs an open socket and one half-filled block, no thread.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from manyhands.core.front import HTTPProtocol
from manyhands.media.tus.part import NoSpace, Part
from manyhands.media.tus.words import Checksum, Refused

BLOCK = 512 * 1024  # two of them per stream: one being filled, one being written
DISK_THREADS = 4
SILENCE_S = 30  # a line that says nothing for so long is dead; its lock must not keep the resuming client out
SLOWEST = 500  # bytes a second, over
WINDOW_S = 60  # this long: a slow phone passes, a client that only wants to hold us open does not

T = TypeVar("T")


@dataclass(frozen=True)
class Expected:
    """What the body of a request should be.

    :param most: bytes until the declared end of the upload
    :param announced: Content-Length, or None for a chunked body
    """

    most: int
    announced: int | None
    checksum: Checksum | None


@cache
def _disk() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(DISK_THREADS, thread_name_prefix="disk")


async def on_disk(function: Callable[..., T], *args: object) -> T:
    """Run what waits for the disk in a thread of its own pool, so that pages never queue behind an fsync."""
    return await asyncio.get_running_loop().run_in_executor(_disk(), function, *args)


async def receive(proto: HTTPProtocol, part: Part, expected: Expected) -> bool:
    """Append the body to the part and make it durable; says whether the whole body arrived.

    A body that breaks off keeps its bytes, unless it came with a checksum that now cannot be compared.

    :raises Refused: 413 past the declared end (all of this body is discarded), 460 checksum mismatch
        (likewise), 408 too slow (kept), 507 no space (what was written is kept)
    """
    if expected.announced is not None and expected.announced > expected.most:
        raise past_the_end()
    if expected.checksum:
        await on_disk(part.expect_checksum)
    pump = _Pump(part, expected)
    try:
        with refusing_full_disk():
            await pump.run(proto)
    finally:
        await on_disk(pump.settle)
    if pump.whole and not pump.worth_keeping:
        raise Refused(460, _("The bytes do not match their checksum. Send this piece again."))
    return pump.whole


@contextmanager
def refusing_full_disk() -> Iterator[None]:
    """Turn what a full disk raises into an answer; every other failure of a disk is ours to look into."""
    try:
        yield
    except NoSpace:
        raise _no_space() from None
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise
        raise _no_space() from None


class _Pump:
    """Moves one body into one part, double-buffered."""

    def __init__(self, part: Part, expected: Expected) -> None:
        self.part, self.expected = part, expected
        self.before, self.received = part.size, 0
        self.ended = False
        self._running_hash = hashlib.new(expected.checksum.algorithm) if expected.checksum else None

    @property
    def whole(self) -> bool:
        """Whether the body ended where it said it would; of a chunked one nobody can tell."""
        return self.ended and self.expected.announced in {None, self.received}

    @property
    def worth_keeping(self) -> bool:
        if self.received > self.expected.most:
            return False
        if self.expected.checksum is None or self._running_hash is None:
            return True
        return self.whole and self._running_hash.digest() == self.expected.checksum.digest

    async def run(self, proto: HTTPProtocol) -> None:
        blocks = Blocks(self._write)
        try:
            async for chunk in body_of(proto):
                self.received += len(chunk)
                if self.received > self.expected.most:
                    raise past_the_end()
                await blocks.put(chunk)
            self.ended = True
        finally:
            await blocks.flush()

    def settle(self) -> None:
        """Keep what arrived, or go back to where this body began."""
        if not self.worth_keeping:
            self.part.discard_to(self.before)
            return
        self.part.make_durable()
        if self.expected.checksum:
            self.part.confirm()

    def _write(self, block: bytearray) -> None:
        if self._running_hash is not None:
            self._running_hash.update(block)
        self.part.append(block)


class Blocks:
    """Collects small pieces into blocks; a thread writes one block while the next one fills up."""

    def __init__(self, write: Callable[[bytearray], None]) -> None:
        self._write = write
        self._block = bytearray()
        self._writing: asyncio.Future[None] | None = None

    async def put(self, piece: bytes) -> None:
        """
        :raises OSError: an earlier block could not be written
        """
        self._block += piece
        if len(self._block) >= BLOCK:
            await self._wait()
            self._writing = asyncio.ensure_future(on_disk(self._write, self._block))
            self._block = bytearray()

    async def flush(self) -> None:
        """Write what is left, and wait until it is written."""
        await self._wait()
        if self._block:
            await on_disk(self._write, self._block)
            self._block = bytearray()

    async def _wait(self) -> None:
        if self._writing is not None:
            await self._writing


async def body_of(proto: HTTPProtocol) -> AsyncIterator[bytes]:
    """The body as it comes. A client that vanishes ends it without an error, as granian tells it.

    :raises Refused: 408, nothing came for ``SILENCE_S``, or less than ``SLOWEST`` over ``WINDOW_S``
    """
    body = proto.__aiter__()
    window_began, in_window = time.monotonic(), 0
    while True:
        try:
            chunk = await asyncio.wait_for(body.__anext__(), SILENCE_S)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise _too_slow() from None
        in_window += len(chunk)
        elapsed = time.monotonic() - window_began
        if elapsed >= WINDOW_S:
            if in_window < SLOWEST * elapsed:
                raise _too_slow()
            window_began, in_window = time.monotonic(), 0
        if chunk:
            yield chunk


def past_the_end() -> Refused:
    return Refused(413, _("These bytes would go past the length that was declared for this file."))


def _no_space() -> Refused:
    return Refused(
        507, _("There is no space left here for this file. What arrived is kept; try again later.")
    )


def _too_slow() -> Refused:
    return Refused(408, _("The line went silent. Resume the upload; what arrived is kept."))
