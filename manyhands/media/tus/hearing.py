"""What has arrived of an upload, for its owner to listen to: a take is judged before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from manyhands.core.front import HTTPProtocol
from manyhands.media.models import Upload
from manyhands.media.serve.conditions import Outside, Piece, wanted
from manyhands.media.serve.headers import UNKNOWN, Headers, type_of_original
from manyhands.media.sniff import HEAD
from manyhands.media.tus.place import node_name, parts
from manyhands.media.tus.receiving import on_disk
from manyhands.media.tus.words import Refused


async def hear(proto: HTTPProtocol, asked: Mapping[str, str], upload: Upload) -> None:
    """Answer a GET with the bytes that are on this disk, whole or in ranges.

    :raises Refused: 404 it is finished, so it is heard where it is used, or its bytes are gone; 421 they lie
        on another node
    """
    if upload.node != node_name():
        raise Refused(421, _("What arrived of this file lies on another of our machines."))
    path = parts().folder / upload.pk
    try:
        size, media_type = await on_disk(_look, path)
    except FileNotFoundError:
        raise Refused(404, _("Nothing of this file waits here.")) from None
    headers = _describe(media_type)
    piece = wanted(asked, size=size, etag=f'"{size}"', modified=0)
    if isinstance(piece, Outside):
        proto.response_empty(416, [("Content-Range", f"bytes */{size}"), *headers])
    elif isinstance(piece, Piece):
        length = [
            ("Content-Length", str(piece.length)),
            ("Content-Range", f"bytes {piece.first}-{piece.last}/{size}"),
        ]
        proto.response_file_range(206, [*headers, *length], str(path), piece.first, piece.last + 1)
    else:
        # By range, too: more may arrive while it is sent, and the length was said already.
        whole = [*headers, ("Content-Length", str(size))]
        if size:
            proto.response_file_range(200, whole, str(path), 0, size)
        else:
            proto.response_empty(200, whole)


def _look(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, type_of_original(file.read(HEAD))


def _describe(media_type: str) -> Headers:
    """Nobody has looked into these bytes yet; whatever they are, they run no script."""
    headers = [
        ("Content-Type", media_type),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "sandbox; default-src 'none'"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
        ("Accept-Ranges", "bytes"),
    ]
    return [*headers, ("Content-Disposition", "attachment")] if media_type == UNKNOWN else headers
