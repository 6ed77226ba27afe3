"""Holding an upload: its part open and locked, its bytes becoming a blob when the last one is there."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from django.utils.translation import gettext_lazy as _

from manyhands.core.front import act
from manyhands.media import actions
from manyhands.media.models import Upload
from manyhands.media.store import Damaged
from manyhands.media.store.current import store
from manyhands.media.tus.part import Held, Part
from manyhands.media.tus.place import node_name, parts
from manyhands.media.tus.receiving import on_disk, refusing_full_disk
from manyhands.media.tus.words import Refused

STREAMS_OF_ONE = 64  # bodies that one member may be sending to one worker process at a time
LOOKS_AGAIN_S = 0.02

_streams: Counter[int | str] = Counter()


@contextmanager
def stream_of(owner: int | str) -> Iterator[None]:
    """
    :param owner: a member's id, or that of a claim
    :raises Refused: 429, who owns it sends very many bodies at once
    """
    if _streams[owner] >= STREAMS_OF_ONE:
        raise Refused(
            429,
            _("Too many of your files are on their way at once. Wait for some of them."),
            {"Retry-After": "5"},
        )
    _streams[owner] += 1
    try:
        yield
    finally:
        _streams[owner] -= 1
        if not _streams[owner]:
            del _streams[owner]


@asynccontextmanager
async def held(upload: Upload, *, patience_s: float = 0) -> AsyncIterator[Part]:
    """Open the upload's part and be its only writer.

    :param patience_s: how long to wait for another holder; somebody who only asks for the offset is quick
    :raises Missing: its bytes are not here (any more)
    :raises Refused: 423 somebody writes to it, 421 its bytes lie on another node
    """
    if upload.node != node_name():
        raise Refused(421, _("The first part of this file lies on another of our machines. Begin it again."))
    part = await _open(upload, until=time.monotonic() + patience_s)
    try:
        yield part
    finally:
        await on_disk(part.close)


async def _open(upload: Upload, *, until: float) -> Part:
    while True:
        try:
            return await on_disk(parts().open, upload.pk)
        except Held:
            if time.monotonic() >= until:
                raise Refused(
                    423, _("This upload is being written to by another request."), {"Retry-After": "1"}
                ) from None
        await asyncio.sleep(LOOKS_AGAIN_S)


async def finish(upload: Upload, part: Part) -> None:
    """Store the complete part under its hash, then say so in the database, then drop its name.

    Each step may be the last one before a crash: the next request for this upload starts here again, and
    every step finds what is done already.

    :raises Refused: 507 the store is full, 410 the disk gave back other bytes than were written
    """
    # Not in the disk's own pool: reading back gigabytes, or a bucket, would hold up everybody's blocks.
    sha256 = await asyncio.to_thread(part.sha256)
    try:
        with refusing_full_disk():
            await asyncio.to_thread(store().adopt_file, part.path, sha256)
    except Damaged:
        await on_disk(part.remove)
        await act(actions.remove_upload, upload)
        raise Refused(410, _("The file was damaged on our disk. Upload it again.")) from None
    row = await act(actions.finish_upload, upload, sha256=sha256, size=part.size)
    upload.finished_at = row.finished_at
    await on_disk(part.remove)
