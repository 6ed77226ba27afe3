"""``manyhands doctor``: what this machine has, what is missing, and how to get it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from manyhands.config.env import data_dir
from manyhands.core.trouble import Trouble
from manyhands.site.cli.company import in_data, opened

_LITTLE_SPACE = 2 * 2**30


@dataclass(frozen=True)
class Finding:
    """One line of the report; ``remedy`` says how to get what is missing."""

    what: str
    said: str
    well: bool = True
    remedy: str = ""


@click.command()
@in_data
def command() -> None:
    """Say what this machine has, and what is missing."""
    findings = [_python(), _space(data_dir()), _ffmpeg(), _jail()]
    try:
        with opened("manyhands doctor"):
            findings += [_database(), _migrations(), _store(), _renditions(), _queue(), _mail()]
    except Trouble as trouble:
        findings.append(Finding("PostgreSQL", str(trouble), well=False))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.well else 'LOOK'} {finding.what:12} {finding.said}")
        if finding.remedy:
            click.echo(f"{'':18}{finding.remedy}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


def _python() -> Finding:
    return Finding("Python", f"{sys.version.split()[0]} at {sys.executable}")


def _space(data: Path) -> Finding:
    there = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    said = f"{free / 2**30:.1f} GB free for {data}"
    return Finding(
        "space", said, free > _LITTLE_SPACE, "" if free > _LITTLE_SPACE else "Make room or choose --data."
    )


def _ffmpeg() -> Finding:
    from manyhands.media.ffmpeg import NoFfmpeg, choose

    try:
        found = choose()
    except NoFfmpeg as error:
        return Finding(
            "ffmpeg", str(error), well=False, remedy="Debian: apt install ffmpeg; or run bin/run again."
        )
    return Finding("ffmpeg", f"{found.version} ({found.origin}) at {found.path}")


def _jail() -> Finding:
    from manyhands.media.jail import NoJail, best, examine

    try:
        kind = best()
    except NoJail as error:
        return Finding(
            "jail",
            str(error),
            well=False,
            remedy="Debian: apt install bubblewrap; or a kernel with Landlock.",
        )
    return Finding("jail", f"{kind}: {examine(kind).reason}")


def _database() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_user, pg_database_size(current_database()),"
            " current_setting('data_checksums'), current_setting('fsync')"
        )
        version, role, size, checksums, fsync = cursor.fetchone() or ("?", "?", 0, "?", "?")
    said = f"{version} as {role}, {size / 2**20:.0f} MB, checksums {checksums}, fsync {fsync}"
    well = fsync == "on"
    return Finding(
        "PostgreSQL", said, well, "" if well else "Set fsync = on: a power cut would cost the database."
    )


def _migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    said = f"{missing} to come" if missing else "all applied"
    return Finding("migrations", said, not missing, "manyhands migrate" if missing else "")


def _store() -> Finding:
    from django.conf import settings

    from manyhands.media.models import Blob
    from manyhands.media.store.current import store

    where = settings.STORE_URL.partition("?")[0] or str(settings.DATA_DIR / "blobs")
    try:
        store().check()
    except OSError as error:
        return Finding("store", f"{where}: {error}", well=False, remedy="Look at STORE_URL and its keys.")
    return Finding("store", f"{where}, {Blob.objects.count()} blobs named")


def _renditions() -> Finding:
    from manyhands.media.queries import behind_the_ladder

    left = behind_the_ladder().count()
    said = f"{left} files from before are still to be looked through" if left else "all that is made today"
    return Finding(
        "renditions", said, remedy="It goes on by itself, behind what people wait for." if left else ""
    )


def _queue() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - interval '60 s'),"
            " count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing'),"
            " count(*) FILTER (WHERE status = 'failed'),"
            " array_agg(DISTINCT task_name) FILTER (WHERE status = 'failed') FROM procrastinate_jobs"
        )
        workers, waiting, running, parked, names = cursor.fetchone() or (0, 0, 0, 0, None)
    said = f"{workers} lanes at work, {waiting} waiting, {running} running, {parked} parked"
    well = workers > 0 or not waiting
    return Finding(
        "queue", said + (f" ({', '.join(names)})" if names else ""), well, "" if well else "manyhands worker"
    )


def _mail() -> Finding:
    from django.conf import settings

    from manyhands.core.models import OutboxMail

    waiting = OutboxMail.objects.filter(sent_at=None).count()
    if not settings.MAIL_URL:
        return Finding("mail", f"not set up; {waiting} letters in the outbox", remedy="MAIL_URL sends them.")
    return Finding("mail", f"by {settings.MAIL_URL.rpartition('@')[2]}, {waiting} to send")
