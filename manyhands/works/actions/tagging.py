from __future__ import annotations

from collections.abc import Iterable

from manyhands.works import rules
from manyhands.works.models import Tag, Work


def set_tags(work: Work, tags: Iterable[str]) -> None:
    """Give a work exactly these tags; a tag that nobody used before is made, as it was written here."""
    wanted = rules.tidy_tags(tags)
    # In one order for everybody, so that two acts never wait for each other's new tags in a ring.
    new = [Tag(slug=slug, name=name) for slug, name in sorted(wanted.items())]
    Tag.objects.bulk_create(new, ignore_conflicts=True)
    work.tags.set(Tag.objects.filter(slug__in=wanted))
