"""What the API takes and gives. Unknown fields are refused, so that a misspelt one is not silently lost."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, field_validator

Title = Annotated[str, Field(min_length=1, max_length=120)]
Language = Annotated[str, Field(max_length=35, pattern=r"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3})?$")]
Address = Annotated[str, Field(max_length=500)]
Tags = Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20)]
WorkKind = Literal["audio", "video", "image", "text"]
LicenceCode = Literal["cc0", "by", "by-sa", "by-nc", "by-nc-sa", "accord"]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


def _whole(sent: Any) -> Any:
    """JSON has one kind of number: 3.0 is an integer there, which strict reading would refuse."""
    return int(sent) if isinstance(sent, float) and sent.is_integer() else sent


WHOLE = BeforeValidator(_whole)


class Strict(Schema):
    """A body. A text is no number and 1 is not true, as the document says."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @field_validator("*")
    @classmethod
    def storable(cls, sent: Any) -> Any:
        """Drop what PostgreSQL cannot keep in a text: the character NUL."""
        if isinstance(sent, list):
            return [cls.storable(each) for each in sent]
        return sent.replace("\x00", "") if isinstance(sent, str) else sent


class SourceIn(Strict):
    """What a work was made from: a work here, or something outside."""

    work: Annotated[Id, WHOLE] | None = None
    version: Annotated[int, Field(ge=1, le=2**31 - 1), WHOLE] | None = None
    address: Address = ""
    title: Annotated[str, Field(max_length=200)] = ""
    author: Annotated[str, Field(max_length=200)] = ""
    licence: Annotated[str, Field(max_length=60)] = ""
    role: Annotated[str, Field(max_length=40)] = ""
    note: Annotated[str, Field(max_length=500)] = ""
    kind: Literal["contains", "inspired"] = "contains"


class CreditIn(Strict):
    """Who also worked on it: a member by handle, or a name."""

    handle: Annotated[str, Field(max_length=30)] = ""
    name: Annotated[str, Field(max_length=120)] = ""
    role: Annotated[str, Field(min_length=1, max_length=60)]


class WorkIn(Strict):
    """A work to publish at once, or to keep as a draft."""

    title: Title
    kind: WorkKind | None = None
    licence: LicenceCode | None = None
    uploads: Annotated[list[Address], Field(max_length=50)] = []
    body: Annotated[str, Field(max_length=500_000)] = ""
    sources: Annotated[list[SourceIn], Field(max_length=50)] = []
    credits: Annotated[list[CreditIn], Field(max_length=50)] = []
    words: Annotated[str, Field(max_length=5000)] = ""
    tags: Tags = []
    language: Language = ""
    alt_text: Annotated[str, Field(max_length=1000)] = ""
    content_warning: Annotated[str, Field(max_length=200)] = ""
    machine_learning: bool = False
    accept_accord: Annotated[
        bool, Field(description="publishing accepts the accord in force, unless this says no")
    ] = True
    publish: Annotated[bool, Field(description="false: keep it as a draft")] = True


class WorkPatch(Strict):
    """What may be changed about a published work; what is left out stays as it is."""

    title: Title | None = None
    words: Annotated[str, Field(max_length=5000)] | None = None
    tags: Tags | None = None
    language: Language | None = None
    alt_text: Annotated[str, Field(max_length=1000)] | None = None
    content_warning: Annotated[str, Field(max_length=200)] | None = None
    licence: LicenceCode | None = None
    machine_learning: bool | None = None


class MemberRef(Schema):
    """A person, shortly."""

    handle: str
    name: str
    address: str


class MemberOut(MemberRef):
    """A person's public profile."""

    words: str
    place: str
    crafts: list[str]
    languages: list[str]
    joined_at: dt.datetime


class RenditionOut(Schema):
    """Something that plays or shows, made from a work's file."""

    profile: str
    url: str | None
    state: Literal["waiting", "running", "ready", "failed"]
    media_type: str = ""
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None


class FileOut(Schema):
    """A file of a version: as uploaded for its maker, without personal metadata for everybody else.

    ``size``, ``sha256`` and ``url`` are of what is handed out, null as long as nothing is.
    """

    id: int
    name: str
    purpose: str
    size: int | None
    sha256: str | None
    state: Literal["waiting", "running", "ready", "failed"]
    reason: str | None
    url: str | None


class SourceOut(Schema):
    """The statement that a version was made from something."""

    id: int
    kind: Literal["contains", "inspired"]
    role: str
    note: str
    work: int | None
    version: int | None
    title: str
    author: str
    address: str
    licence: str


class CreditOut(Schema):
    """Who did what. A member is ``asked`` and answers; only the two of them see it before it is confirmed."""

    id: int
    name: str
    role: str
    handle: str | None
    state: Literal["named", "asked", "confirmed", "declined"]


class CreditAnswerIn(Strict):
    confirmed: Annotated[bool, Field(description="whether it is right; may be changed at any time")]


class WorkBrief(Schema):
    """A work in a list."""

    id: int
    uid: str
    kind: WorkKind
    title: str
    address: str
    language: str
    licence: LicenceCode
    maker: MemberRef
    at: dt.datetime
    sources_count: int
    remixes_count: int
    hearts_count: int
    comments_count: int


class WorkOut(WorkBrief):
    """A work, whole. ``state`` tells how far its main file is on its way to something that plays."""

    words: str
    body: str
    alt_text: str
    content_warning: str
    tags: list[str]
    machine_learning: bool
    version: int
    state: Literal["waiting", "running", "ready", "failed"]
    reason: str | None
    renditions: list[RenditionOut]
    credits: list[CreditOut]


class DraftOut(Schema):
    """A draft, which only its maker sees, and where it is finished."""

    draft: str
    address: str


class TakeIn(Strict):
    """Where a take goes: into a draft of yours, or a new one, made from a work if one is named."""

    draft: Annotated[str, Field(pattern=r"^([0-9a-f]{32})?$")] = ""
    source: Annotated[Id, WHOLE] | None = None
    start_ms: Annotated[int, Field(ge=0, le=14_400_000), WHOLE] = 0
    end_ms: Annotated[int, Field(ge=1, le=14_400_000), WHOLE] | None = None


class TakeOut(Schema):
    """A recording that nobody finished; `about_ms` counts its pauses, too."""

    take: str
    name: str
    upload: str
    size: int
    about_ms: int
    at: dt.datetime
    last_heard_at: dt.datetime


class Takes(Schema):
    items: list[TakeOut]


Milliseconds = Annotated[int, Field(ge=0, le=2**31 - 1), WHOLE]
Place = Annotated[int, Field(ge=0, le=10_000, description="in parts of 10,000 of the width or height"), WHOLE]


class CommentIn(Strict):
    words: Annotated[str, Field(min_length=1, max_length=5000)]
    language: Language = ""
    answers: Annotated[Id, WHOLE] | None = None
    from_ms: Milliseconds | None = None
    to_ms: Milliseconds | None = None
    x: Place | None = None
    y: Place | None = None


class CommentOut(Schema):
    id: int
    by: MemberRef
    words: str
    language: str
    answers: int | None
    from_ms: int | None
    to_ms: int | None
    x: int | None
    y: int | None
    at: dt.datetime


class Works(Schema):
    items: list[WorkBrief]
    next: str | None


class Members(Schema):
    items: list[MemberRef]
    next: str | None


class Comments(Schema):
    items: list[CommentOut]
    next: str | None


class Files(Schema):
    items: list[FileOut]


class Renditions(Schema):
    items: list[RenditionOut]


class Sources(Schema):
    items: list[SourceOut]


class Credits(Schema):
    items: list[CreditOut]
