"""A work is published as it arrives, at a glance; what it is the probe says soon afterwards."""

from __future__ import annotations

from django.db import transaction

from manyhands.works.models import Kind, Purpose, Work

MOVING = {Kind.AUDIO, Kind.VIDEO}  # the two that share containers: a .webm may hold sound alone


@transaction.atomic
def correct_kind(work: Work) -> bool:
    """Call a work what its newest main file turned out to be; whether it was called something else.

    It may run twice. A file that nobody has looked into yet, or that failed, changes nothing.
    """
    row = Work.objects.select_for_update(no_key=True).get(pk=work.pk)
    main = row.newest.files.filter(purpose=Purpose.MAIN).select_related("blob__processing").first()
    processing = getattr(main.blob, "processing", None) if main else None
    if processing is None or processing.kind == row.kind or not {row.kind, processing.kind} <= MOVING:
        return False
    row.kind = processing.kind
    row.save(update_fields=["kind"])
    return True
