"""The native handler of ``/media/``: a signed address in, bytes out, without the database."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.http import http_date

from manyhands.core.front import HTTPProtocol, Scope, headers_of
from manyhands.media.addresses import Signed, verify
from manyhands.media.serve import playlists
from manyhands.media.serve.conditions import Outside, Piece, Wanted, not_modified, wanted
from manyhands.media.serve.denials import denials
from manyhands.media.serve.headers import (
    Headers,
    about_playlist,
    describe,
    etag,
    type_of_original,
    type_of_rendition,
)
from manyhands.media.serve.relay import relay
from manyhands.media.sniff import HEAD
from manyhands.media.store import Gone
from manyhands.media.store.current import store

PREFIX = "/media/"
TYPES_KEPT = 10_000  # per process, some 100 bytes each

_types: dict[str, str] = {}


@dataclass(frozen=True)
class Found:
    """Bytes that may be handed out. ``path`` is None where they lie in a bucket."""

    asked: Signed
    path: Path | None
    size: int
    media_type: str


async def handle(scope: Scope, proto: HTTPProtocol) -> None:
    if scope.method not in {"GET", "HEAD"}:
        proto.response_empty(405, [("Allow", "GET, HEAD")])
        return
    found = await _find(scope.path)
    if found is None:
        _not_there(proto)
    elif playlists.is_playlist(found.asked.profile):
        await _answer_playlist(scope, proto, found)
    else:
        await _answer(scope, proto, found)


async def _find(path: str) -> Found | None:
    """The bytes of an address; None if it is forged, or old, or its bytes are denied or lost: all alike."""
    today = dt.datetime.now(dt.UTC).date()
    asked = verify(path, key=settings.MEDIA_KEY, on=today)
    if asked is None or await denials().holds(asked.sha256):
        return None
    try:
        file, size = await asyncio.to_thread(_place, asked.sha256)
        return Found(asked, file, size, await _type(asked))
    except Gone:
        return None


def _place(sha256: str) -> tuple[Path | None, int]:
    file = store().path_of(sha256)
    return file, file.stat().st_size if file else store().size_of(sha256)


async def _type(asked: Signed) -> str:
    if (ours := type_of_rendition(asked.profile)) is not None:
        return ours
    if asked.sha256 not in _types:
        head = b"".join([chunk async for chunk in store().stream(asked.sha256, 0, HEAD)])
        if len(_types) >= TYPES_KEPT:
            _types.clear()
        _types[asked.sha256] = type_of_original(head)
    return _types[asked.sha256]


async def _answer(scope: Scope, proto: HTTPProtocol, found: Found) -> None:
    asked, headers_in = found.asked, headers_of(scope)
    # Bytes under a hash never change, so any moment before now is true; midnight is the same everywhere.
    modified = int(dt.datetime.combine(dt.datetime.now(dt.UTC), dt.time.min, dt.UTC).timestamp())
    headers = describe(
        sha256=asked.sha256, media_type=found.media_type, name=asked.name, modified=http_date(modified)
    )
    if not_modified(headers_in, etag=etag(asked.sha256), modified=modified):
        proto.response_empty(304, headers)
    elif scope.method == "HEAD":  # ranges are for GET alone (RFC 9110 section 14.2)
        proto.response_empty(200, [*headers, ("Content-Length", str(found.size))])
    else:
        piece = wanted(headers_in, size=found.size, etag=etag(asked.sha256), modified=modified)
        await _send(proto, found, headers, piece)


async def _answer_playlist(scope: Scope, proto: HTTPProtocol, found: Found) -> None:
    """Its addresses are those of today, so it is written anew, and nothing is said of its age."""
    asked = found.asked
    table = b"".join([chunk async for chunk in store().stream(asked.sha256, 0, found.size)])
    today = dt.datetime.now(dt.UTC).date()
    text = await asyncio.to_thread(
        playlists.write, table, sha256=asked.sha256, profile=asked.profile, key=settings.MEDIA_KEY, on=today
    )
    if text is None:
        _not_there(proto)
        return
    headers = about_playlist(found.media_type, kept_for_s=playlists.KEPT_FOR_S)
    if scope.method == "HEAD":
        proto.response_empty(200, [*headers, ("Content-Length", str(len(text)))])
    else:
        proto.response_str(200, headers, text)


async def _send(proto: HTTPProtocol, found: Found, headers: Headers, piece: Wanted) -> None:
    if isinstance(piece, Outside):
        proto.response_empty(416, [("Content-Range", f"bytes */{found.size}"), *headers])
        return
    first, last = (piece.first, piece.last) if isinstance(piece, Piece) else (0, found.size - 1)
    status = 206 if isinstance(piece, Piece) else 200
    headers = [*headers, ("Content-Length", str(last - first + 1))]
    if status == 206:
        headers.append(("Content-Range", f"bytes {first}-{last}/{found.size}"))
    if found.path is None:
        await relay(proto, status, headers, store().stream(found.asked.sha256, first, last + 1))
    elif status == 206:
        proto.response_file_range(status, headers, str(found.path), first, last + 1)
    else:
        proto.response_file(status, headers, str(found.path))


def _not_there(proto: HTTPProtocol) -> None:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
    proto.response_str(404, headers, "Not found.\n")
