"""Which database a process talks to, and in which role: ``owner`` migrates, ``app`` works, ``reader``
reads.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from manyhands.config.env import SettingWrong, env_str
from manyhands.core.embedded import Role, address
from manyhands.core.own_server import role_of

ROLES: dict[str, Role] = {"owner": "owner", "app": "app", "reader": "reader"}


def database_from_environment(data: Path) -> dict[str, Any]:
    """Django's connection settings for this process (``MANYHANDS_ROLE``, default ``app``)."""
    role = env_str("MANYHANDS_ROLE", "app")
    if role not in ROLES:
        raise SettingWrong(f"MANYHANDS_ROLE must be owner, app or reader, not “{role}”.")
    url = env_str("DATABASE_URL")
    place: dict[str, Any] = own_server(url, role) if url else {**address(data, ROLES[role])}
    options = place.pop("OPTIONS", {})
    return {
        "ENGINE": "django.db.backends.postgresql",
        **place,
        "CONN_MAX_AGE": None,  # the front's threads live as long as their worker does
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }


def own_server(url: str, role: str) -> dict[str, Any]:
    """Settings for an operator's own PostgreSQL.

    One address is enough: it logs in as the owner and at once takes the role it needs. ``DATABASE_APP_URL``
    may name a
    login of its own for the web, which then cannot go back to being the owner.
    """
    own_login = env_str("DATABASE_APP_URL") if role == "app" else ""
    parts = urlsplit(own_login or url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingWrong("DATABASE_URL must look like postgresql://name:password@host:5432/database.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or parts.hostname or ""
    if role != "owner" and not own_login:
        options["options"] = f"-c role={role_of(role)}"
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
