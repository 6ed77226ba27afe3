"""Works: found, read, written, published, changed, taken back."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field, StringConstraints

from manyhands.api.auth import ANYONE, PUBLIC, token
from manyhands.api.idempotency import Key, member_of, once
from manyhands.api.orders import publish_order, words_of
from manyhands.api.paging import PagingQuery, page_of
from manyhands.api.schemas import (
    DraftOut,
    Files,
    Id,
    Renditions,
    Sources,
    WorkIn,
    WorkKind,
    WorkOut,
    WorkPatch,
    Works,
)
from manyhands.api.showing import show_files, show_renditions, show_sources, show_work, show_work_brief
from manyhands.core import clock
from manyhands.works import actions
from manyhands.works.models import Tombstone, Work
from manyhands.works.queries.neighbours import remixes_of

router = Router(tags=["works"])
WorkId = Id


class Sought(Schema):
    """Which works."""

    kind: WorkKind | None = None
    tag: Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")] = ""
    language: Annotated[str, StringConstraints(max_length=35, pattern=r"^[A-Za-z0-9-]*$")] = ""
    order: Annotated[Literal["newest", "oldest"], Field(description="by the time of publication")] = "newest"


@router.get("", response=Works, auth=PUBLIC, openapi_extra=ANYONE)
def works(request: HttpRequest, sought: Query[Sought], paging: PagingQuery) -> dict[str, Any]:
    """Works, by kind, tag and language."""
    rows = Work.objects.visible_to(request.user).for_listing()
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.tag:
        rows = rows.tagged(sought.tag)
    if sought.language:
        rows = rows.filter(language=sought.language)
    by = "-pk" if sought.order == "newest" else "pk"
    return page_of(request, rows, paging, lambda work: show_work_brief(request, work), by=by)


@router.post("", response={201: WorkOut, 202: DraftOut}, auth=token("publish"))
def publish_work(request: HttpRequest, body: WorkIn, key: Key = None) -> Any:
    """Publish a work, from uploads of yours or from a text; or keep it as a draft (`publish` false, 202)."""

    def keep() -> dict[str, Any]:
        draft = actions.start_draft(
            publish_order(body, by=member_of(request)), by=member_of(request), at=clock.now()
        )
        return DraftOut(
            draft=draft.pk, address=request.build_absolute_uri(f"/drafts/{draft.pk}")
        ).model_dump()

    def publish() -> dict[str, Any]:
        version = actions.publish_work(
            publish_order(body, by=member_of(request)), by=member_of(request), at=clock.now()
        )
        return WorkOut(**show_work(request, visible_work(request, version.work_id))).model_dump(mode="json")

    if not body.publish:
        return Status(202, once(request, key, body.model_dump(), keep))
    return Status(201, once(request, key, body.model_dump(), publish))


@router.get("/{work_id}", response=WorkOut, auth=PUBLIC, openapi_extra=ANYONE)
def work(request: HttpRequest, work_id: WorkId) -> dict[str, Any]:
    """A work, with how far its main file is and what plays already."""
    return show_work(request, visible_work(request, work_id))


@router.patch("/{work_id}", response=WorkOut, auth=token("publish"))
def edit_work(request: HttpRequest, work_id: WorkId, body: WorkPatch) -> dict[str, Any]:
    """Change the words about a work of yours, or its licence from now on."""
    found, at = visible_work(request, work_id), clock.now()
    given = body.model_dump(exclude_unset=True, exclude_none=True)
    licence = given.pop("licence", None)
    with transaction.atomic():  # all of it, or nothing
        if given:
            actions.edit_words(found, words_of(found, given), by=member_of(request), at=at)
        if licence:
            actions.change_licence(found, licence, by=member_of(request), at=at)
    return show_work(request, visible_work(request, work_id))


@router.delete("/{work_id}", response={204: None}, auth=token("publish"))
def remove_work(request: HttpRequest, work_id: WorkId) -> Any:
    """Take a work of yours back. What others made from it keeps a marker in its thread."""
    found = visible_work(request, work_id)
    actions.remove_work(found, why=Tombstone.Why.MAKER, by=member_of(request), at=clock.now())
    return Status(204, None)


@router.get("/{work_id}/files", response=Files, auth=PUBLIC, openapi_extra=ANYONE)
def files(request: HttpRequest, work_id: WorkId) -> dict[str, Any]:
    """The files of the newest version, as their maker uploaded them."""
    return {"items": show_files(request, visible_work(request, work_id))}


@router.get("/{work_id}/renditions", response=Renditions, auth=PUBLIC, openapi_extra=ANYONE)
def renditions(request: HttpRequest, work_id: WorkId) -> dict[str, Any]:
    """What was made from the main file for playing or looking, and what is still being made."""
    return {"items": show_renditions(request, visible_work(request, work_id))}


@router.get("/{work_id}/sources", response=Sources, auth=PUBLIC, openapi_extra=ANYONE)
def sources(request: HttpRequest, work_id: WorkId) -> dict[str, Any]:
    """What the newest version was made from."""
    return {"items": show_sources(request, visible_work(request, work_id))}


@router.get("/{work_id}/remixes", response=Works, auth=PUBLIC, openapi_extra=ANYONE)
def remixes(request: HttpRequest, work_id: WorkId, paging: PagingQuery) -> dict[str, Any]:
    """Works that name any version of this one as their source, the newest first."""
    found = visible_work(request, work_id)
    rows = remixes_of(found, request.user)
    return page_of(request, rows, paging, lambda remix: show_work_brief(request, remix))


def visible_work(request: HttpRequest, work_id: int) -> Work:
    """A work that whoever asks may see.

    :raises Http404: there is none, or it must not be known
    """
    rows = Work.objects.visible_to(request.user).for_listing().select_related("credit_list")
    found = rows.filter(pk=work_id).first()
    if found is None:
        raise Http404
    return found
