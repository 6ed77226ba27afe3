"""What is said about works, and hearts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router
from ninja.responses import Status

from manyhands.api.auth import ANYONE, PUBLIC, token
from manyhands.api.idempotency import Key, member_of, once
from manyhands.api.paging import PagingQuery, page_of
from manyhands.api.schemas import CommentIn, CommentOut, Comments
from manyhands.api.showing import show_comment
from manyhands.api.views.works import WorkId, visible_work
from manyhands.core import clock
from manyhands.talk import actions
from manyhands.talk.models import Comment
from manyhands.talk.rules import Where

router = Router(tags=["talk"])


@router.get("/works/{work_id}/comments", response=Comments, auth=PUBLIC, openapi_extra=ANYONE)
def comments(request: HttpRequest, work_id: WorkId, paging: PagingQuery) -> dict[str, Any]:
    """Comments on a work, the oldest first."""
    work = visible_work(request, work_id)
    rows = Comment.objects.visible_to(request.user).filter(thread=work.thread_id).select_related("by")
    return page_of(request, rows, paging, lambda comment: show_comment(request, comment), by="pk")


@router.post("/works/{work_id}/comments", response={201: CommentOut}, auth=token("talk"))
def comment(request: HttpRequest, work_id: WorkId, body: CommentIn, key: Key = None) -> Any:
    """Comment on a work, or answer a comment."""
    work = visible_work(request, work_id)

    def say() -> dict[str, Any]:
        by, at = member_of(request), clock.now()
        if body.answers is not None:
            to = Comment.objects.visible_to(by).filter(thread=work.thread_id, pk=body.answers).first()
            if to is None:
                raise Http404
            said = actions.answer(to, by=by, words=body.words, at=at, language=body.language)
        else:
            where = Where(from_ms=body.from_ms, to_ms=body.to_ms, x=body.x, y=body.y)
            said = actions.comment(
                work.thread, by=by, words=body.words, at=at, where=where, language=body.language
            )
        return CommentOut(**show_comment(request, said)).model_dump(mode="json")

    return Status(201, once(request, key, body.model_dump(), say))


@router.put("/works/{work_id}/heart", response={204: None}, auth=token("talk"))
def heart(request: HttpRequest, work_id: WorkId) -> Any:
    """Give a work your heart."""
    actions.give_heart(visible_work(request, work_id).thread, by=member_of(request), at=clock.now())
    return Status(204, None)


@router.delete("/works/{work_id}/heart", response={204: None}, auth=token("talk"))
def take_heart_back(request: HttpRequest, work_id: WorkId) -> Any:
    """Take your heart back."""
    actions.take_heart_back(visible_work(request, work_id).thread, by=member_of(request), at=clock.now())
    return Status(204, None)
