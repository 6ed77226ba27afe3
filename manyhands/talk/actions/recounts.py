"""The totals of threads are facts counted twice: kept with each change, and counted anew each night."""

from __future__ import annotations

import logging

from django.db import connection, transaction

from manyhands.core.jobs import every, task
from manyhands.talk.models import Thread

log = logging.getLogger(__name__)

_WRONG = """
WITH counted AS (
    SELECT t.id,
           (SELECT count(*) FROM talk_heart h WHERE h.thread_id = t.id) AS hearts,
           (SELECT count(*) FROM talk_comment c
             WHERE c.thread_id = t.id
               AND NOT EXISTS (SELECT 1 FROM talk_commentremoval r WHERE r.comment_id = c.id)
               AND NOT EXISTS (SELECT 1 FROM talk_commenthold d
                                WHERE d.comment_id = c.id AND d.lifted_at IS NULL)
           ) AS comments
      FROM talk_thread t WHERE t.id = ANY(%s)
)
UPDATE talk_thread t SET hearts_count = counted.hearts, comments_count = counted.comments
  FROM counted
 WHERE t.id = counted.id
   AND (t.hearts_count, t.comments_count) IS DISTINCT FROM (counted.hearts, counted.comments)
RETURNING t.id
"""
_STEP = 500


@transaction.atomic
def recount(thread_ids: list[int]) -> list[int]:
    """Count these threads anew and return those whose kept totals were wrong (always none, or we have a bug).

    The rows are locked before the statement that counts: under READ COMMITTED it then sees every change that
    was committed before, and none can happen in between.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM talk_thread WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", [thread_ids]
        )
        cursor.execute(_WRONG, [thread_ids])
        return [row[0] for row in cursor.fetchall()]


@task(queue="fast")
def recount_later(*, after: int = 0) -> None:
    """Recount some threads, then leave the rest to the next job, so that no transaction is long."""
    ids = list(Thread.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:_STEP])
    wrong = recount(ids)
    if wrong:
        log.error("totals of threads %s were wrong; set right by recount", wrong)
    if len(ids) == _STEP:
        recount_later.defer(after=ids[-1])


@every("41 3 * * *")
def recount_nightly() -> None:
    recount_later.defer()
