"""The signed address in every mail that ends this kind of mail, without signing in (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from manyhands.core.addresses import absolute

ALL = "*"
_SALT = "notices.unsubscribe"


@dataclass(frozen=True)
class Unsubscribing:
    member_id: int
    kind: str  # or ALL: the mail of the day


def address(member_id: int, kind: str) -> str:
    """It holds for ever: a mail may be years old."""
    token = signing.dumps([member_id, kind], salt=_SALT)
    return absolute(reverse("unsubscribe", args=[token]))


def read(token: str) -> Unsubscribing | None:
    """What an address asks for; None if we never gave it out."""
    try:
        member_id, kind = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Unsubscribing(member_id, kind)
