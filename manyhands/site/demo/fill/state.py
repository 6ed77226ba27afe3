"""What one filling knows so far: who has joined, what has been published, what has been said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from manyhands.media.models import Upload
from manyhands.people.models import Member
from manyhands.site.demo.plan import Demo, moment
from manyhands.talk.models import Comment
from manyhands.works.models import Version, Work


class Workshop(Protocol):
    """Where the files come from."""

    def is_made(self, path: str) -> bool:
        """Whether ``file`` would answer at once."""

    def file(self, path: str) -> Path:
        """The file; waits until it is made."""


@dataclass
class Filling:
    """``done`` holds what came of each step by its key; without workers we prepare the files ourselves."""

    demo: Demo
    now: dt.datetime
    workshop: Workshop
    has_workers: bool = True
    done: dict[str, int] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    _members: dict[str, Member] = field(default_factory=dict)

    def at(self, days_ago: float) -> dt.datetime:
        return moment(days_ago, now=self.now)

    def member(self, handle: str) -> Member:
        if handle not in self._members:
            self._members[handle] = Member.objects.get(pk=self.done[member_key(handle)])
        return self._members[handle]

    def version(self, work: str, number: int = 1) -> Version:
        return Version.objects.select_related("work__thread").get(pk=self.done[version_key(work, number)])

    def work(self, key: str) -> Work:
        return self.version(key).work

    def comment(self, key: str) -> Comment:
        return Comment.objects.get(pk=self.done[comment_key(key)])


def member_key(handle: str) -> str:
    return f"member {handle}"


def version_key(work: str, number: int) -> str:
    return f"version {work} {number}"


def comment_key(key: str) -> str:
    return f"comment {key}"
