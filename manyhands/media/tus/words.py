"""The words of tus 1.0: what its headers say, and how a request is refused."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from manyhands.media.rules import clean_name

VERSION = "1.0.0"
EXTENSIONS = (
    "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination"  # each one tested
)
CHECKSUMS = ("sha1", "sha256")
CONTENT_TYPE = "application/offset+octet-stream"
LONGEST_METADATA = 4096

_NUMBER = re.compile(r"[0-9]{1,18}")  # below 2^63, and nothing that int() takes besides digits


class Refused(Exception):
    """A request that cannot be answered as asked; ``text`` is for a person and says what to do."""

    def __init__(self, status: int, text: Any, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.text, self.headers = status, text, dict(headers or {})


@dataclass(frozen=True)
class Checksum:
    """What the client says this request's body hashes to."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True)
class Metadata:
    """What the client says about the file. Only the name and the type are used, and neither is believed."""

    raw: str = ""
    name: str = ""
    declared_type: str = ""


def number(headers: Mapping[str, str], name: str) -> int | None:
    """A header that counts bytes, or None if it is not there.

    :raises Refused: 400, it is not a whole number
    """
    text = headers.get(name)
    if text is None:
        return None
    if not _NUMBER.fullmatch(text):
        raise Refused(400, _("%(header)s must be a whole number of bytes.") % {"header": name})
    return int(text)


def checksum(headers: Mapping[str, str]) -> Checksum | None:
    """
    :raises Refused: 400, an algorithm that we do not know or a digest that is none
    """
    text = headers.get("upload-checksum")
    if text is None:
        return None
    algorithm, _space, encoded = text.strip().partition(" ")
    try:
        digest = base64.b64decode(encoded.strip(), validate=True)
    except binascii.Error:
        digest = b""
    if algorithm not in CHECKSUMS or len(digest) != {"sha1": 20, "sha256": 32}[algorithm]:
        raise Refused(
            400,
            _("Upload-Checksum must be one of %(algorithms)s and a Base64 digest.")
            % {"algorithms": ", ".join(CHECKSUMS)},
        )
    return Checksum(algorithm, digest)


def metadata(header: str) -> Metadata:
    """Read ``filename c29uZy53YXY=,filetype YXVkaW8vd2F2``; tuspy sends an empty header where it has none.

    :raises Refused: 400, malformed, or too long to keep
    """
    if len(header) > LONGEST_METADATA:
        raise Refused(
            400, _("Upload-Metadata is longer than %(limit)s characters.") % {"limit": LONGEST_METADATA}
        )
    values: dict[str, str] = {}
    for pair in filter(None, (each.strip() for each in header.split(","))):
        key, _space, encoded = pair.partition(" ")
        try:
            values[key] = base64.b64decode(encoded, validate=True).decode("utf-8", "replace")
        except binascii.Error:
            raise Refused(400, _("Upload-Metadata holds a value that is not Base64.")) from None
    return Metadata(
        raw=header,
        name=clean_name(values.get("filename") or values.get("name") or ""),
        declared_type=values.get("filetype", values.get("type", ""))[:120].replace("\x00", ""),
    )


def method_of(method: str, headers: Mapping[str, str]) -> str:
    """The method that counts: old proxies let only GET and POST through, so the protocol has an override."""
    return headers.get("x-http-method-override", method).upper()
