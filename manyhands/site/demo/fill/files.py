"""Files on their way into the store, and the wait until they play."""

from __future__ import annotations

import time

from manyhands.core import clock
from manyhands.core.trouble import Trouble
from manyhands.media.actions import ingest_file, prepare
from manyhands.media.models import Processing, ProcessingState, Upload
from manyhands.people.models import Member
from manyhands.site.demo.fill.state import Filling

PATIENCE = 600.0  # seconds until the workers must have prepared a file
GLANCE = 0.1


def hand_over(filling: Filling, path: str, by: Member) -> Upload:
    """Give a file of the workshop to the store, and to the workers; giving it twice changes nothing."""
    if path not in filling.uploads:
        name = path.rpartition("/")[2]
        # At the time of now: what was uploaded long ago and is still unpublished would be swept away.
        upload = ingest_file(filling.workshop.file(path), name=name, member=by, at=clock.now())
        assert upload.blob_id is not None
        if not filling.has_workers:
            prepare(blob_id=upload.blob_id)
        filling.uploads[path] = upload
    return filling.uploads[path]


def wait_until_ready(upload: Upload) -> None:
    """
    :raises Trouble: the file was refused, or no worker came
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        processing = Processing.objects.get(blob=upload.blob)
        if processing.state == ProcessingState.READY:
            return
        if processing.state == ProcessingState.FAILED:
            why = processing.reason_code
            raise Trouble(f"{upload.name} could not be prepared ({why}); see: bin/manyhands doctor")
        time.sleep(GLANCE)
    raise Trouble("No worker prepares the demo's files: start the company with bin/run --demo.")
