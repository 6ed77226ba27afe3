"""Typed builders of rows for tests: each makes the smallest true thing, and takes what a test is about.

ana = make_member("ana")
song = make_work(ana, title="Kitchen guitar", kind=Kind.AUDIO)
remix = make_work(make_member("kofi"), sources=[song])
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools

from manyhands.media.models import Blob, Processing, ProcessingState, Upload
from manyhands.people.models import Member
from manyhands.talk.models import Comment, Thread

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
"""The moment at which everything in tests happens that says no other."""

_numbers = itertools.count(1)


def make_member(handle: str = "", *, name: str = "", birth_year: int | None = 1990) -> Member:
    """An adult with a confirmed place here, without a password."""
    handle = handle or f"member{next(_numbers)}"
    member = Member(
        handle=handle,
        handle_skeleton=handle,
        name=name or handle.title(),
        email=f"{handle}@example.org",
        birth_year=birth_year,
        joined_at=NOON,
    )
    member.set_unusable_password()
    member.save()
    return member


def make_blob(data: bytes | None = None, *, size: int | None = None) -> Blob:
    """The row of a blob; its bytes are in no store."""
    data = data if data is not None else f"blob {next(_numbers)}".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    return Blob.objects.get_or_create(
        sha256=sha256, defaults={"size": len(data) if size is None else size, "at": NOON}
    )[0]


def make_processing(
    blob: Blob, *, state: ProcessingState = ProcessingState.READY, kind: str = "audio", reason_code: str = ""
) -> Processing:
    """How far a blob has come; a failed one needs its ``reason_code``."""
    return Processing.objects.create(
        blob=blob,
        state=state,
        kind=kind,
        reason_code=reason_code,
        progress=1000 if state == ProcessingState.READY else 0,
        at=NOON,
        changed_at=NOON,
    )


def make_upload(
    member: Member,
    *,
    name: str = "song.wav",
    kind: str = "audio",
    state: ProcessingState = ProcessingState.READY,
    reason_code: str = "",
    finished: bool = True,
) -> Upload:
    """A finished upload whose blob the probe has called a ``kind``; or one that still runs."""
    blob = make_blob() if finished else None
    if blob is not None:
        make_processing(blob, state=state, kind=kind, reason_code=reason_code)
    return Upload.objects.create(
        member=member,
        node="test",
        name=name,
        length=100,
        offset=100 if finished else 40,
        at=NOON,
        expires_at=NOON + dt.timedelta(days=3),
        finished_at=NOON if finished else None,
        blob=blob,
    )


def make_thread() -> Thread:
    return Thread.objects.create()


def make_comment(
    thread: Thread, by: Member, words: str = "Keep it.", *, from_ms: int | None = None, at: dt.datetime = NOON
) -> Comment:
    """A comment that stands; the thread's total counts it."""
    comment = Comment.objects.create(thread=thread, by=by, words=words, from_ms=from_ms, at=at)
    thread.comments_count += 1
    thread.save(update_fields=["comments_count"])
    return comment
