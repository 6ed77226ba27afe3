"""The cookie of a browser in which somebody recorded before joining.

It is signed, so that what a backup or a log shows of a claim opens nothing, and no script can read it. It
allows to add bytes to the takes of its claim, to give them up, and to claim them once signed in; it never
allows to read.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Final

from django.conf import settings
from django.core import signing

from manyhands.media.rules import UNCLAIMED_FOR

CLAIM_COOKIE: Final = "takes"
_SECONDS = round(UNCLAIMED_FOR.total_seconds())


def claim_in(cookies: Mapping[str, str]) -> str:
    """The id of the claim that a browser holds; empty without one, with a forged one and with an old one."""
    signed = cookies.get(CLAIM_COOKIE, "")
    if not signed:
        return ""
    try:
        return str(_signer().unsign(signed, max_age=_SECONDS))
    except signing.BadSignature:
        return ""


def cookie_of(claim_id: str) -> str:
    """The whole ``Set-Cookie``: for as long as the newest take is kept, for our own pages, for no script."""
    cookie = SimpleCookie()
    cookie[CLAIM_COOKIE] = _signer().sign(claim_id)
    said = cookie[CLAIM_COOKIE]
    said.update({"path": "/", "max-age": str(_SECONDS), "samesite": "Lax"})
    said["httponly"] = True
    if settings.SESSION_COOKIE_SECURE:
        said["secure"] = True
    return said.OutputString()


def network_of(address: str) -> str:
    """A machine's network as a keyed hash: one IPv4 address, or the /64 that one connection is given."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a socket of this machine
        network = address
    else:
        network = (
            str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
        )
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"takes {network}".encode(), hashlib.sha256)
    return digest.hex()[:32]


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="takes")
