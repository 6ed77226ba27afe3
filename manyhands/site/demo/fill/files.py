"""Files on their way into the store, and the wait until it is known what they are."""

from __future__ import annotations

import time

from manyhands.core.trouble import Trouble
from manyhands.media.actions import ingest_file, prepare
from manyhands.media.models import Processing, ProcessingState, Upload
from manyhands.people.models import Member
from manyhands.site.demo.build import file_path
from manyhands.site.demo.fill.state import Filling
from manyhands.site.demo.plan import PlannedVersion, PlannedWork
from manyhands.works.models import Purpose
from manyhands.works.orders import FileOrder

PATIENCE = 600.0  # seconds until the workers must have looked into a file
GLANCE = 0.2


def files_of(filling: Filling, work: PlannedWork, version: PlannedVersion) -> tuple[FileOrder, ...]:
    """Hand over the files of a version.

    :raises Trouble: one was refused, or no worker came
    """
    if not version.file:
        return ()
    wanted: list[tuple[str, str]] = [(version.file, Purpose.MAIN)]
    wanted += [(file.file, file.purpose) for file in version.files]
    author = filling.members[work.by]
    return tuple(
        FileOrder(upload_id=hand_over(filling, file_path(work.key, name), name, author).pk, purpose=purpose)
        for name, purpose in wanted
    )


def hand_over(filling: Filling, path: str, name: str, member: Member) -> Upload:
    """Give a file of the workshop to the store, and wait until it is known what it is."""
    # At the time of now: what was uploaded long ago and is still unpublished would be swept away.
    upload = ingest_file(filling.file(path), name=name, member=member, at=filling.now)
    assert upload.blob_id is not None
    if not filling.has_workers:
        prepare(blob_id=upload.blob_id)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        processing = Processing.objects.get(blob_id=upload.blob_id)
        if processing.state == ProcessingState.FAILED:
            raise Trouble(f"{name} could not be prepared ({processing.reason_code}); see: manyhands doctor")
        if processing.kind:
            return upload
        time.sleep(GLANCE)
    raise Trouble("No worker prepares the demo's files: start the company with bin/run --demo.")
