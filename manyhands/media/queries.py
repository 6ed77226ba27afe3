"""Reads that pages need of media: what plays, by blob, in one query for a whole list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from manyhands.core.prepared import prepared
from manyhands.media import ladder
from manyhands.media.addresses import ORIGINAL, sign
from manyhands.media.documents import CONTAINERS
from manyhands.media.kinds import Kind
from manyhands.media.ladder import CLEAN, EDITION, Output
from manyhands.media.ladder.rungs import RUNGS
from manyhands.media.models import Blob, Portrait, Processing, ProcessingState, Rendition, Upload
from manyhands.media.probe import from_json
from manyhands.media.refusals import Refusal, sentence
from manyhands.media.rules import UNCLAIMED_FOR
from manyhands.people.models import Member

LADDERS = (Kind.AUDIO, Kind.VIDEO, Kind.IMAGE)
AS_THEY_ARE = {Kind.TEXT, Kind.ATTACHMENT}
TAKES = 20  # unfinished ones that a page offers; the older ones come up as these are kept or dropped
STEPS = {
    "reading": _("reading it back"),
    "probing": _("looking into it"),
    "making": _("making what plays"),
    "completing": _("adding the rest"),
}


def renditions_of(blob_ids: Iterable[int]) -> dict[int, dict[str, Rendition]]:
    """What plays or is shown of each blob by profile, outputs loaded; blobs without any are left out."""
    found: dict[int, dict[str, Rendition]] = {}
    shown = Rendition.objects.filter(source__in=list(blob_ids)).exclude(profile=CLEAN)
    for rendition in shown.select_related("output"):
        found.setdefault(rendition.source_id, {})[rendition.profile] = rendition
    return found


def behind_the_ladder() -> QuerySet[Processing]:
    """What is ready and was prepared with another ladder than today's, and may be handed out."""
    # not <>, which no index answers
    other = Q(edition__lt=EDITION) | Q(edition__gt=EDITION)
    ready = Processing.objects.filter(other, state=ProcessingState.READY, kind__in=LADDERS)
    return ready.filter(blob__denial=None).select_related("blob")


def outputs_planned(processing: Processing) -> list[Output]:
    """What plays or is shown of an original, made or not; nothing is known before the probe has looked."""
    if processing.report is None:
        return []
    steps = ladder.steps(from_json(processing.report))
    return [output for step in steps for output in step.outputs if output.profile != CLEAN]


def address_of(blob: Blob, profile: str = ORIGINAL, *, name: str = "") -> str:
    """Where a browser gets a blob today. Only for somebody who may see what the blob belongs to."""
    path = sign(blob.sha256, profile, key=settings.MEDIA_KEY, on=dt.datetime.now(dt.UTC).date(), name=name)
    return settings.MEDIA_URL_BASE + path


def rendition_address(rendition: Rendition, *, name: str = "") -> str:
    return address_of(rendition.output, rendition.profile, name=name)


def played(kind: str, renditions: Mapping[str, Rendition]) -> list[Rendition]:
    """What a page plays of one original, the best first; the other rungs are for the player to choose."""
    return [renditions[profile] for profile in ladder.PLAYED.get(kind, ()) if profile in renditions]


def sizes_played(renditions: Mapping[str, Rendition]) -> list[Rendition]:
    """Every size of a film, the smallest first; none where there is no choice."""
    found = [renditions[rung.profile] for rung in RUNGS if rung.profile in renditions]
    return found if len(found) > 1 else []


@dataclass(frozen=True)
class Handed:
    """The bytes that somebody is given when they take an original home."""

    blob: Blob
    profile: str

    def address(self, name: str) -> str:
        """Where they are downloaded from today, under the name that its maker gave the file."""
        return address_of(self.blob, self.profile, name=name)


def handed_out(blobs: Collection[Blob], *, to_maker: bool) -> dict[int, Handed]:
    """What to give of each original (with ``processing`` loaded), in one query.

    Its maker gets it as it was uploaded. Everybody else gets it clean: coded as it was, without a word about
    places and people. Texts and attachments are handed out as they are, for we cannot know what in them is
    the work; documents are not, because the words stand on the page. What nobody has looked into yet, or what
    could not be cleaned, is left out.
    """
    if to_maker:
        return {blob.pk: Handed(blob, ORIGINAL) for blob in blobs}
    clean = Rendition.objects.filter(source__in=[blob.pk for blob in blobs], profile=CLEAN)
    found = {each.source_id: Handed(each.output, CLEAN) for each in clean.select_related("output")}
    for blob in blobs:
        processing = getattr(blob, "processing", None)
        if processing is not None and _tells_nobody(processing):
            found[blob.pk] = Handed(blob, ORIGINAL)
    return found


def _tells_nobody(processing: Processing) -> bool:
    """A document names its writer and whoever remarked something; others read its words on the page."""
    is_document = (processing.report or {}).get("container") in CONTAINERS
    return processing.kind in AS_THEY_ARE and not is_document


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


@dataclass(frozen=True)
class Take:
    """A recording that nobody finished, as its maker finds it again on any device."""

    upload: Upload

    @property
    def about_ms(self) -> int:
        """From its beginning to the last piece that came; pauses count, for only the sound itself knows."""
        return max(0, round((self.upload.last_heard_at - self.upload.at) / dt.timedelta(milliseconds=1)))

    @property
    def is_film(self) -> bool:
        return self.upload.declared_type.startswith("video/")


def unclaimed_takes(claim_id: str, *, at: dt.datetime) -> list[Take]:
    """What was recorded in a browser before anybody signed in there, the newest first: never to be heard."""
    if not claim_id:
        return []
    waiting = Upload.objects.unclaimed().unfinished().filter(claim=claim_id, offset__gt=0)
    return [Take(upload) for upload in waiting.filter(at__gt=at - UNCLAIMED_FOR).order_by("-at", "-pk")]


_takes_of = prepared(
    lambda member_id: Upload.objects.unfinished_takes(member_id).order_by("-at", "-pk")[:TAKES], -1
)


def takes_of(member: Member) -> list[Take]:
    """What a member recorded and neither kept nor dropped, the newest first."""
    return [Take(upload) for upload in _takes_of(member.pk)]
