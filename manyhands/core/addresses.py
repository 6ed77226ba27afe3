"""Addresses for those who are not on the site: in mails and exports."""

from __future__ import annotations

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of this site."""
    return f"{settings.HERE}{path}"
