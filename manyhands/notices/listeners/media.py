from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.media.events import BlobFailed
from manyhands.notices.actions import Telling, tell
from manyhands.works.models import Work


@events.on(BlobFailed)
def tell_the_maker(event: BlobFailed, row: EventRow) -> None:
    """Only of files of published works: whoever prepares a draft sees it on the page."""
    for work in Work.objects.standing().filter(versions__files__blob=event.blob_id).distinct():
        tell(Telling("failed", "work", work.pk, row), [work.author_id])
