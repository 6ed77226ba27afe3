"""Landlock: which files this process may touch from now on (Linux 5.13 and newer; network and signals
later).
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from dataclasses import dataclass
from pathlib import Path

from manyhands.media.jail import kernel, syscalls

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_REGULAR = 1 << 5, 1 << 8
_REFER, _TRUNCATE, _IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15
_ALL_OF_ABI_1 = (1 << 13) - 1
_FOR_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEVICE

_ALL_TCP = 0b11  # bind, connect: from ABI 4
_ALL_SCOPES = 0b11  # abstract sockets, signals: from ABI 6

READ = _READ_FILE | _READ_DIR
RUN = READ | _EXECUTE
# What a decoder makes is plain files; links, pipes and devices in the output folder could trap whoever
# reads it.
WRITE = READ | _WRITE_FILE | _TRUNCATE | _MAKE_REGULAR | _REMOVE_FILE


@dataclass(frozen=True)
class Grant:
    """Access to a file, or to everything below a folder."""

    path: Path
    rights: int


def abi() -> int:
    """Give the version of Landlock in this kernel; 0 means none, or switched off."""
    try:
        return kernel.syscall(syscalls.number("landlock_create_ruleset"), None, ctypes.c_size_t(0), 1)
    except OSError:
        return 0


def restrict(grants: list[Grant]) -> None:
    """Refuse this thread (call it before any other starts) everything but ``grants``, for ever.

    Needs no-new-privileges to be set. A path that does not exist is passed over.

    :raises OSError: the kernel has no Landlock
    """
    version = abi()
    handled = _handled(version)
    fields = [handled, _ALL_TCP, _ALL_SCOPES][: 3 if version >= 6 else 2 if version >= 4 else 1]
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    size = ctypes.c_size_t(len(attributes))
    rules = kernel.syscall(syscalls.number("landlock_create_ruleset"), attributes, size, 0)
    try:
        for grant in grants:
            _add(rules, grant, handled)
        kernel.syscall(syscalls.number("landlock_restrict_self"), rules, 0)
    finally:
        os.close(rules)


def _handled(version: int) -> int:
    handled = _ALL_OF_ABI_1
    for since, right in ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEVICE)):
        if version >= since:
            handled |= right
    return handled


def _add(rules: int, grant: Grant, handled: int) -> None:
    try:
        fd = os.open(grant.path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        rights = grant.rights & handled
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            rights &= _FOR_FILES
        rule = struct.pack("=Qi", rights, fd)
        kernel.syscall(syscalls.number("landlock_add_rule"), rules, 1, rule, 0)
    finally:
        os.close(fd)
