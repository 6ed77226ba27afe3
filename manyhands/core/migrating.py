"""Bringing the database up to date, as its owner, by one process at a time."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from manyhands.config.env import env_str
from manyhands.core import own_server
from manyhands.core.trouble import DATA_NEWER, Trouble

_ROOT = Path(__file__).resolve().parents[2]
_LOCK = 7_245_301  # any number, as long as every Manyhands uses the same
_ATTEMPTS = 10


def fingerprint() -> str:
    """What the migrations on disk come to: the same text, nothing to do."""
    names = sorted(str(file.relative_to(_ROOT)) for file in _ROOT.glob("manyhands/*/migrations/[0-9]*.py"))
    locked = (
        _ROOT / "requirements" / "core.txt"
    ).read_bytes()  # other packages bring migrations of their own
    return hashlib.sha256("\n".join(names).encode() + locked).hexdigest()[:16]


def is_up_to_date(database: psycopg.Connection) -> bool:
    """Was exactly this done before? Takes a millisecond, so that a later start need not load Django."""
    row = database.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    if row is None or not str(row[0]).startswith("Manyhands "):  # an operator may have described it too
        return False
    applied = database.execute("SELECT count(*) FROM django_migrations").fetchone()
    return str(row[0]) == _mark(applied)


def _mark(applied: tuple[int] | None) -> str:
    return f"Manyhands {fingerprint()}, {applied[0] if applied else 0} migrations"


def bring_up_to_date() -> None:
    """Apply what is missing. Needs Django with the role ``owner``.

    :raises Trouble: the database is of a newer Manyhands, or something holds its tables for too long
    """
    from django.core.management import call_command
    from django.db import OperationalError, connection

    with _alone():
        prepare_own_server()
        _refuse_newer()
        for attempt in range(_ATTEMPTS):
            try:
                with connection.cursor() as cursor:
                    # Never queue behind a long reader: everybody else would queue behind us.
                    cursor.execute("SET lock_timeout = '2s'")
                call_command("migrate", interactive=False, verbosity=0)
                break
            except OperationalError as error:
                if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                    raise
                time.sleep(0.2 * attempt)
        else:
            raise Trouble("A long-running query keeps the tables busy; try again, or stop the company first.")
        _remember()


def prepare_own_server() -> None:
    """Do for a server that ``DATABASE_URL`` names what is done for the embedded one when it starts."""
    from django.db import connection

    if env_str("DATABASE_URL"):
        connection.ensure_connection()
        own_server.prepare(connection.connection)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the one advisory lock of migrations; it goes with the connection."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        connection.close()


def _refuse_newer() -> None:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    unknown = [key for key in loader.applied_migrations or {} if key not in loader.disk_migrations]
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    if newer := sorted(set(unknown) - replaced):
        raise Trouble(
            f"This database is of a newer Manyhands (it knows {newer[0][0]}.{newer[0][1]}); start that one.",
            exit_code=DATA_NEWER,
        )


def _remember() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        mark = _mark(cursor.fetchone())
        name = sql.Identifier(connection.settings_dict["NAME"])
        cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(mark)))
