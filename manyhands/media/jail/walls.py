"""What a child does to itself before it looks at a stranger's file: limits, then Landlock, then seccomp.

This runs in the child, with everything that it will need imported already.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

from manyhands.media.jail import kernel, landlock, seccomp
from manyhands.media.jail.limits import MB, Limits

INPUT = Path("in/media")
OUTPUT = Path("out")
# What a program outside Python needs to start: its libraries, found through the loader's cache.
_LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/libexec", "/lib", "/lib64", "/nix/store")
_READABLE = ("/usr/share", "/etc/ld.so.cache", "/etc/alternatives", "/dev/urandom")


@dataclass(frozen=True)
class Plan:
    """What the parent asks of the child's walls."""

    limits: Limits
    inside_bubblewrap: bool
    parent: int  # the process that must be alive; 0 where bubblewrap takes care of that


def raise_walls(plan: Plan, *, program: Path | None = None) -> None:
    """Close everything but the one input, the output folder and, for ``program``, its libraries.

    :raises OSError: the kernel cannot do it; nothing must be decoded then
    """
    _die_with(plan.parent)
    for ignored_by_python in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(ignored_by_python, signal.SIG_DFL)  # an exec would hand the ignoring on
    os.nice(plan.limits.niceness)
    _set_limits(plan)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if landlock.abi() or not plan.inside_bubblewrap:
        landlock.restrict(_grants(program))
    kernel.drop_capabilities()
    seccomp.restrict(may_exec=program is not None)


def _die_with(parent: int) -> None:
    if not parent:
        return
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit("the worker died before its decoder began")


def _set_limits(plan: Plan) -> None:
    limits = plan.limits
    wanted = {
        resource.RLIMIT_CPU: (limits.cpu_s, limits.cpu_s + 2),
        resource.RLIMIT_AS: (limits.memory_mb * MB,) * 2,
        resource.RLIMIT_FSIZE: (limits.output_mb * MB,) * 2,
        resource.RLIMIT_NOFILE: (limits.open_files,) * 2,
        resource.RLIMIT_CORE: (0, 0),
    }
    if plan.inside_bubblewrap:
        # Counted inside the namespace alone. Outside it, all processes of the user would count, the
        # database's too; there seccomp refuses new processes and memory bounds the threads.
        wanted[resource.RLIMIT_NPROC] = (limits.threads,) * 2
    for what, (soft, hard) in wanted.items():
        _, ceiling = resource.getrlimit(what)
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)  # noqa: PLW2901
        resource.setrlimit(what, (soft, hard))


def _grants(program: Path | None) -> list[landlock.Grant]:
    grants = [landlock.Grant(INPUT, landlock.READ), landlock.Grant(OUTPUT, landlock.WRITE)]
    with contextlib.suppress(OSError):
        grants.append(landlock.Grant(Path("/dev/null"), landlock.READ | landlock.WRITE))
    if program is not None:
        grants += [landlock.Grant(Path(each), landlock.RUN) for each in _LIBRARIES]
        grants += [landlock.Grant(Path(each), landlock.READ) for each in _READABLE]
        grants.append(landlock.Grant(program, landlock.RUN))
    return grants
