"""From stored bytes to something that plays, in one job that may be killed at any moment and run again."""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import clock
from manyhands.core.errors import NotThere, RuleBroken
from manyhands.core.jobs import Parked, every, task
from manyhands.media import jail, probe
from manyhands.media.actions.attempt import Attempt, Superseded, begin_attempt
from manyhands.media.actions.climbing import climb
from manyhands.media.kinds import Kind
from manyhands.media.models import Blob, Processing, ProcessingState, Upload
from manyhands.media.refusals import Refusal, Refused
from manyhands.media.report import Report
from manyhands.media.scratch import scratch
from manyhands.media.store import Damaged, Gone
from manyhands.media.store.current import store
from manyhands.media.store.protocol import sha256_of
from manyhands.people.models import Member

DAMAGED_HERE = Refusal("damaged_here")
NO_JAIL = Refusal("no_jail")

logger = logging.getLogger(__name__)

# What somebody whose file killed the program could try instead, by what it seemed to be.
SAFER: dict[str, str] = {Kind.AUDIO: "WAV", Kind.VIDEO: "MP4 (H.264, AAC)", Kind.IMAGE: "JPEG"}


class NothingToRetry(RuleBroken):
    """Only what could not be prepared is tried again."""

    status = 409


def begin_processing(blob: Blob, *, owner: Member, at: dt.datetime) -> Processing:
    """Queue the preparation of new bytes; bytes that are known already keep the state they have.

    Bytes that were damaged on our disk are an exception: these here are good ones again.
    """
    processing, new = Processing.objects.get_or_create(
        blob=blob, defaults={"owner": owner, "at": at, "changed_at": at}
    )
    if new:
        _enqueue(processing)
    elif processing.state == ProcessingState.FAILED and processing.reason_code == DAMAGED_HERE.code:
        _begin_again(processing, at=at)
    return processing


@transaction.atomic
def take_up_again(*, at: dt.datetime) -> int:
    """Queue what could not be opened because there was no jail, once there is one; how many files."""
    refused = Processing.objects.filter(state=ProcessingState.FAILED, reason_code=NO_JAIL.code)
    if not refused.exists() or not jail.is_there():
        return 0
    waiting = list(refused.select_for_update(skip_locked=True).order_by("pk"))
    for processing in waiting:
        _begin_again(processing, at=at)
    return len(waiting)


@transaction.atomic
def retry_processing(blob: Blob, *, by: Member, at: dt.datetime) -> Processing:
    """Try once more to prepare a file.

    :raises NotThere: it is not this member's file
    :raises NothingToRetry: it is ready, or under way
    """
    processing = Processing.objects.select_for_update().filter(blob=blob).first()
    if processing is None or not Upload.objects.finished().filter(blob=blob, member=by).exists():
        raise NotThere(_("There is no such file."))
    if processing.state != ProcessingState.FAILED:
        raise NothingToRetry(_("This file has not failed; there is nothing to try again."))
    processing.owner = by
    _begin_again(processing, at=at)
    return processing


def _begin_again(processing: Processing, *, at: dt.datetime) -> None:
    processing.state, processing.progress, processing.step = ProcessingState.WAITING, 0, ""
    processing.reason_code, processing.reason_values, processing.changed_at = "", {}, at
    processing.save()
    _enqueue(processing)


def _enqueue(processing: Processing) -> None:
    prepare_later.defer_fairly(owner=processing.owner_id or 0, blob_id=processing.blob_id)


def prepare(*, blob_id: int) -> None:
    """Read the stored bytes back, look into them, and make what plays.

    "Finished" in an upload means that the bytes were written; that they are really there is proven here.
    What a killed worker had published stays, and this run goes on behind it.
    """
    attempt = begin_attempt(blob_id)
    if attempt is None:
        return
    try:
        with scratch("prepare") as folder, store().borrow(attempt.blob.sha256, folder) as path:
            _prepare(attempt, path, folder)
    except Superseded:
        logger.warning("Attempt %s at %s was overtaken; nothing is written.", attempt.number, attempt.blob)
    except Refused as refused:
        attempt.refuse(refused.refusal, log=traceback.format_exc())
    except (Damaged, Gone):
        attempt.refuse(DAMAGED_HERE, log=traceback.format_exc())
    except jail.NoJail as none:
        attempt.refuse(NO_JAIL, log=str(none))
    except Exception:
        attempt.give_back(traceback.format_exc())
        raise


def _prepare(attempt: Attempt, path: Path, folder: Path) -> None:
    attempt.tell("reading", 10)
    _read_back(attempt.blob, path)
    attempt.tell("probing", 50)
    was_rescued = Upload.objects.filter(blob=attempt.blob, rescued_at__isnull=False).exists()
    report = probe.probe(path, folder=folder, may_break_off=was_rescued)
    _note(attempt, report)
    attempt.note(f"looked into: {report.kind}, {report.mime}, {report.size} bytes")
    climb(attempt, report, path, folder)
    attempt.finish()


def _read_back(blob: Blob, path: Path) -> None:
    """
    :raises Damaged: the bytes are not those that were uploaded. They are set aside, so that uploading the
        file again brings good ones
    """
    if sha256_of(path) != blob.sha256 and sha256_of(path) != blob.sha256:  # twice: reads can fail, too
        store().set_aside(blob.sha256)
        raise Damaged(blob.sha256)


def _note(attempt: Attempt, report: Report) -> None:
    attempt.write(
        kind=report.kind,
        media_type=report.mime,
        report=probe.to_json(report),
        duration_ms=report.duration_ms,
        width=report.width,
        height=report.height,
    )


@task(queue="media")
def prepare_later(*, blob_id: int) -> None:
    prepare(blob_id=blob_id)


@every("*/5 * * * *", queue="media")
def take_up_again_later() -> None:
    take_up_again(at=clock.now())


@prepare_later.on_parked
def set_aside(parked: Parked, *, blob_id: int) -> None:
    """Tell the owner of a file that it was given up, and what to try instead."""
    processing = Processing.objects.select_for_update().get(blob_id=blob_id)
    if processing.state in {ProcessingState.READY, ProcessingState.FAILED}:
        return
    processing.attempt += 1  # nothing that a zombie of an earlier run finds out counts any more
    processing.state, processing.changed_at = ProcessingState.RUNNING, clock.now()
    processing.save()
    values: dict[str, int | str] = {
        "attempts": parked.attempts,
        "format": SAFER.get(processing.kind, "WAV, MP4, JPEG"),
    }
    code = "stopped_the_program" if parked.crashed else "given_up"
    log = processing.log if parked.crashed else f"{processing.log}\n{parked.error}"
    Attempt(processing.blob, processing.attempt).refuse(Refusal(code, values), log=log)
