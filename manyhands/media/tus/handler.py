"""The native handler of ``/api/v1/uploads/``: one function for each method of the protocol."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from manyhands.core.errors import RuleBroken
from manyhands.core.front import HTTPProtocol, Scope, act, address_of, headers_of, in_thread, language_of
from manyhands.media import actions
from manyhands.media.claims import cookie_of, network_of
from manyhands.media.models import Upload
from manyhands.media.tus import words
from manyhands.media.tus.access import Stranger, sender, upload_of, uploader
from manyhands.media.tus.hearing import hear
from manyhands.media.tus.holding import finish, held, stream_of
from manyhands.media.tus.part import Missing
from manyhands.media.tus.receiving import Expected, on_disk, past_the_end, receive
from manyhands.media.tus.words import Refused
from manyhands.people.models import Member

PREFIX = "/api/v1/uploads"
METHODS = "OPTIONS, POST, GET, HEAD, PATCH, DELETE"
PATIENCE_S = 1  # somebody who only asks how far it has come holds an upload, too, for a moment
CATCH_UP = 64 * 2**20  # bytes that may be hashed again before a body is read; more waits for the end

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Request:
    """What a handler needs of a request. Header names are in lower case."""

    method: str
    upload_id: str
    headers: Mapping[str, str]
    proto: HTTPProtocol
    address: str

    @property
    def announced(self) -> int | None:
        """Content-Length; None where the body is chunked."""
        return words.number(self.headers, "content-length")

    @property
    def has_body(self) -> bool:
        return bool(self.announced) or "transfer-encoding" in self.headers


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


async def handle(scope: Scope, proto: HTTPProtocol) -> None:
    headers = headers_of(scope)
    request = Request(
        method=words.method_of(scope.method, headers),
        upload_id=scope.path.removeprefix(PREFIX).strip("/"),
        headers=headers,
        proto=proto,
        address=address_of(scope),
    )
    with translation.override(language_of(headers)):
        try:
            if request.method == "GET":  # not of the protocol: a player asks, which knows none
                await hear(proto, headers, await in_thread(_upload_of_member, request))
                return
            answer = await _answer(request)
        except Refused as refused:
            answer = Answer(refused.status, refused.headers, str(refused.text))
        except RuleBroken as broken:
            answer = Answer(broken.status, {}, str(broken))
    _send(request, answer)


def _send(request: Request, answer: Answer) -> None:
    headers = {
        "Tus-Resumable": words.VERSION,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        **answer.headers,
    }
    if answer.text and request.method != "HEAD":
        headers["Content-Type"] = "text/plain; charset=utf-8"
        request.proto.response_str(answer.status, list(headers.items()), answer.text + "\n")
    else:
        request.proto.response_empty(answer.status, list(headers.items()))


async def _answer(request: Request) -> Answer:
    if request.method == "OPTIONS":
        return _options()
    if request.headers.get("tus-resumable") != words.VERSION:
        raise Refused(412, _("This server speaks tus 1.0.0."), {"Tus-Version": words.VERSION})
    if request.method == "POST" and not request.upload_id:
        return await _create(request, await in_thread(sender, request.headers))
    act_on = {"HEAD": _show, "PATCH": _continue, "DELETE": _end}.get(request.method)
    if act_on is None:
        raise Refused(405, _("Uploads have no such method."), {"Allow": METHODS})
    try:
        return await act_on(request, await in_thread(_upload_of_caller, request))
    except Missing:  # another request may just have finished it
        upload = await in_thread(_upload_of_caller, request)
        if upload.finished_at is None:
            raise Refused(410, _("What arrived of this file is gone. Begin it again.")) from None
        return await act_on(request, upload)


def _upload_of_caller(request: Request) -> Upload:
    upload_id = _id_in(request)
    return upload_of(sender(request.headers), upload_id)


def _upload_of_member(request: Request) -> Upload:
    """Bytes are given to members alone: who records before joining has them in their own browser."""
    upload_id = _id_in(request)
    return upload_of(uploader(request.headers), upload_id)


def _id_in(request: Request) -> str:
    if not _ID.fullmatch(request.upload_id):
        raise Refused(404, _("There is no such upload."))
    return request.upload_id


def _options() -> Answer:
    """What we speak. No CORS header on purpose: other sites' pages may not upload here."""
    return Answer(
        204,
        {
            "Tus-Version": words.VERSION,
            "Tus-Extension": words.EXTENSIONS,
            "Tus-Max-Size": str(settings.UPLOAD_MAX_BYTES),
            "Tus-Checksum-Algorithm": ",".join(words.CHECKSUMS),
            "Allow": METHODS,
        },
    )


async def _create(request: Request, by: Member | Stranger) -> Answer:
    """POST: creation, creation-defer-length and creation-with-upload."""
    announced = _announced_file(request.headers)
    cookie = {}
    if isinstance(by, Stranger):
        network = network_of(request.address)
        upload = await act(actions.start_strangers_take, announced, claim_id=by.claim_id, network=network)
        cookie = {"Set-Cookie": cookie_of(str(upload.claim_id))}
    else:
        upload = await act(actions.start_upload, announced, by=by)
    kept = 0
    if request.headers.get("content-type") == words.CONTENT_TYPE or announced.length == 0:
        kept = await _first_bytes(request, upload)
    place = {"Location": upload.get_absolute_url(), "Upload-Offset": str(kept)}
    return Answer(201, {**place, **cookie, **_expiry(upload)})


