"""Where this node keeps unfinished uploads, and what the node is called."""

from __future__ import annotations

import contextlib
from functools import cache

from django.conf import settings

from manyhands.core.ids import random_id
from manyhands.media.tus.part import Parts


@cache
def parts() -> Parts:
    return Parts(settings.DATA_DIR / "uploads", reserve=settings.RESERVE_BYTES)


@cache
def node_name() -> str:
    """The name of this node's disk, made at its first upload.

    It belongs to the folder and not to the machine: a container gets another host name at every start, and
    its unfinished uploads would be nobody's.
    """
    file = parts().folder / ".node"
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".node-{random_id()}")
    draft.write_text(random_id())
    with contextlib.suppress(FileExistsError):
        file.hardlink_to(draft)  # of two first uploads at once, one names the disk
    draft.unlink()
    return file.read_text()
