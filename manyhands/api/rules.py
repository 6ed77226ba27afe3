"""What a token may do. No Django here."""

from __future__ import annotations

SCOPES = {
    "read": "see what its member alone may see",
    "upload": "upload files",
    "publish": "write drafts, publish and change works",
    "talk": "comment and give hearts",
}
ALL_SCOPES = " ".join(SCOPES)


def known_scopes(text: str) -> list[str]:
    """The scopes named in a space-separated list, in our order, without the unknown ones."""
    named = set(text.split())
    return [scope for scope in SCOPES if scope in named]


def allows(scopes: str, scope: str) -> bool:
    return scope in scopes.split()
