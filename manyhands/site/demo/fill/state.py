"""What one filling knows so far: who has joined, what has been published, what has been said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from manyhands.people.models import Member
from manyhands.site.demo.plan import Demo, moment
from manyhands.talk.models import Comment
from manyhands.works.models import Version, Work


@dataclass
class Filling:
    """``file`` gives a file of the workshop, waiting for it; without workers we prepare it ourselves."""

    demo: Demo
    now: dt.datetime
    file: Callable[[str], Path]
    has_workers: bool = True
    members: dict[str, Member] = field(default_factory=dict)
    versions: dict[tuple[str, int], Version] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)

    def at(self, days_ago: float) -> dt.datetime:
        return moment(days_ago, now=self.now)

    def work(self, key: str) -> Work:
        return Work.objects.select_related("thread").get(pk=self.versions[key, 1].work_id)
