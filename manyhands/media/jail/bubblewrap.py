"""The outer wall where bubblewrap is installed: empty namespaces with nothing mounted but what a decoder
needs.

Inside, the child raises the same inner walls as without it. /proc is not mounted: nothing needs it, and
containers often forbid it.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from pathlib import Path

BOX = "/box"  # the child's working folder: in/media and out
CODE = "/jail"  # our package, at a path that says nothing about this machine
PACKAGE = Path(__file__).resolve().parents[2]

_SYSTEM = ("/lib", "/lib64", "/lib32", "/libx32", "/bin", "/sbin")
_NEEDED = ("/etc/ld.so.cache", "/etc/alternatives", "/nix/store")
_DEVICES = ("/dev/null", "/dev/urandom")


@functools.cache
def program() -> str | None:
    return shutil.which("bwrap")


@functools.cache
def _forbids_namespaces() -> bool:
    """``--disable-userns`` came with 0.8; before it seccomp alone refuses ``unshare``."""
    say = subprocess.run([program() or "", "--help"], capture_output=True, text=True, check=False, timeout=10)
    return "--disable-userns" in say.stdout + say.stderr


def wrap(argv: list[str], *, source: Path, out: Path, also: tuple[Path, ...] = ()) -> list[str]:
    """Put ``argv`` behind bubblewrap, which ends it when this process ends.

    :param also: files that must be readable besides the system and this Python, such as another ffmpeg
    """
    wall = [program() or "bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"]
    wall += ["--cap-drop", "ALL", "--hostname", "jail"]
    if _forbids_namespaces():
        wall.append("--disable-userns")
    wall += _system_mounts()
    for path in (*_pythons(), *also):
        wall += ["--ro-bind", str(path), str(path)]
    for device in _DEVICES:
        wall += ["--dev-bind", device, device]
    wall += ["--ro-bind", str(PACKAGE), f"{CODE}/{PACKAGE.name}"]
    wall += ["--ro-bind", str(source), f"{BOX}/in/media", "--bind", str(out), f"{BOX}/out"]
    return [*wall, "--remount-ro", "/", "--chdir", BOX, "--", *argv]


def _system_mounts() -> list[str]:
    mounts = ["--ro-bind", "/usr", "/usr"]
    for each in map(Path, _SYSTEM):
        if each.is_symlink():
            mounts += ["--symlink", str(each.readlink()), str(each)]
        elif each.is_dir():
            mounts += ["--ro-bind", str(each), str(each)]
    for name in _NEEDED:
        mounts += ["--ro-bind-try", name, name]
    return mounts


def _pythons() -> list[Path]:
    """This interpreter and its virtual environment, where they do not lie below /usr."""
    roots = {Path(sys.base_prefix), Path(sys.prefix), Path(sys.executable).resolve().parent.parent}
    return sorted(root for root in roots if not root.is_relative_to("/usr"))
