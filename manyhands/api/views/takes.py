"""Takes: recordings that nobody finished; what arrived of them can be kept."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from ninja.responses import Status
from pydantic import StringConstraints

from manyhands.api.auth import token
from manyhands.api.idempotency import member_of
from manyhands.api.schemas import DraftOut, TakeIn, Takes
from manyhands.core import clock
from manyhands.media import actions as media
from manyhands.media.queries import takes_of
from manyhands.media.trimming import Range
from manyhands.works import actions
from manyhands.works.orders import TakeOrder

router = Router(tags=["uploads"])
TakeId = Annotated[str, Path(), StringConstraints(pattern=r"^[0-9a-f]{32}$")]


@router.get("", response=Takes, auth=token("upload"))
def takes(request: HttpRequest) -> dict[str, Any]:
    """Your recordings of unknown length that were never ended; GET an `upload` to hear what arrived of it."""
    return {
        "items": [
            {
                "take": take.upload.pk,
                "name": take.upload.name,
                "upload": request.build_absolute_uri(take.upload.get_absolute_url()),
                "size": take.upload.offset,
                "about_ms": take.about_ms,
                "at": take.upload.at,
                "last_heard_at": take.upload.last_heard_at,
            }
            for take in takes_of(member_of(request))
        ]
    }


@router.post("/{take_id}/keep", response={202: DraftOut}, auth=token("upload"))
def keep_take(request: HttpRequest, take_id: TakeId, body: TakeIn) -> Any:
    """End a take with what arrived of it, and put it into a draft. Keeping it twice finds the same draft."""
    kept = Range(body.start_ms, body.end_ms)
    order = TakeOrder(take_id, draft=body.draft, source=body.source, kept=kept)
    draft = actions.keep_take(order, by=member_of(request), at=clock.now())
    address = request.build_absolute_uri(f"/drafts/{draft.pk}")
    return Status(202, DraftOut(draft=draft.pk, address=address))


@router.delete("/{take_id}", response={204: None}, auth=token("upload"))
def drop_take(request: HttpRequest, take_id: TakeId) -> Any:
    """Throw away what arrived of a take."""
    media.drop_take(take_id, by=member_of(request), at=clock.now())
    return Status(204, None)
