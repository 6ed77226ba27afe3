"""The C library's door to the kernel, with errors as exceptions."""

from __future__ import annotations

import ctypes
import os

PR_SET_PDEATHSIG = 1
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def syscall(number: int, *arguments: object) -> int:
    """
    :raises OSError: as the kernel says
    """
    answer: int = _libc.syscall(ctypes.c_long(number), *arguments)
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer


def prctl(option: int, first: int) -> None:
    """
    :raises OSError: as the kernel says
    """
    word = ctypes.c_ulong
    if _libc.prctl(ctypes.c_int(option), word(first), word(0), word(0), word(0)) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def drop_capabilities() -> None:
    """Take from root what makes it root; without effect on a plain user, who has none.

    The bounding set goes first: an exec by user 0 would fill the other sets from it again.
    """
    if os.geteuid() == 0:
        for capability in range(64):
            try:
                prctl(PR_CAPBSET_DROP, capability)
            except OSError:
                break  # past the last one, or dropped already by bubblewrap
    header = _Header(0x20080522, 0)  # version 3: two sets of 32 bits, each three words
    nothing = (ctypes.c_uint32 * 6)()
    if _libc.capset(ctypes.byref(header), ctypes.byref(nothing)) != 0:
        raise OSError(ctypes.get_errno(), "capset refused to give capabilities up")
