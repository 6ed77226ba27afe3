"""One file of a plain form on its way to becoming an upload."""

from __future__ import annotations

from manyhands.core.front import act
from manyhands.media import actions
from manyhands.media.models import Upload
from manyhands.media.plain.multipart import Begin
from manyhands.media.rules import clean_name
from manyhands.media.tus.holding import finish
from manyhands.media.tus.part import Part
from manyhands.media.tus.place import parts
from manyhands.media.tus.receiving import Blocks, on_disk, refusing_full_disk
from manyhands.people.models import Member

STEP = 64 * 2**20  # room is reserved in such steps: a form does not say how long each of its files is


class IncomingFile:
    """Begin, put, end; or undo, after which nothing of it is left."""

    def __init__(self, member: Member, begin: Begin) -> None:
        self.member = member
        self.announced = actions.Announced(None, clean_name(begin.filename or ""), begin.media_type[:120])
        self.upload: Upload | None = None
        self._part: Part | None = None
        self._blocks: Blocks | None = None
        self._received = self._reserved = 0

    async def begin(self) -> None:
        """
        :raises RuleBroken: there is no room for it
        """
        self.upload = await act(actions.start_upload, self.announced, by=self.member)
        self._part = await on_disk(parts().open, self.upload.pk)
        self._blocks = Blocks(self._part.append)

    async def put(self, data: bytes) -> None:
        """
        :raises RuleBroken: it has become too large
        :raises Refused: the disk is full
        """
        assert self.upload
        assert self._blocks
        self._received += len(data)
        if self._received > self._reserved:
            self._reserved = max(self._received, self._reserved + STEP)
            await self._reserve()
        with refusing_full_disk():
            await self._blocks.put(data)

    async def _reserve(self) -> None:
        """A whole step if it fits, else what is needed now: the last file may fill a quota exactly."""
        assert self.upload
        try:
            await act(actions.reserve_up_to, self.upload, self._reserved, length=None)
        except (actions.QuotaFull, actions.TooLarge):
            self._reserved = self._received
            await act(actions.reserve_up_to, self.upload, self._reserved, length=None)

    async def end(self) -> str:
        """Make the file a blob; the upload's id.

        :raises Refused: the disk is full
        """
        assert self.upload
        assert self._part
        assert self._blocks
        with refusing_full_disk():
            await self._blocks.flush()
            await on_disk(self._part.make_durable)
        await finish(self.upload, self._part)
        await on_disk(self._part.close)
        self._part = None
        return str(self.upload.pk)

    async def undo(self) -> None:
        if self._part is not None:
            await on_disk(self._part.remove)
            await on_disk(self._part.close)
            self._part = None
        if self.upload is not None:
            await act(actions.remove_upload, self.upload)
            self.upload = None
