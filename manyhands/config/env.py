"""The environment, typed: each setting an operator can make is read here and fails loudly when malformed."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit


class SettingWrong(SystemExit):
    """A setting in the environment cannot be used; its text is one sentence for the operator."""


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_int(name: str, default: int) -> int:
    text = env_str(name, str(default))
    try:
        return int(text)
    except ValueError:
        raise SettingWrong(f"{name} must be a whole number, not “{text}”.") from None


def env_address(name: str) -> str:
    """The address of a site, without a slash at its end; empty when none is given."""
    text = env_str(name).rstrip("/")
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path):
        raise SettingWrong(f"{name} must look like https://company.example, not “{text}”.")
    return text


def env_bool(name: str, *, default: bool = False) -> bool:
    text = env_str(name, "yes" if default else "no").lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise SettingWrong(f"{name} must be yes or no, not “{text}”.")


def data_dir() -> Path:
    """The folder that holds everything of a company that runs on the defaults (``MANYHANDS_DATA``)."""
    return Path(env_str("MANYHANDS_DATA", "data")).resolve()
