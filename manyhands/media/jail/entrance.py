"""The way in: ``run`` a program or ``call`` a module of ours on one untrusted file, in the best jail
there is.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from manyhands.media.jail import bubblewrap
from manyhands.media.jail.kinds import Kind, NoJail
from manyhands.media.jail.limits import Limits
from manyhands.media.jail.running import Ending, Finished, run_to_end
from manyhands.media.refusals import SENTENCES, Refused

_CHILD = "manyhands.media.jail.child"
FULL_BELOW = 2**20  # bytes; more than a program leaves free that wrote until it could not
_REFUSED_FOR = {
    Ending.TIME: "too_much_work",
    Ending.OUTPUT: "too_much_output",
    Ending.SIGNAL: "decoder_died",
}


class Stopped(Exception):
    """The worker is going down; the job starts again elsewhere."""


class Broken(Exception):
    """Our own code in the jail failed: a bug, with the end of its stderr."""


def run(
    argv: list[str],
    *,
    source: Path,
    out: Path,
    limits: Limits,
    on_line: Callable[[str], None] | None = None,
    kind: Kind | None = None,
) -> Finished:
    """Run a program on one file. In ``argv`` the file is ``in/media``; what it makes goes below ``out/``.

    The program sees neither the real name of the file nor its neighbours, no network and no other
    process. It can start no process itself.

    :param argv: the program's full path, then its arguments
    :param source: the untrusted file, read-only to the program
    :param out: an empty folder; look at what is in it through ``collect`` only
    :param on_line: is given each line of stdout, for progress
    :raises NoJail: this machine has no jail that holds
    :raises Stopped: ``stop_all`` was called meanwhile
    :raises OSError: it failed while the disk was full, which is no fault of the file
    """
    return _enter(["exec", *argv], source=source, out=out, limits=limits, on_line=on_line, kind=kind)


def call(
    module: str,
    arguments: dict[str, Any],
    *,
    source: Path,
    out: Path,
    limits: Limits,
    kind: Kind | None = None,
) -> Any:
    """Run ``module.main(**arguments)`` in the jail and give its answer, which came as JSON.

    The module is imported before the walls stand. Its answer was made beside hostile bytes: validate it.

    :raises Refused: the module refused the file, or the file broke a limit
    :raises NoJail: this machine has no jail that holds
    :raises Broken: the module failed
    :raises OSError: it failed while the disk was full
    """
    argv = ["call", module, json.dumps(arguments)]
    finished = _enter(argv, source=source, out=out, limits=limits, on_line=None, kind=kind)
    check(finished)
    if finished.code != 0:
        raise Broken(finished.stderr_tail[-4000:])
    try:
        answer = json.loads(finished.stdout)
    except ValueError:
        raise Broken(f"no JSON came out of {module}: {finished.stderr_tail[-2000:]}") from None
    if "refused" in answer:
        _blame_a_full_disk(out)
        raise _refused(answer)
    return answer["answer"]


def check(finished: Finished) -> None:
    """Refuse the file whose decoder had to be ended.

    :raises Refused: with the limit that it passed
    """
    if finished.ending is not None:
        raise Refused(_REFUSED_FOR[finished.ending])


def _refused(answer: dict[str, Any]) -> Refused:
    """Build a refusal out of what came from beside hostile bytes: known codes, numbers and short plain
    words.
    """
    code = answer["refused"] if answer["refused"] in SENTENCES else "damaged"
    values = answer["values"] if isinstance(answer["values"], dict) else {}
    clean = {
        str(key)[:20]: value if isinstance(value, int) else re.sub(r"[^\w .,+-]", "", str(value))[:40]
        for key, value in values.items()
    }
    return Refused(code, **clean)


def _enter(
    child: list[str],
    *,
    source: Path,
    out: Path,
    limits: Limits,
    on_line: Callable[[str], None] | None,
    kind: Kind | None,
) -> Finished:
    from manyhands.media.jail.kinds import best

    kind = kind or best()
    source, out = source.resolve(strict=True), out.resolve(strict=True)
    # beside the output, so that whoever clears up after a killed worker finds it
    with tempfile.TemporaryDirectory(prefix="jail-", dir=out.parent) as box:
        argv, env = _command(kind, child, source=source, out=out, limits=limits)
        _furnish(Path(box), source, out)
        finished = run_to_end(argv, cwd=Path(box), env=env, out=out, limits=limits, on_line=on_line)
    if finished.ending == Ending.STOPPED:
        raise Stopped
    if not finished.is_fine:
        _blame_a_full_disk(out)
    return finished


def _blame_a_full_disk(out: Path) -> None:
    """A program that cannot write says so in its own words, or not at all; what it wrote still lies there.

    :raises OSError: as the system would
    """
    if shutil.disk_usage(out).free < FULL_BELOW:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(out))


def _furnish(box: Path, source: Path, out: Path) -> None:
    """Without bubblewrap the box is a folder with links; Landlock opens what they point to and nothing
    else.
    """
    (box / "in").mkdir()
    (box / "in" / "media").symlink_to(source)
    (box / "out").symlink_to(out)


def _command(
    kind: Kind, child: list[str], *, source: Path, out: Path, limits: Limits
) -> tuple[list[str], dict[str, str]]:
    if kind == Kind.NONE:
        raise NoJail("MANYHANDS_JAIL is none: nothing that strangers upload is opened.")
    within = kind == Kind.BUBBLEWRAP
    plan = {"limits": asdict(limits), "inside_bubblewrap": within, "parent": 0 if within else os.getpid()}
    argv = [sys.executable, "-s", "-P", "-m", _CHILD, json.dumps(plan), *child]
    env = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": "/nonexistent",
        "PYTHONPATH": bubblewrap.CODE if within else str(bubblewrap.PACKAGE.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "2",  # else each thread reserves 64 MB of the address space that is limited
    }
    if within:
        also = (Path(child[1]).resolve(),) if child[0] == "exec" else ()
        argv = bubblewrap.wrap(argv, source=source, out=out, also=_outside_usr(also))
    return argv, env


def _outside_usr(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(path for path in paths if not path.is_relative_to("/usr"))
