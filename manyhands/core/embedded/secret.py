"""``secrets.json`` of a data folder: made once, readable by its owner alone, never printed."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

FILE = "secrets.json"


@dataclass(frozen=True, repr=False)
class Secrets:
    """What only this company knows: whoever has these can be anybody in it."""

    django_key: str
    """Django's ``SECRET_KEY``: signs sessions and forms."""
    media_key: str
    """Signs media addresses."""
    passwords: dict[str, str]
    """PostgreSQL password by role."""


@lru_cache(maxsize=8)
def secrets_of(data: Path) -> Secrets:
    """The secrets of the company in ``data``, made at the first call.

    :raises OSError: the folder cannot be written, or the file cannot be read by this user
    """
    file = data / FILE
    if not file.exists():
        make(file)
    return Secrets(**json.loads(file.read_text()))


def make(file: Path, *, django_key: str = "", media_key: str = "") -> None:
    """Write fresh secrets, with the keys of a restored company if they are given."""
    fresh = Secrets(
        django_key=django_key or secrets.token_urlsafe(48),
        media_key=media_key or secrets.token_urlsafe(48),
        passwords={role: secrets.token_urlsafe(24) for role in ("owner", "app", "reader", "postgres")},
    )
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".secrets-")  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "w") as out:
            json.dump(asdict(fresh), out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        # link() refuses to replace: of two first starts at once, one wins and both read the winner's file.
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
    finally:
        Path(draft).unlink()
