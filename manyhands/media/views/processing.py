"""What becomes of a file after it has arrived, for its owner."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from manyhands.core import clock
from manyhands.media import actions
from manyhands.media.models import Upload
from manyhands.media.queries import progress_of
from manyhands.people.models import Member


@require_GET
def processing(request: HttpRequest, upload_id: str) -> HttpResponse:
    return _show(request, _own(request, upload_id))


@require_POST
def retry_processing(request: HttpRequest, upload_id: str) -> HttpResponse:
    upload = _own(request, upload_id)
    if upload.blob is not None and upload.member is not None:
        actions.retry_processing(upload.blob, by=upload.member, at=clock.now())
    if request.headers.get("HX-Request"):
        return _show(request, _own(request, upload_id))
    return redirect("processing", upload_id)


def _own(request: HttpRequest, upload_id: str) -> Upload:
    assert isinstance(request.user, Member)
    uploads = Upload.objects.select_related("blob__processing", "member")
    return get_object_or_404(uploads, pk=upload_id, member=request.user, removed_at=None)


def _show(request: HttpRequest, upload: Upload) -> HttpResponse:
    part = request.headers.get("HX-Request") is not None
    template = "media/_processing.html" if part else "media/processing.html"
    response = render(request, template, {"progress": progress_of(upload)})
    response.headers["Vary"] = "HX-Request, Cookie"
    response.headers["Cache-Control"] = "no-store"
    return response
