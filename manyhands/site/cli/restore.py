"""``manyhands restore FILE``: a whole company into an empty place, every byte checked."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from manyhands.config.env import data_dir
from manyhands.core.embedded.binaries import bin_dir
from manyhands.core.embedded.cluster import explained
from manyhands.core.embedded.place import RESTORING, cluster_dir
from manyhands.core.embedded.secret import FILE
from manyhands.core.embedded.secret import make as make_secrets
from manyhands.core.migrating import prepare_own_server
from manyhands.core.trouble import DATA_NEWER, Trouble
from manyhands.site.cli.archive import DUMP, KEYS, Description, Reader, damaged, postgres_environment
from manyhands.site.cli.company import in_data, opened
from manyhands.site.cli.verify import report


@click.command()
@in_data
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path, allow_dash=True))
def command(file: Path) -> None:
    """Put the company in FILE (- for standard input) into an empty place, and compare every hash."""
    with _opened(file) as reader:
        description = reader.description()
        with _half_done():
            make_secrets(data_dir() / FILE, **reader.text(KEYS))
            with opened("manyhands restore", role="owner"):
                _refuse_company()
                _refuse_newer(description)
                prepare_own_server()
                _load_database(reader, description)
                _keep_blobs(reader)
                if not report():
                    raise damaged("what it holds does not fit together")
    click.echo(
        f"“{description.name}” is back, as it was on {description.made_at[:16].replace('T', ' ')} UTC."
    )


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[Reader]:
    with contextlib.ExitStack() as stack:
        source = sys.stdin.buffer if str(file) == "-" else stack.enter_context(file.open("rb"))
        try:
            tar = stack.enter_context(tarfile.open(fileobj=source, mode="r|"))
        except tarfile.TarError:
            raise damaged("it is no backup") from None
        yield Reader(tar)


@contextlib.contextmanager
def _half_done() -> Iterator[None]:
    """A mark that keeps anybody from running what was not restored to the end.

    :raises Trouble: there is a company here already
    """
    data = data_dir()
    if cluster_dir(data).exists() or (data / FILE).exists():
        raise Trouble(f"There is a company in {data} already; restore into an empty folder.")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = data / RESTORING
    mark.touch()
    yield
    mark.unlink()


def _refuse_company() -> None:
    """``DATABASE_URL`` may name a database that is in use."""
    from django.db import connection

    from manyhands.media.store.current import store

    if connection.introspection.table_names():
        raise Trouble("The database of DATABASE_URL is not empty; restore into a new one.")
    if next(store().blobs(), None) is not None:
        raise Trouble("The store of STORE_URL is not empty; restore into a new one.")


def _refuse_newer(description: Description) -> None:
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(description.migrations) - known):
        raise Trouble(f"This backup is of a newer Manyhands (it knows {unknown[0]}).", exit_code=DATA_NEWER)


def _load_database(reader: Reader, description: Description) -> None:
    from django.db import connection

    with tempfile.NamedTemporaryFile(prefix="manyhands-dump-") as dump:
        if _copy_hashed(reader.stream(DUMP), dump.file) != description.dump_sha256:
            raise damaged("its database does not have the hash that was noted")
        dump.flush()
        where, environment = postgres_environment(connection.get_connection_params())
        connection.close()
        done = subprocess.run(
            [
                str(bin_dir() / "pg_restore"),
                *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
                *(f"--dbname={where}", dump.name),
            ],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise explained(done.stderr, "The database could not be put back")


def _copy_hashed(source: IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(2**20):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _keep_blobs(reader: Reader) -> None:
    """The store hashes what it keeps, and refuses what does not have the name that it came with."""
    from manyhands.media.store import Damaged
    from manyhands.media.store.current import store

    with tempfile.TemporaryDirectory(dir=data_dir(), prefix=".restoring-") as scratch:
        arriving = Path(scratch) / "blob"
        for sha256, stream in reader.blobs():
            with arriving.open("wb") as file:
                shutil.copyfileobj(stream, file, 2**20)
            try:
                store().put_file(arriving, sha256)
            except (Damaged, ValueError):
                raise damaged(f"blob {sha256[:64]} does not have the hash that it is named by") from None