def _announced_file(headers: Mapping[str, str]) -> actions.Announced:
    length, deferred = words.number(headers, "upload-length"), headers.get("upload-defer-length")
    if (length is None) == (deferred is None) or deferred not in {None, "1"}:
        raise Refused(400, _("Send either Upload-Length or “Upload-Defer-Length: 1”."))
    said = words.metadata(headers.get("upload-metadata", ""))
    return actions.Announced(length, said.name, said.declared_type, said.raw)


async def _first_bytes(request: Request, upload: Upload) -> int:
    """Take the body of a creation. If only some of it can be kept, the client goes on with PATCH."""
    try:
        return await _take(request, upload, offset=0)
    except Refused as refused:
        if refused.status in {413, 460}:  # the client never hears this upload's address
            async with held(upload) as part:
                await on_disk(part.remove)
            await act(actions.remove_upload, upload)
            raise
        async with held(upload) as part:
            return part.size


async def _show(request: Request, upload: Upload) -> Answer:
    """HEAD: how far the upload has come; never more than would survive a power cut."""
    del request
    offset = upload.offset if upload.finished_at else await _durable_offset(upload)
    headers = {"Upload-Offset": str(offset)}
    if upload.length is None:
        headers["Upload-Defer-Length"] = "1"
    else:
        headers["Upload-Length"] = str(upload.length)
    if upload.metadata:
        headers["Upload-Metadata"] = upload.metadata
    return Answer(200, {**headers, **_expiry(upload)})


async def _durable_offset(upload: Upload) -> int:
    try:
        async with held(upload) as part:
            if part.size == upload.length:  # whoever took the last byte died before saying so
                await finish(upload, part)
            return part.size
    except Refused as refused:
        if refused.status == 423:  # somebody writes right now: what was acknowledged last is safe
            return upload.offset
        raise


async def _continue(request: Request, upload: Upload) -> Answer:
    """PATCH: the next bytes."""
    if request.headers.get("content-type") != words.CONTENT_TYPE:
        raise Refused(415, _("Send the bytes as %(type)s.") % {"type": words.CONTENT_TYPE})
    offset = words.number(request.headers, "upload-offset")
    if offset is None:
        raise Refused(400, _("Say with Upload-Offset where these bytes belong."))
    if upload.finished_at is None:
        offset = await _take(request, upload, offset=offset)
    elif offset != upload.length:
        raise _wrong_offset(upload.offset)
    elif request.has_body:
        raise past_the_end()
    return Answer(204, {"Upload-Offset": str(offset), **_expiry(upload)})


async def _take(request: Request, upload: Upload, *, offset: int) -> int:
    """Append a body to an upload; the new offset is durable when this returns.

    :raises Refused: for every reason there is
    """
    checksum = words.checksum(request.headers)
    with stream_of(upload.member_id or str(upload.claim_id)):
        async with held(upload, patience_s=PATIENCE_S) as part:
            if part.size != offset:
                raise _wrong_offset(part.size)
            await _learn_length(request, upload, part.size)
            most = upload.reserved if upload.length is None else upload.length
            await on_disk(part.catch_up, CATCH_UP)
            try:
                whole = await receive(
                    request.proto, part, Expected(most - offset, request.announced, checksum)
                )
            finally:
                if part.size != upload.length:  # the last byte is only acknowledged with all that follows it
                    await act(actions.note_offset, upload, part.size)
            if not whole:
                raise Refused(400, _("The body broke off. Resume the upload; what arrived is kept."))
            if part.size == upload.length:
                await finish(upload, part)
            return part.size


async def _learn_length(request: Request, upload: Upload, offset: int) -> None:
    """A recording says how long it is when it ends; until then it reserves room body by body."""
    length = words.number(request.headers, "upload-length")
    changed = length not in {None, upload.length} and upload.length is not None
    if changed or (length or offset) < offset:
        raise Refused(400, _("The length of a file cannot change."))
    if upload.length is not None:
        return
    if length is not None and upload.claim_id:
        raise Refused(403, _("Join, or sign in, to keep this take. Until then it stays unfinished."))
    if request.announced is None:
        raise Refused(411, _("While the length of the file is unknown, each body must say its own."))
    await act(actions.reserve_up_to, upload, offset + request.announced, length=length)
    await in_thread(upload.refresh_from_db)


def _wrong_offset(right: int) -> Refused:
    return Refused(409, _("The upload has come to another offset."), {"Upload-Offset": str(right)})


async def _end(request: Request, upload: Upload) -> Answer:
    """DELETE: the bytes go at once, the room is free again."""
    del request
    if upload.finished_at is not None:
        raise Refused(409, _("This file has arrived completely. Remove it where it is used."))
    async with held(upload, patience_s=PATIENCE_S) as part:
        await on_disk(part.remove)
    await act(actions.remove_upload, upload)
    return Answer(204)


def _expiry(upload: Upload) -> dict[str, str]:
    return {} if upload.finished_at else {"Upload-Expires": http_date(upload.expires_at.timestamp())}
