"""``manyhands backup FILE``: the database and every blob in one file, while the company runs."""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from manyhands.core.embedded.binaries import bin_dir
from manyhands.core.embedded.cluster import explained
from manyhands.site.cli.archive import (
    BLOBS,
    DUMP,
    FORMAT,
    KEYS,
    Chunks,
    Description,
    add_stream,
    add_text,
    describe,
    postgres_environment,
)
from manyhands.site.cli.company import in_data, opened


@click.command()
@in_data
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
def command(file: Path) -> None:
    """Write the whole company into FILE (- for standard output). Whoever has it can read everything."""
    with opened("manyhands backup", role="owner"), _whole(file) as out:
        missing = write_backup(out)
    for sha256 in missing:
        click.echo(f"manyhands: blob {sha256} is missing from the store.", err=True)
    if missing:
        sys.exit(1)


@contextlib.contextmanager
def _whole(file: Path) -> Iterator[IO[bytes]]:
    """``file`` appears when everything is in it; what failed half-way is never taken for a backup."""
    if str(file) == "-":
        yield sys.stdout.buffer
        return
    draft = file.with_name(f".{file.name}.part")
    try:
        with draft.open("xb") as out:
            draft.chmod(0o600)
            yield out
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)


def write_backup(out: IO[bytes]) -> list[str]:
    """Write the backup; the blobs that a row names and the store does not have.

    One snapshot holds for the dump and for the list of blobs. Blobs are never changed, so it does not matter
    that they are copied later.
    """
    from django.conf import settings
    from django.db import connection, transaction

    from manyhands.core.embedded import secrets_of

    missing: list[str] = []
    with transaction.atomic(), tempfile.NamedTemporaryFile(prefix="manyhands-dump-") as dump:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot: str = (cursor.fetchone() or [""])[0]
        _dump(Path(dump.name), snapshot)
        with tarfile.open(fileobj=out, mode="w|") as tar:
            describe(tar, _description(Path(dump.name)))
            secrets = secrets_of(settings.DATA_DIR)
            add_text(tar, KEYS, {"django_key": secrets.django_key, "media_key": secrets.media_key})
            add_stream(tar, DUMP, dump.file, Path(dump.name).stat().st_size)
            for sha256, size in _blobs():
                if not _add_blob(tar, sha256, size):
                    missing.append(sha256)
    return missing


def _dump(target: Path, snapshot: str) -> None:
    from django.db import connection

    where, environment = postgres_environment(connection.get_connection_params())
    done = subprocess.run(
        [
            str(bin_dir() / "pg_dump"),
            *("--format=custom", "--no-owner", "--no-privileges", "--no-unlogged-table-data"),
            *(f"--snapshot={snapshot}", f"--file={target}", f"--dbname={where}"),
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise explained(done.stderr, "The database could not be copied")


def _description(dump: Path) -> Description:
    from django.db import connection
    from django.db.models import Sum

    from manyhands.core import clock
    from manyhands.core.models import Company
    from manyhands.media.models import Blob

    company = Company.current()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        migrations = [row[0] for row in cursor.fetchall()]
    with dump.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Description(
        format=FORMAT,
        name=company.name,
        uid=str(company.uid),
        made_at=clock.now().isoformat(),
        postgres=str(connection.get_database_version()[0]),
        migrations=migrations,
        dump_sha256=sha256,
        blobs=Blob.objects.count(),
        blob_bytes=Blob.objects.aggregate(Sum("size"))["size__sum"] or 0,
    )


def _blobs() -> Iterator[tuple[str, int]]:
    from manyhands.media.models import Blob

    return Blob.objects.order_by("pk").values_list("sha256", "size").iterator(chunk_size=1000)


def _add_blob(tar: tarfile.TarFile, sha256: str, size: int) -> bool:
    from manyhands.media.store import Gone
    from manyhands.media.store.current import store

    try:
        if store().size_of(sha256) != size:
            return False
        add_stream(tar, BLOBS + sha256, Chunks(store().read(sha256)), size)  # type: ignore[arg-type]
    except Gone:
        return False
    return True
