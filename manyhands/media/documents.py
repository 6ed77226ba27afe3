"""The words of documents that a writing program saved, as Markdown. They are taken out in the jail."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from manyhands.media import jail, text
from manyhands.media.refusals import Refused

CONTAINERS = frozenset({"docx", "odt"})
_LIMITS = jail.Limits(cpu_s=60, wall_s=120, memory_mb=1024, output_mb=1, stdout_mb=16)


def read(path: Path, container: str, *, folder: Path | None = None) -> str:
    """Give the words of the document at ``path``, in the one form that we keep texts in.

    :param container: as its first bytes say: docx or odt
    :raises Refused: it is cut, damaged, locked, or unfolds into more than one file may
    :raises jail.NoJail: this machine cannot open a stranger's file
    """
    arguments = {"container": container, "longest": text.LONGEST}
    with tempfile.TemporaryDirectory(prefix="words-", dir=folder) as name:
        out = Path(name) / "out"
        out.mkdir()
        answer: Any = jail.call(
            "manyhands.media.inside.document", arguments, source=path, out=out, limits=_LIMITS
        )
    if not isinstance(answer, str):
        raise Refused("damaged", container=container)
    return text.normalise(answer)
