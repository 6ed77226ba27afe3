"""The mail server, from one address."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from manyhands.config.env import SettingWrong

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_server(url: str) -> dict[str, Any]:
    """Arguments of Django's SMTP backend for ``MAIL_URL``; empty without one.

    ``smtp://`` speaks in the clear (to a relay on the same machine), ``smtp+tls://`` starts TLS,
    ``smtps://`` is TLS.
    """
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise SettingWrong("MAIL_URL must look like smtps://name:password@mail.example.org.")
    return {
        "host": parts.hostname,
        "port": parts.port or PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": 20,
    }
