"""Typed builders of rows for tests: each makes the smallest true thing, and takes what a test is about.

ana = make_member("ana")
song = make_work(ana, title="Kitchen guitar", kind=Kind.AUDIO)
remix = make_work(make_member("kofi"), sources=[song])
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Model

from manyhands.media.models import Blob, Processing, ProcessingState, Upload
from manyhands.moderation.actions import RulingOrder, report, rule
from manyhands.moderation.models import Report, Ruling
from manyhands.moderation.rules import ReportOrder
from manyhands.people.actions import Newcomer
from manyhands.people.confusables import skeleton
from manyhands.people.models import Member, Role, RoleName
from manyhands.rights.rules import BY
from manyhands.talk.models import Comment, Thread
from manyhands.works.actions import (
    CollectionWords,
    publish_version,
    publish_work,
    start_collection,
    start_draft,
)
from manyhands.works.models import Collection, Draft, Kind, SourceKind, Version, Work
from manyhands.works.orders import FileOrder, PublishOrder, SourceOrder, VersionOrder

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
"""The moment at which everything in tests happens that says no other."""

PASSWORD = "late rain on a tin roof"

_numbers = itertools.count(1)


def make_member(
    handle: str = "", *, name: str = "", birth_year: int | None = 1990, password: str | None = None
) -> Member:
    """An adult with a confirmed place here; without a password unless one is given."""
    handle = handle or f"member{next(_numbers)}"
    member = Member(
        handle=handle,
        handle_skeleton=skeleton(handle),
        name=name or handle.title(),
        email=f"{handle}@example.org",
        birth_year=birth_year,
        joined_at=NOON,
    )
    member.set_password(password)
    member.save()
    EmailAddress.objects.create(user=member, email=f"{handle}@example.org", verified=True, primary=True)
    return member


def make_moderator(handle: str = "") -> Member:
    member = make_member(handle)
    Role.objects.create(member=member, name=RoleName.MODERATOR, at=NOON)
    return member


def make_administrator(handle: str = "", *, password: str | None = None) -> Member:
    """A member who looks after the company."""
    member = make_member(handle, password=password)
    Role.objects.create(member=member, name=RoleName.ADMINISTRATOR, at=NOON)
    return member


def make_waiting(handle: str = "", *, password: str | None = None) -> Member:
    """Somebody who asked to join a company that approves each, and was not answered yet."""
    member = make_member(handle, password=password)
    member.is_active = False
    member.save(update_fields=["is_active"])
    return member


def make_newcomer(handle: str, *, mail: str = "", **other: Any) -> Newcomer:
    """What somebody says who wants to join."""
    said = {"name": handle.title(), "birth_year": 1990, "password": PASSWORD, **other}
    return Newcomer(handle=handle, mail=mail or f"{handle}@example.org", **said)


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
    data: bytes | None = None,
) -> Upload:
    """A finished upload whose blob the probe has called a ``kind``; or one that still runs."""
    blob = make_blob(data) if finished else None
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
    thread: Thread,
    by: Member,
    words: str = "Keep it.",
    *,
    from_ms: int | None = None,
    answers: Comment | None = None,
    at: dt.datetime = NOON,
) -> Comment:
    """A comment that stands; the thread's total counts it."""
    comment = Comment.objects.create(
        thread=thread, by=by, words=words, from_ms=from_ms, answers=answers, at=at
    )
    thread.comments_count += 1
    thread.save(update_fields=["comments_count"])
    return comment


def make_work(
    author: Member | None = None,
    *,
    title: str = "Kitchen guitar",
    kind: Kind = Kind.AUDIO,
    sources: Sequence[Work | Version] = (),
    licence: str = BY,
    body: str = "The night train does not stop here.",
    language: str = "en",
    tags: Sequence[str] = (),
    at: dt.datetime = NOON,
) -> Work:
    """A published work, by the action itself: with thread, licence, first version, exact totals and events.

    ``body`` is used for texts alone; of all other kinds the main file is an upload without bytes.
    """
    author = author or make_member()
    order = PublishOrder(
        title=title,
        files=() if kind == Kind.TEXT else (FileOrder(upload_id=make_upload(author, kind=kind).pk),),
        body=body if kind == Kind.TEXT else "",
        sources=make_sources(sources),
        licence=licence,
        language=language,
        tags=tuple(tags),
        accord_accepted=True,
    )
    return publish_work(order, by=author, at=at).work


def make_version(
    work: Work, *, sources: Sequence[Work | Version] = (), note: str = "", at: dt.datetime = NOON
) -> Version:
    """A new version of a work, by its author."""
    text = work.kind == Kind.TEXT
    order = VersionOrder(
        work_id=work.pk,
        files=() if text else (FileOrder(upload_id=make_upload(work.author, kind=work.kind).pk),),
        body="It only slows down." if text else "",
        sources=make_sources(sources),
        note=note,
    )
    return publish_version(order, by=work.author, at=at)


def make_sources(
    sources: Sequence[Work | Version], kind: str = SourceKind.CONTAINS
) -> tuple[SourceOrder, ...]:
    """Works (their newest version) or versions, as an order names them."""
    return tuple(
        SourceOrder(work_id=source.pk, kind=kind, role="sound")
        if isinstance(source, Work)
        else SourceOrder(version_id=source.pk, kind=kind, role="sound")
        for source in sources
    )


def make_draft(
    member: Member, *, title: str = "Kitchen guitar", kind: Kind = Kind.AUDIO, sources: Sequence[Work] = ()
) -> Draft:
    """A draft that may be published once the accord is accepted."""
    order = PublishOrder(
        title=title,
        files=() if kind == Kind.TEXT else (FileOrder(upload_id=make_upload(member, kind=kind).pk),),
        body="The night train does not stop here." if kind == Kind.TEXT else "",
        sources=make_sources(sources),
    )
    return start_draft(order, by=member, at=NOON)


def make_collection(owner: Member, *, title: str = "Rain on things") -> Collection:
    return start_collection(CollectionWords(title=title), by=owner, at=NOON)


def make_report(
    subject: str, thing: Model, by: Member | None = None, *, why: str = "spam", at: dt.datetime = NOON
) -> Report:
    """A member's report, by the action itself."""
    order = ReportOrder(subject, thing.pk, why=why, words="Look at this.")
    return report(order, by=by or make_member(), at=at)


def make_ruling(
    subject: str, thing: Model, by: Member, *, verdict: str = "hide", reason: str = "It is stolen."
) -> Ruling:
    """A moderator's decision, by the action itself."""
    return rule(RulingOrder(subject, thing.pk, verdict=verdict, reason=reason), by=by, at=NOON)
