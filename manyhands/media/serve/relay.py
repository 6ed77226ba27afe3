"""From a bucket through this process to a reader, at the reader's pace.

granian's own stream takes whatever it is given into memory, without end: a slow reader of a long film would
cost gigabytes (measured: 250 MB of 300 for one reader that stood still). It does read *files* at the reader's
pace. So it is given a named pipe for a file, and the pipe's buffer is all that is held.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from manyhands.core.front import HTTPProtocol

PIPE_BYTES = 2**20
OPENED_WITHIN_S = 10
F_SETPIPE_SZ = 1031  # fcntl names it from Python 3.10 on only where the C library does


async def relay(
    proto: HTTPProtocol, status: int, headers: list[tuple[str, str]], chunks: AsyncIterator[bytes]
) -> None:
    """Answer with these chunks. ``headers`` must hold their total as Content-Length.

    A reader that leaves ends it quietly; a bucket that fails cuts the line, so that the reader knows.
    """
    with tempfile.TemporaryDirectory(prefix="relay-") as folder:
        pipe = Path(folder) / "pipe"
        os.mkfifo(pipe, 0o600)
        proto.response_file(status, headers, str(pipe))
        fd = await _opened_by_reader(pipe)
    if fd is None:
        return
    try:
        await _pour(fd, chunks)
    except BrokenPipeError:
        return


async def _opened_by_reader(pipe: Path) -> int | None:
    """The writing end, once the other side has opened its own; None if it never does."""
    for _ in range(OPENED_WITHIN_S * 200):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:  # nobody reads it yet
                raise
        await asyncio.sleep(0.005)
    return None


async def _pour(fd: int, chunks: AsyncIterator[bytes]) -> None:
    with contextlib.suppress(OSError):  # a user may have used up the pages that pipes may take: then 64 kB
        fcntl.fcntl(fd, F_SETPIPE_SZ, PIPE_BYTES)
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.connect_write_pipe(
        asyncio.streams.FlowControlMixin, os.fdopen(fd, "wb", buffering=0)
    )
    writer = asyncio.StreamWriter(transport, protocol, None, loop)
    try:
        async for chunk in chunks:
            writer.write(chunk)
            await writer.drain()
    finally:
        transport.close()
