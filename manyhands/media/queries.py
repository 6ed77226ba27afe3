"""Reads that pages need of media: what plays, by blob, in one query for a whole list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from manyhands.media import ladder
from manyhands.media.addresses import ORIGINAL, sign
from manyhands.media.ladder import Output
from manyhands.media.models import Blob, Portrait, Processing, ProcessingState, Rendition, Upload
from manyhands.media.probe import from_json
from manyhands.media.refusals import Refusal, sentence

STEPS = {
    "reading": _("reading it back"),
    "probing": _("looking into it"),
    "making": _("making what plays"),
    "completing": _("adding the rest"),
}


def renditions_of(blob_ids: Iterable[int]) -> dict[int, dict[str, Rendition]]:
    """The renditions of each blob by profile, outputs loaded; blobs without any are left out."""
    found: dict[int, dict[str, Rendition]] = {}
    for rendition in Rendition.objects.filter(source__in=list(blob_ids)).select_related("output"):
        found.setdefault(rendition.source_id, {})[rendition.profile] = rendition
    return found


def outputs_planned(processing: Processing) -> list[Output]:
    """What the ladder makes of an original, made or not; nothing is known before the probe has looked."""
    if processing.report is None:
        return []
    return [output for step in ladder.steps(from_json(processing.report)) for output in step.outputs]


def address_of(blob: Blob, profile: str = ORIGINAL, *, name: str = "") -> str:
    """Where a browser gets a blob today. Only for somebody who may see what the blob belongs to."""
    path = sign(blob.sha256, profile, key=settings.MEDIA_KEY, on=dt.datetime.now(dt.UTC).date(), name=name)
    return settings.MEDIA_URL_BASE + path


def rendition_address(rendition: Rendition, *, name: str = "") -> str:
    return address_of(rendition.output, rendition.profile, name=name)


def portraits_of(member_ids: Iterable[int]) -> dict[int, str]:
    """Where the portrait of each member is today, in one query; members without one are left out."""
    portraits = Portrait.objects.filter(member__in=list(member_ids)).select_related("blob")
    return {portrait.member_id: address_of(portrait.blob) for portrait in portraits}


@dataclass(frozen=True)
class Progress:
    """What an owner sees of a file on its way: media/_processing.html shows it."""

    upload: Upload
    processing: Processing | None

    @property
    def state(self) -> str:
        if self.upload.finished_at is None:
            return "arriving"
        return self.processing.state if self.processing else ProcessingState.WAITING

    @property
    def is_moving(self) -> bool:
        return self.state in {"arriving", ProcessingState.WAITING, ProcessingState.RUNNING}

    @property
    def step(self) -> str:
        code = self.processing.step if self.processing else ""
        return str(STEPS.get(code, ""))

    @property
    def percent(self) -> int:
        return self.processing.progress // 10 if self.processing else 0

    @property
    def reason(self) -> str:
        """Why it failed and what to do, in a sentence; empty if it did not."""
        if self.processing is None or not self.processing.reason_code:
            return ""
        refusal = Refusal(self.processing.reason_code, self.processing.reason_values)
        return sentence(refusal, name=self.upload.name or gettext("file"), translate=gettext)


def progress_of(upload: Upload) -> Progress:
    """:param upload: with ``blob__processing`` loaded, or it costs a query"""
    blob = upload.blob
    return Progress(upload, getattr(blob, "processing", None) if blob else None)
