"""The three kinds of names that rows have beside their number."""

from __future__ import annotations

import re
import secrets
import unicodedata
import uuid

from uuid6 import uuid7 as _uuid7

SLUG_LENGTH = 60


def uuid7() -> uuid.UUID:
    """A name for exports and provenance, sortable by time (RFC 9562)."""
    return uuid.UUID(int=_uuid7().int)


def random_id() -> str:
    """128 random bits as 32 hex digits: for what only those may reach who were told the address."""
    return secrets.token_hex(16)


def slug(title: str) -> str:
    """The readable tail of an address. It is never looked up, so any script may stay as it is."""
    text = unicodedata.normalize("NFKC", title).lower()
    return re.sub(r"[^\w]+", "-", text).strip("-_")[:SLUG_LENGTH].rstrip("-")
