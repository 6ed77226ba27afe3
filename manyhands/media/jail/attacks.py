"""What a broken decoder would try, tried on purpose from inside the jail; each answer says whether it was
refused.
"""

from __future__ import annotations

import ctypes
import os
import socket
from collections.abc import Callable
from pathlib import Path

OPEN = "open"  # the attack worked
_CLONE_NEWUSER = 0x10000000
_libc = ctypes.CDLL(None, use_errno=True)


def main(*, canary: str, port: int, udp_port: int, unix_socket: str, parent: int) -> dict[str, str]:
    """Try everything; the answer maps each attack to ``open`` or to why it failed."""
    attacks: dict[str, Callable[[], object]] = {
        "read another file": lambda: Path(canary).read_bytes(),
        "list the folders of this machine": lambda: list(Path(canary).parent.iterdir()),
        "write another file": lambda: Path(canary).write_bytes(b"overwritten"),
        "change a file's rights": lambda: Path(canary).chmod(0o777),
        "cut a file": lambda: os.truncate(canary, 0),
        "change the input": lambda: Path("in/media").write_bytes(b"overwritten"),
        "leave a link in the output": lambda: Path("out/link").symlink_to("/etc/passwd"),
        "connect to a port": lambda: _connect(socket.AF_INET, ("127.0.0.1", port)),
        "send a datagram": lambda: _send(udp_port),
        "connect to a socket": lambda: _connect(socket.AF_UNIX, unix_socket),
        "see another process": lambda: Path(f"/proc/{parent}/cmdline").read_bytes(),
        "signal another process": lambda: os.kill(parent, 0),
        "start a process": _fork,
        "become a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
        "make a namespace": lambda: _unshare(_CLONE_NEWUSER),
    }
    return {name: _attempt(attack) for name, attack in attacks.items()}


def _attempt(attack: Callable[[], object]) -> str:
    try:
        attack()
    except OSError as error:
        return f"refused: {error.strerror or error}"
    return OPEN


def _send(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"secret", ("127.0.0.1", port))


def _connect(family: int, address: str | tuple[str, int]) -> None:
    with socket.socket(family) as caller:
        caller.settimeout(2)
        caller.connect(address)


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)
    os.wait()


def _unshare(flags: int) -> None:
    if _libc.unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
