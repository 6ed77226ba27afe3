"""What is asked for when something is begun or published: plain values, from a page, the API or a script."""

from __future__ import annotations

from dataclasses import dataclass, field

from manyhands.media.trimming import WHOLE, Range
from manyhands.rights.actions import Person
from manyhands.works.models import SourceKind


@dataclass(frozen=True, kw_only=True)
class FileOrder:
    """An upload of the member's own. What it is for is guessed if left empty; the name is the upload's."""

    upload_id: str
    purpose: str = ""  # a Purpose
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Outside:
    """Something that was not made here. ``licence`` as the person found it, read by ``rights.terms``."""

    title: str
    address: str = ""
    author: str = ""
    licence: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceOrder:
    """What something was made from: a work here (its newest version), one version of it, or from outside."""

    work_id: int | None = None
    version_id: int | None = None
    outside: Outside | None = None
    kind: str = SourceKind.CONTAINS
    role: str = ""  # what it does in there: "bass", "the first line"
    note: str = ""  # one sentence by the remixer


@dataclass(frozen=True, kw_only=True)
class Content:
    """What one version holds: one main file with whatever belongs to it, or a text (Markdown)."""

    files: tuple[FileOrder, ...] = ()
    body: str = ""
    sources: tuple[SourceOrder, ...] = ()
    credits: tuple[Person, ...] = ()
    note: str = ""  # what is new in this version
    accord_accepted: bool = False  # the member accepts the accord in force with this act
    draft_key: str = ""  # the draft that this was


@dataclass(frozen=True, kw_only=True)
class PublishOrder(Content):
    """A new work. ``licence`` empty: the one that would have been ticked beforehand."""

    title: str
    kind: str = ""  # only compared: what a file is, its content says
    licence: str = ""
    words: str = ""
    language: str = ""  # BCP 47
    alt_text: str = ""
    content_warning: str = ""
    machine_learning: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VersionOrder(Content):
    """A new version of a work. ``licence`` empty: the work's own stays."""

    work_id: int
    licence: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkWords:
    """Everything about a work that its maker may change later, with history."""

    title: str
    words: str = ""
    language: str = ""
    alt_text: str = ""
    content_warning: str = ""
    machine_learning: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What somebody has put together on the first page; ``uploads`` are all the files that it holds now."""

    key: str  # of the form: sending it again goes on with the same draft
    uploads: tuple[str, ...] = ()
    body: str = ""
    source: int | None = None  # a work that it is made from
    title: str = ""  # until a file has arrived whose name says more


@dataclass(frozen=True)
class TakeOrder:
    """Where a take goes that somebody keeps: into a draft of theirs, or into a new one."""

    take: str
    draft: str = ""
    source: int | None = None  # a work that the new draft is made from
    kept: Range = WHOLE


@dataclass(frozen=True, kw_only=True)
class FileChange:
    purpose: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceChange:
    kind: str
    role: str = ""
    note: str = ""
    outside: Outside | None = None


@dataclass(frozen=True, kw_only=True)
class CreditChange:
    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class DraftChange:
    """A draft as it stands in the form: every word of it, and the rows that hang on it by their number."""

    title: str = ""
    words: str = ""
    body: str = ""
    note: str = ""
    language: str = ""
    alt_text: str = ""
    content_warning: str = ""
    licence: str = ""
    machine_learning: bool = False
    tags: str = ""  # as typed, comma-separated
    files: dict[int, FileChange] = field(default_factory=dict)
    sources: dict[int, SourceChange] = field(default_factory=dict)
    credits: dict[int, CreditChange] = field(default_factory=dict)
