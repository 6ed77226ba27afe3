"""The first thing that runs in the jail: raise the walls, then become the decoder.

``child PLAN exec PROGRAM ARGUMENT…`` becomes a program; ``child PLAN call MODULE ARGUMENTS`` imports one
of our modules (and with it PyAV or Pillow) *before* the walls stand, and then prints
``MODULE.main(**ARGUMENTS)`` as JSON.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import sys
import threading
from pathlib import Path

from manyhands.media.jail.limits import Limits
from manyhands.media.jail.walls import Plan, raise_walls
from manyhands.media.refusals import Refused

# What Python and the C library would otherwise load on first use, when no file can be opened any more.
_LATER = ("encodings.ascii", "encodings.latin_1", "encodings.utf_16", "encodings.utf_8_sig", "traceback")


def main(argv: list[str]) -> None:
    """Do what the parent asked; the answer, or why the file is refused, goes to stdout as JSON."""
    plan_text, how, what, *arguments = argv
    plan = _plan(plan_text)
    if how == "exec":
        _check_alone()
        raise_walls(plan, program=Path(what))
        os.execv(what, [what, *arguments])  # noqa: S606 – a shell is what nobody wants here
    module = importlib.import_module(what)
    _load_what_comes_late()
    back = _keep_stdout()
    _check_alone()
    raise_walls(plan)
    try:
        answer = {"answer": module.main(**json.loads(arguments[0]))}
    except MemoryError:
        answer = {"refused": "too_much_memory", "values": {}}
    except Refused as refused:
        answer = {"refused": refused.refusal.code, "values": dict(refused.refusal.values)}
    with os.fdopen(back, "w", encoding="utf-8") as stdout:
        json.dump(answer, stdout)


def _keep_stdout() -> int:
    """Keep the way back to the parent for the answer alone: libraries that print are led to stderr."""
    back = os.dup(1)
    os.dup2(2, 1)
    return back


def _check_alone() -> None:
    """Landlock holds the thread that calls it; one that an import had started would stay outside."""
    tasks = Path("/proc/self/task")
    if threading.active_count() != 1 or (tasks.exists() and len(list(tasks.iterdir())) != 1):
        raise SystemExit("a thread runs before the walls stand")


def _plan(text: str) -> Plan:
    fields = json.loads(text)
    return Plan(**{**fields, "limits": Limits(**fields["limits"])})


def _load_what_comes_late() -> None:
    for name in _LATER:
        importlib.import_module(name)
    with contextlib.suppress(OSError):
        ctypes.CDLL("libgcc_s.so.1")  # glibc opens it when a thread is cancelled


if __name__ == "__main__":
    main(sys.argv[1:])
