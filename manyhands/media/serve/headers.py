"""What an answer says about its bytes. Their type is what we found, never what the uploader said."""

from __future__ import annotations

import re
from urllib.parse import quote

from django.conf import settings

from manyhands.media.kinds import Kind
from manyhands.media.sniff import sniff_bytes

UNKNOWN = "application/octet-stream"
KEPT_FOR_S = 86_400  # an address is the same for a day
# What we made ourselves needs no guessing: sound in MP4 begins like a film in MP4.
OURS = {
    "aac": "audio/mp4",
    "avif": "image/avif",
    "captions": "text/vtt",
    "h264": "video/mp4",
    "hls": "application/vnd.apple.mpegurl",
    "jpeg": "image/jpeg",
    "moving": "image/webp",
    "opus": "audio/webm",
    "peaks": "application/json",
    "peaks-fine": UNKNOWN,
    "poster": "image/webp",
    "scrub": "image/webp",
    "scrub-table": "application/json",
    "webp": "image/webp",
}

Headers = list[tuple[str, str]]


def type_of_rendition(profile: str) -> str | None:
    """The type of what a profile of the ladder makes; None of an original."""
    return OURS.get(profile) or OURS.get(profile.partition("-")[0])


def type_of_original(head: bytes) -> str:
    """The type of an original by its first bytes; what we would not play or show is only ever saved."""
    found = sniff_bytes(head)
    return found.mime if found and found.kind != Kind.ATTACHMENT else UNKNOWN


def describe(*, sha256: str, media_type: str, name: str, modified: str) -> Headers:
    """All headers but those of length and range.

    Whatever the bytes are, they run no script: a browser does not guess another type, and what is opened in a
    tab of its own is in a sandbox without any rights.

    :param name: save under this name instead of showing; an unknown type is never shown
    :param modified: an HTTP date
    """
    headers = [
        *_harmless(media_type),
        ("Cache-Control", f"private, max-age={KEPT_FOR_S}, immutable"),
        ("ETag", etag(sha256)),
        ("Last-Modified", modified),
        ("Accept-Ranges", "bytes"),
    ]
    if name or media_type == UNKNOWN:
        headers.append(("Content-Disposition", disposition(name)))
    return headers


def about_playlist(media_type: str, *, kept_for_s: int) -> Headers:
    """All headers of a playlist, which is written anew for each who asks."""
    return [*_harmless(media_type), ("Cache-Control", f"private, max-age={kept_for_s}")]


def _harmless(media_type: str) -> Headers:
    return [
        ("Content-Type", media_type),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "sandbox; default-src 'none'"),
        *_who_may_embed(),
    ]


def etag(sha256: str) -> str:
    return f'"{sha256}"'


def _who_may_embed() -> Headers:
    """Our pages alone. From a second origin they are cross-origin, and a script that draws needs CORS."""
    if not settings.MEDIA_URL_BASE:
        return [("Cross-Origin-Resource-Policy", "same-origin")]
    headers = [("Cross-Origin-Resource-Policy", "cross-origin")]
    if settings.SITE_URL:
        headers.append(("Access-Control-Allow-Origin", settings.SITE_URL))
    return headers


def disposition(name: str) -> str:
    """``attachment`` with both forms of the name (RFC 6266): old programs read the first."""
    if not name:
        return "attachment"
    plain = re.sub(r'[^ -~]|["\\%]', "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
