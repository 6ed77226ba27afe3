"""Addresses of bytes: ``/media/<blob>/<profile>/<day>.<HMAC>``, optionally with a name to download under.

Whoever may see a thing is given the address of its bytes; the address itself is the permission, so that bytes
are served without the database. It is the same for a whole day, so that browsers keep what they have, and
works for that day and the next. (The signature is HMAC-SHA-256, RFC 2104, cut to 128 bits.)
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

ORIGINAL = "original"
_EPOCH = dt.date(2026, 1, 1)
_DAYS_VALID = 2
_ADDRESS = re.compile(
    r"/media/(?P<sha256>[0-9a-f]{64})/(?P<profile>[a-z0-9-]{1,40})"
    r"/(?P<day>[0-9]{1,5})\.(?P<mac>[A-Za-z0-9_-]{22})(?:/(?P<name>.+))?",
    re.DOTALL,
)


@dataclass(frozen=True)
class Signed:
    """What a valid address asks for. ``name``: hand it out as a download of this name."""

    sha256: str
    profile: str
    name: str = ""


def sign(sha256: str, profile: str, *, key: str, on: dt.date, name: str = "") -> str:
    """The path to the bytes of a blob, for a day and the next.

    :param profile: ``original``, or the rendition profile that says which type the bytes have
    """
    day = (on - _EPOCH).days
    path = f"/media/{sha256}/{profile}/{day}.{_mac(key, sha256, profile, day, name)}"
    return f"{path}/{quote(name, safe='')}" if name else path


def verify(path: str, *, key: str, on: dt.date) -> Signed | None:
    """What an address asks for, or None if it was not given by us, or for an earlier day.

    :param path: as a page holds it, or decoded once, as the front gives it
    """
    parts = _ADDRESS.fullmatch(path)
    if parts is None:
        return None
    day, today = int(parts["day"]), (on - _EPOCH).days
    if not today - _DAYS_VALID < day <= today:
        return None
    given = parts["name"] or ""
    for name in (given, unquote(given)):  # “100%25.wav” may be the name itself, or “100%.wav” encoded
        if hmac.compare_digest(_mac(key, parts["sha256"], parts["profile"], day, name), parts["mac"]):
            return Signed(sha256=parts["sha256"], profile=parts["profile"], name=name)
    return None


def _mac(key: str, sha256: str, profile: str, day: int, name: str) -> str:
    message = "\0".join([sha256, profile, str(day), name]).encode()
    digest = hmac.new(key.encode(), message, hashlib.sha256).digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
