"""What the demo company is, as values: who is in it, what they made from what, and what they said.

Read from TOML by ``content``; nothing here touches the database or draws a line.
"""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["audio", "video", "image", "text"]
Licence = Literal["cc0", "by", "by-sa", "by-nc", "by-nc-sa", "accord"]
Purpose = Literal["stem", "cover"]


class Plan(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlannedMember(Plan):
    handle: str
    name: str
    place: str
    country: str = Field(description="ISO 3166-1 alpha-2, to count by; pages show `place`")
    zone: str = Field(description="IANA time zone")
    languages: tuple[str, ...] = Field(min_length=1, description="BCP 47; the words are in the first")
    crafts: tuple[str, ...]
    words: str
    link: str = ""
    born: int
    administrator: bool = False
    portrait: str = Field(description="a drawing style of `pictures.portraits`")
    colours: tuple[str, str, str] = Field(description="ground, figure, light; #rrggbb")


class PlannedSource(Plan):
    """“This version was made from that one.”"""

    work: str
    version: int = 1
    role: str
    note: str
    contains: bool = Field(description="its sound or picture is in it; otherwise it only inspired it")


class PlannedOutsideSource(Plan):
    address: str
    title: str
    author: str
    licence: str
    role: str
    note: str
    contains: bool


class PlannedFile(Plan):
    """A file that a generator makes: ``made_by`` names it, the ending of ``file`` chooses the format."""

    file: str
    made_by: str = ""
    purpose: Purpose = "stem"


class PlannedVersion(Plan):
    days_ago: float = Field(gt=0)
    file: str = ""
    made_by: str = ""
    text: str = Field(default="", description="name of a file under texts/")
    change: str = Field(default="", description="what is new in this version")
    files: tuple[PlannedFile, ...] = ()
    sources: tuple[PlannedSource, ...] = ()
    outside: tuple[PlannedOutsideSource, ...] = ()


class PlannedCredit(Plan):
    """Who helped, in which role: a member (who answered or has not yet) or a name from outside."""

    role: str
    member: str = ""
    name: str = ""
    confirmed: bool = True


class PlannedWork(Plan):
    key: str
    by: str
    kind: Kind
    title: str
    language: str = ""
    licence: Licence
    tags: tuple[str, ...]
    words: str = ""
    alt: str = ""
    warning: str = ""
    machine_learning: bool = False
    invites: bool = Field(default=False, description="never remixed so far, and asks for it")
    versions: tuple[PlannedVersion, ...] = Field(min_length=1)
    credits: tuple[PlannedCredit, ...] = ()


class PlannedComment(Plan):
    work: str
    by: str
    days_ago: float = Field(gt=0)
    text: str
    language: str
    second: float | None = Field(default=None, description="in a sound or a clip")
    place: tuple[float, float] | None = Field(
        default=None, description="in a picture: 0 to 1 from upper left"
    )
    key: str = ""
    answers: str = Field(default="", description="key of the comment that this one answers")


class PlannedHearts(Plan):
    work: str
    by: tuple[str, ...]


class PlannedCollection(Plan):
    key: str
    by: str
    with_: tuple[str, ...] = Field(default=(), alias="with", description="co-curators")
    title: str
    words: str
    language: str
    days_ago: float = Field(gt=0)
    works: tuple[str, ...]


class Company(Plan):
    name: str
    words: str
    password: str


class Demo(Plan):
    company: Company
    members: tuple[PlannedMember, ...]
    works: tuple[PlannedWork, ...]
    comments: tuple[PlannedComment, ...]
    hearts: tuple[PlannedHearts, ...]
    collections: tuple[PlannedCollection, ...]

    def work(self, key: str) -> PlannedWork:
        return next(work for work in self.works if work.key == key)

    def in_order(self) -> list[tuple[PlannedWork, int, PlannedVersion]]:
        """Every version of every work as ``(work, number, version)``, in the order in which they appeared."""
        steps = [
            (work, number, version) for work in self.works for number, version in enumerate(work.versions, 1)
        ]
        return sorted(steps, key=lambda step: -step[2].days_ago)


def moment(days_ago: float, *, now: dt.datetime) -> dt.datetime:
    return now - dt.timedelta(days=days_ago)
