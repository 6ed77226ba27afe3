"""Which jail this machine has, proven by attacking it."""

from __future__ import annotations

import functools
from enum import StrEnum

from manyhands.config.env import SettingWrong, env_str


class Kind(StrEnum):
    """The jails, best first."""

    BUBBLEWRAP = "bubblewrap"  # namespaces outside; Landlock (where there), seccomp and limits inside
    LANDLOCK = "landlock"  # Landlock, seccomp and limits
    NONE = "none"


class NoJail(Exception):
    """This machine has no jail that holds, so nothing that strangers upload is opened. Says why and what
    to do.
    """


def wanted() -> list[Kind]:
    """``MANYHANDS_JAIL`` forces one kind; without it the best one that holds is taken."""
    forced = env_str("MANYHANDS_JAIL")
    if not forced:
        return [Kind.BUBBLEWRAP, Kind.LANDLOCK]
    if forced not in set(Kind):
        raise SettingWrong(f"MANYHANDS_JAIL must be bubblewrap, landlock or none, not “{forced}”.")
    return [Kind(forced)]


def best() -> Kind:
    """Give the best jail that held against our own attacks; asked once per process.

    :raises NoJail: none did
    """
    return _best(tuple(wanted()))


def is_there() -> bool:
    """Whether this machine has a jail that holds; a failure is not remembered, so it may change."""
    try:
        best()
    except NoJail:
        return False
    return True


@functools.cache
def _best(kinds: tuple[Kind, ...]) -> Kind:
    from manyhands.media.jail.selftest import examine

    reasons = []
    for kind in kinds:
        found = examine(kind)
        if found.holds:
            return kind
        reasons.append(f"{kind}: {found.reason}")
    raise NoJail(
        "No jail holds on this machine, so uploads are not opened. Install bubblewrap "
        f"(apt install bubblewrap) or use Linux 5.13 or newer with Landlock. Tried: {'; '.join(reasons)}"
    )
