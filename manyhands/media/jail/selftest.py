"""Does the jail hold? Our own attacks, against a planted file, listeners and this very process."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from manyhands.media.jail import attacks, bubblewrap, landlock
from manyhands.media.jail.kinds import Kind, NoJail
from manyhands.media.jail.limits import Limits

CANARY = b"what no decoder may read"
_LIMITS = Limits(cpu_s=10, wall_s=20, memory_mb=1024, output_mb=1)


@dataclass(frozen=True)
class Health:
    """What the self-test found about one kind of jail."""

    kind: Kind
    holds: bool
    reason: str  # why it does not hold; else what it stands on


def examine(kind: Kind) -> Health:
    """Attack a jail of this kind; takes about 0.1 s."""
    try:
        answers = attack(kind)
    except Exception as error:  # whatever it is, a jail that cannot be proven does not hold
        return Health(kind, holds=False, reason=_first_line(error))
    won = sorted(name for name, answer in answers.items() if answer == attacks.OPEN)
    if won:
        return Health(kind, holds=False, reason=f"a decoder could {', '.join(won)}")
    return Health(kind, holds=True, reason=f"{len(answers)} of {len(answers)} attacks refused")


def attack(kind: Kind) -> dict[str, str]:
    """Run every attack in a jail of this kind.

    :raises NoJail: there is no such jail here
    """
    from manyhands.media.jail.entrance import call

    _check_there(kind)
    with _bait() as bait, tempfile.TemporaryDirectory(prefix="jail-out-") as out:
        answers: dict[str, str] = call(
            attacks.__name__, bait.arguments, source=bait.source, out=Path(out), limits=_LIMITS, kind=kind
        )
        return {**answers, **bait.damage(), **_traps(Path(out))}


def _check_there(kind: Kind) -> None:
    if kind == Kind.BUBBLEWRAP and bubblewrap.program() is None:
        raise NoJail("bubblewrap (bwrap) is not installed")
    if kind == Kind.LANDLOCK and not landlock.abi():
        raise NoJail("this kernel has no Landlock, or it is switched off")


@dataclass(frozen=True)
class _Bait:
    folder: Path
    arguments: dict[str, Any]

    @property
    def source(self) -> Path:
        return self.folder / "source"

    def damage(self) -> dict[str, str]:
        """Look from outside whether something changed, whatever the answers said."""
        intact = all((self.folder / name).read_bytes() == CANARY for name in ("canary", "source"))
        return {"change files outside": "refused: unchanged" if intact else attacks.OPEN}


def _traps(out: Path) -> dict[str, str]:
    plain = all(entry.is_file(follow_symlinks=False) for entry in os.scandir(out))
    return {"leave traps in the output": "refused: plain files only" if plain else attacks.OPEN}


@contextlib.contextmanager
def _bait() -> Iterator[_Bait]:
    """A canary file that anyone may read, and three listeners."""
    with tempfile.TemporaryDirectory(prefix="jail-bait-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        for each in ("canary", "source"):
            (folder / each).write_bytes(CANARY)
            (folder / each).chmod(0o644)
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        unix = stack.enter_context(socket.socket(socket.AF_UNIX))
        unix.bind(str(folder / "socket"))
        unix.listen()
        yield _Bait(
            folder,
            {
                "canary": str(folder / "canary"),
                "port": tcp.getsockname()[1],
                "udp_port": udp.getsockname()[1],
                "unix_socket": str(folder / "socket"),
                "parent": os.getpid(),
            },
        )


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[-1] if lines else type(error).__name__
