"""A seccomp filter: what a decoder may ask of the kernel, as a small BPF program built here by hand."""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from manyhands.media.jail import kernel, syscalls

_LOAD, _JUMP_EQUAL, _JUMP_GREATER, _JUMP_SET, _RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_AT_NUMBER, _AT_MACHINE, _AT_FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data

_X32_BIT = 0x40000000  # x86-64 only: the same calls under other numbers
_CLONE_THREAD = 0x00010000
_SET_MODE_FILTER, _ALL_THREADS = 1, 1

_Step = tuple[int, int, int, int]


def restrict(*, may_exec: bool) -> None:
    """Put the filter over every thread of this process, for ever. Needs no-new-privileges to be set.

    :param may_exec: leave exec open, because this process is about to become the decoder
    :raises OSError: the kernel has no seccomp, or no table exists for this machine
    """
    program = _program(may_exec=may_exec)
    code = b"".join(struct.pack("=HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("@HP", len(program), ctypes.addressof(buffer))
    kernel.syscall(syscalls.number("seccomp"), _SET_MODE_FILTER, _ALL_THREADS, head)


def _program(*, may_exec: bool) -> list[_Step]:
    refuse, absent = _ERRNO | errno.EPERM, _ERRNO | errno.ENOSYS
    steps = [
        *_unless_equal(_AT_MACHINE, syscalls.AUDIT_ARCH[syscalls.machine()], _KILL),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_JUMP_GREATER, 0, 1, _X32_BIT - 1),
        (_RETURN, 0, 0, _KILL),
        (_JUMP_GREATER, 0, 1, syscalls.NEWEST_KNOWN),
        (_RETURN, 0, 0, absent),
    ]
    for number in syscalls.forbidden_numbers():
        steps += _when(number, [(_RETURN, 0, 0, refuse)])
    # clone3 hides its flags behind a pointer; without it the C library falls back to clone.
    steps += _when(syscalls.number("clone3"), [(_RETURN, 0, 0, absent)])
    is_thread: list[_Step] = [(_LOAD, 0, 0, _AT_FIRST_ARGUMENT), (_JUMP_SET, 1, 0, _CLONE_THREAD)]
    steps += _when(syscalls.number("clone"), [*is_thread, (_RETURN, 0, 0, refuse), (_RETURN, 0, 0, _ALLOW)])
    # A signal to a thread of one's own is how abort() works; the number stays ours through exec.
    mine = _unless_equal(_AT_FIRST_ARGUMENT, os.getpid(), refuse)
    steps += _when(syscalls.number("tgkill"), [*mine, (_RETURN, 0, 0, _ALLOW)])
    own_limits = _unless_equal(_AT_FIRST_ARGUMENT, 0, refuse)
    steps += _when(syscalls.number("prlimit64"), [*own_limits, (_RETURN, 0, 0, _ALLOW)])
    if not may_exec:
        for name in ("execve", "execveat"):
            steps += _when(syscalls.number(name), [(_RETURN, 0, 0, refuse)])
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _when(number: int, then: list[_Step]) -> list[_Step]:
    """Run ``then`` for this call; it must end in a return, because it may load something else."""
    return [(_JUMP_EQUAL, 0, len(then), number), *then]


def _unless_equal(offset: int, value: int, verdict: int) -> list[_Step]:
    return [(_LOAD, 0, 0, offset), (_JUMP_EQUAL, 1, 0, value), (_RETURN, 0, 0, verdict)]
