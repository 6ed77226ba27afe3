"""What a view reads of a form with files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from manyhands.core.errors import RuleBroken
from manyhands.media import actions
from manyhands.media.plain.receiving import REFUSED, UPLOAD
from manyhands.media.scratch import scratch
from manyhands.people.models import Member

FILES = "files"  # the name of the plain file field


@dataclass(frozen=True)
class Received:
    """Ids of finished uploads, in the form's order, and a sentence for each file that was not taken."""

    uploads: list[str]
    refused: list[str]


def received_files(request: HttpRequest, *, by: Member, at: dt.datetime) -> Received:
    """The files of a form, however they came: by script, or taken out of a plain form by the front.

    Behind a plain WSGI server nobody takes them out; then Django has spooled them, and they are taken here.
    """
    received = Received(request.POST.getlist(UPLOAD), request.POST.getlist(REFUSED))
    for file in request.FILES.getlist(FILES):
        try:
            received.uploads.append(_ingest(file, by=by, at=at))
        except RuleBroken as broken:
            received.refused.append(str(broken))
    return received


def _ingest(file: UploadedFile[bytes], *, by: Member, at: dt.datetime) -> str:
    with scratch("form") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as out:
            out.writelines(file.chunks())
        return str(actions.ingest_file(path, name=file.name or "", member=by, at=at).pk)
