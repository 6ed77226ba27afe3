"""Where the embedded PostgreSQL lies, and how each role connects to it. Starts nothing, needs no server."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal, TypedDict

from manyhands.core.embedded.secret import secrets_of

DATABASE = "manyhands"
RESTORING = "restoring"  # a file of this name: a restore into the folder did not come to its end
PORT = 5432  # never listened on: it is only the number in the socket's file name
MAJOR = 18

Role = Literal["owner", "app", "reader", "postgres"]
"""``owner`` migrates, ``app`` runs the company, ``reader`` looks, ``postgres`` sets up and tests."""

# A socket's address is a fixed field of 108 bytes in the kernel, with the NUL at its end (unix(7)).
_LONGEST_SOCKET_PATH = 107


class Address(TypedDict):
    """The connection part of an entry of Django's ``DATABASES``."""

    HOST: str
    PORT: str
    NAME: str
    USER: str
    PASSWORD: str


def cluster_dir(data: Path) -> Path:
    """PostgreSQL's own folder inside ours; the major version in its name keeps an upgrade's two apart."""
    return data / f"postgres{MAJOR}"


def socket_dir(data: Path) -> Path:
    """The private folder of the server's socket.

    Inside the data folder, unless its path is too long for a socket. Then it is a folder of ``/tmp`` named
    after the data folder: not of ``$TMPDIR`` or ``$XDG_RUNTIME_DIR``, which differ between service and shell.
    """
    inside = data.resolve() / "run"
    if len(bytes(inside / f".s.PGSQL.{PORT}")) <= _LONGEST_SOCKET_PATH:
        return inside
    return Path("/tmp") / f"manyhands-{hashlib.sha256(bytes(data.resolve())).hexdigest()[:16]}"  # noqa: S108


def address(data: Path, role: Role) -> Address:
    """How ``role`` connects to the company in ``data``. Makes the secrets at first, starts nothing."""
    return {
        "HOST": str(socket_dir(data)),
        "PORT": str(PORT),
        "NAME": DATABASE,
        "USER": role,
        "PASSWORD": secrets_of(data).passwords[role],
    }
