"""A plain form arrives: its words are collected, each of its files becomes an upload."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from manyhands.core.errors import RuleBroken
from manyhands.core.front import HTTPProtocol, in_thread
from manyhands.media.plain.file import IncomingFile
from manyhands.media.plain.multipart import Begin, Data, Event, Malformed, Parser, boundary_of
from manyhands.media.tus.access import names_our_origin, uploader
from manyhands.media.tus.holding import stream_of
from manyhands.media.tus.receiving import body_of
from manyhands.media.tus.words import Refused
from manyhands.people.models import Member

UPLOAD = "upload"  # the field that holds an upload's id, as the script writes it
REFUSED = "upload_refused"  # why a file was not taken, in a sentence for the page

Fields = list[tuple[str, str]]


async def receive_form(headers: Mapping[str, str], proto: HTTPProtocol) -> Fields:
    """Read a ``multipart/form-data`` body; its fields, with an upload's id in place of each file.

    What one file is refused for does not lose the words: it comes back as a field of its own.

    :raises Refused: 403 from another site, 400 it broke off or is malformed, 408 too slow, 413 too many words
    """
    member = await _member(headers)
    try:
        form = _Form(Parser(boundary_of(headers.get("content-type", ""))), member)
        with stream_of(member.pk if member else 0):
            await form.read(proto)
    except Malformed:
        raise Refused(400, _("This form did not arrive whole. Send it again.")) from None
    return form.fields


async def _member(headers: Mapping[str, str]) -> Member | None:
    """Who sends the files; None for nobody, whose files are dropped: Django then asks to sign in."""
    try:
        member = await in_thread(uploader, headers)
    except Refused as refused:
        if refused.status == 401:
            return None
        raise
    if not names_our_origin(headers):
        raise Refused(403, _("This form was sent from another site."))
    return member


class _Form:
    """The form so far. One field at a time is open: words, or a file, or something that is skipped."""

    def __init__(self, parser: Parser, member: Member | None) -> None:
        self.fields: Fields = []
        self._parser, self._member = parser, member
        self._name = ""
        self._words: bytearray | None = None
        self._file: IncomingFile | None = None
        self._whole: list[IncomingFile] = []
        self._room = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    async def read(self, proto: HTTPProtocol) -> None:
        """
        :raises Malformed: it broke off, or is none. Nothing of it is left then: nobody would ever see it
        """
        try:
            async for chunk in body_of(proto):
                for event in self._parser.feed(chunk):
                    await self._take(event)
            if not self._parser.ended:
                raise Malformed
        except BaseException:
            for file in [*self._whole, *([self._file] if self._file else [])]:
                await file.undo()
            raise

    async def _take(self, event: Event) -> None:
        if isinstance(event, Begin):
            await self._begin(event)
        elif isinstance(event, Data):
            await self._data(event.data)
        else:
            await self._end()

    async def _begin(self, event: Begin) -> None:
        self._name = event.name
        if event.filename is None:
            self._words = bytearray()
            self._spend(len(event.name))
        elif event.filename and self._member:
            self._file = IncomingFile(self._member, event)
            await self._guarded(self._file.begin())

    async def _data(self, data: bytes) -> None:
        if self._words is not None:
            self._spend(len(data))
            self._words += data
        elif self._file is not None:
            await self._guarded(self._file.put(data))

    async def _end(self) -> None:
        if self._words is not None:
            self.fields.append((self._name, self._words.decode("utf-8", "replace")))
        elif self._file is not None and (upload_id := await self._guarded(self._file.end())):
            self.fields.append((UPLOAD, upload_id))
            self._whole.append(self._file)
        self._words = self._file = None

    async def _guarded(self, step: Awaitable[str | None]) -> str | None:
        """Let one file fail by itself; the rest of it is read and forgotten."""
        try:
            return await step
        except Refused as refused:
            self.fields.append((REFUSED, str(refused.text)))
        except RuleBroken as broken:
            self.fields.append((REFUSED, str(broken)))
        if self._file is not None:
            await self._file.undo()
            self._file = None
        return None

    def _spend(self, length: int) -> None:
        self._room -= length
        if self._room < 0 or len(self.fields) >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
            raise Refused(413, _("This form holds more words than a form may."))
