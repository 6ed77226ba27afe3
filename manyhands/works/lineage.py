"""Lineage: which versions were made from which, read as works, and the totals that cards show.

Facts are the rows of Source. A version cites only older versions (a CHECK keeps it so), so the graph of
versions has no cycle, while two works may well be made from each other, version by version. Where people
look, versions collapse to works, and a work is never its own ancestor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import connection, transaction

from manyhands.works.models import Work

# The totals of works, counted from the facts. Hidden and removed remixes are not counted: nobody sees them.
_COUNT = """
WITH counted AS (
    SELECT w.id,
           (SELECT count(DISTINCT origin.work_id)
              FROM works_version mine
              JOIN works_source s ON s.version_id = mine.id
              JOIN works_version origin ON origin.id = s.origin_id
             WHERE mine.work_id = w.id AND origin.work_id <> w.id) AS sources,
           (SELECT count(DISTINCT remix.work_id)
              FROM works_version mine
              JOIN works_source s ON s.origin_id = mine.id
              JOIN works_version remix ON remix.id = s.version_id
             WHERE mine.work_id = w.id AND remix.work_id <> w.id
               AND NOT EXISTS (SELECT 1 FROM works_tombstone t WHERE t.work_id = remix.work_id)
               AND NOT EXISTS (SELECT 1 FROM works_hold h
                                WHERE h.work_id = remix.work_id AND h.lifted_at IS NULL)) AS remixes
      FROM works_work w WHERE w.id = ANY(%s)
)
UPDATE works_work w SET sources_count = counted.sources, remixes_count = counted.remixes
  FROM counted
 WHERE w.id = counted.id
   AND (w.sources_count, w.remixes_count) IS DISTINCT FROM (counted.sources, counted.remixes)
RETURNING w.id
"""

# Which of some versions contain something that is not this member's: another's work, something from outside,
# or the hands of somebody who is credited. The walk goes on only through the member's own versions.
_NOT_OWN = """
WITH RECURSIVE inside(root, id) AS (
    SELECT v, v FROM unnest(%(versions)s::bigint[]) v
    UNION
    SELECT inside.root, s.origin_id
      FROM inside
      JOIN works_version v ON v.id = inside.id AND v.by_id = %(member)s
      JOIN works_source s ON s.version_id = v.id
     WHERE s.kind = 'contains' AND s.origin_id IS NOT NULL
)
SELECT DISTINCT inside.root
  FROM inside
  JOIN works_version v ON v.id = inside.id
  JOIN works_work w ON w.id = v.work_id
 WHERE v.by_id <> %(member)s
    OR EXISTS (SELECT 1 FROM works_source s
                WHERE s.version_id = v.id AND s.kind = 'contains' AND s.outside_id IS NOT NULL)
    OR EXISTS (SELECT 1 FROM rights_credit c
                WHERE c.list_id = w.credit_list_id AND c.withdrawn_at IS NULL
                  AND c.member_id IS DISTINCT FROM %(member)s)
"""


def lock(work_ids: Iterable[int]) -> None:
    """Lock works for a change of their totals: always all that an act touches, in one order, so that two acts
    never wait for each other in a ring.

    Weaker than FOR UPDATE, so that rows which only point to a work are not kept waiting.
    """
    ids = sorted(set(work_ids))
    list(Work.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))


@transaction.atomic
def recount(work_ids: Collection[int]) -> list[int]:
    """Set the totals of these works to what the facts say; returns those that were not there yet.

    Counting is a statement after the lock: under READ COMMITTED it sees whatever was committed before, and
    nothing can change in between.
    """
    lock(work_ids)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [list(work_ids)])
        return [row[0] for row in cursor.fetchall()]


def wholly_own(version_ids: Sequence[int], *, member_id: int) -> set[int]:
    """Those of the versions in which nothing is anybody else's, all the way up."""
    if not version_ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_NOT_OWN, {"versions": list(version_ids), "member": member_id})
        return set(version_ids) - {row[0] for row in cursor.fetchall()}
