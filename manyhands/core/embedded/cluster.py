"""A database folder: made once, checked at every start."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from manyhands.core.embedded.binaries import command
from manyhands.core.embedded.place import DATABASE, MAJOR, Role, address, cluster_dir
from manyhands.core.embedded.secret import secrets_of
from manyhands.core.trouble import DATA_NEWER, NO_SPACE, Trouble

_NEEDED_BYTES = 200_000_000  # 40 MB of a fresh cluster and its first 16 MB log segments, with room to breathe


def ensure_folder(data: Path) -> None:
    """Make the cluster of ``data`` unless it is there.

    :raises Trouble: it was written by another PostgreSQL, or there is no room for it
    """
    _refuse_other_majors(data)
    folder = cluster_dir(data)
    if (folder / "PG_VERSION").exists():
        return
    if shutil.disk_usage(data).free < _NEEDED_BYTES:
        raise Trouble(
            f"There are less than 200 MB free in {data}; make room or choose --data.", exit_code=NO_SPACE
        )
    _make(data, folder)


def _refuse_other_majors(data: Path) -> None:
    for other in data.glob("postgres[0-9]*"):
        found = re.fullmatch(r"postgres(\d+)", other.name)
        if found is None or int(found[1]) == MAJOR or not (other / "PG_VERSION").exists():
            continue
        if int(found[1]) > MAJOR:
            raise Trouble(
                f"{data} was written by PostgreSQL {found[1]}, newer than the {MAJOR} of this Manyhands; "
                "start it with the newer Manyhands.",
                exit_code=DATA_NEWER,
            )
        if not cluster_dir(data).exists():
            raise Trouble(
                f"{data} was written by PostgreSQL {found[1]} and this Manyhands brings {MAJOR}: make a "
                "backup with the older Manyhands and restore it with this one.",
                exit_code=DATA_NEWER,
            )


def _make(data: Path, folder: Path) -> None:
    """``initdb`` beside the final name, then rename: a killed first start leaves nothing half done."""
    draft = folder.with_name(folder.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    with tempfile.NamedTemporaryFile("w", dir=data, prefix=".pw-") as password:
        password.write(secrets_of(data).passwords["postgres"])
        password.flush()
        done = subprocess.run(
            command(
                "initdb",
                *("--pgdata", str(draft), "--username", "postgres", "--pwfile", password.name),
                *("--auth", "scram-sha-256", "--encoding", "UTF8"),
                # The builtin provider sorts alike on every machine; a libc upgrade cannot corrupt an index.
                *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
                "--data-checksums",
            ),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise explained(done.stderr, f"The database in {data} could not be made")
    draft.rename(folder)


def explained(log: str, what: str) -> Trouble:
    """The last complaint of a PostgreSQL program as one sentence."""
    if "No space left on device" in log:
        return Trouble(f"{what}: the disk is full; make room or choose --data.", exit_code=NO_SPACE)
    complaints = re.findall(r"(?:error|FATAL|PANIC): +(.*)", log)
    return Trouble(f"{what}: {complaints[-1] if complaints else log.strip()[-300:] or 'it gave no reason'}.")


def connect(data: Path, role: Role, *, database: str = DATABASE) -> psycopg.Connection:
    """A connection of our own, outside Django, that commits every statement."""
    where = address(data, role)
    return psycopg.connect(
        host=where["HOST"],
        port=int(where["PORT"]),
        dbname=database,
        user=where["USER"],
        password=where["PASSWORD"],
        autocommit=True,
        connect_timeout=5,
    )


def ensure_roles(data: Path) -> None:
    """The database and its three roles, whatever a killed earlier start left undone."""
    passwords = secrets_of(data).passwords
    with connect(data, "postgres", database="postgres") as system:
        known = {row[0] for row in system.execute("SELECT rolname FROM pg_roles")}
        for role in ("owner", "app", "reader"):
            verb = "ALTER" if role in known else "CREATE"
            statement = sql.SQL(verb + " ROLE {} LOGIN PASSWORD {}")
            system.execute(statement.format(sql.Identifier(role), sql.Literal(passwords[role])))
        if not system.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            system.execute(sql.SQL("CREATE DATABASE {} OWNER owner").format(sql.Identifier(DATABASE)))
    with connect(data, "postgres") as ours:
        grant_roles(ours)


def grant_roles(database: psycopg.Connection) -> None:
    """What ``owner`` makes, ``app`` may use and ``reader`` may look at; neither may change its shape.

    ``app`` gets no TRUNCATE and no TRIGGER: both would go around the triggers of append-only tables.
    """
    for statement in (
        "ALTER SCHEMA public OWNER TO owner",
        "GRANT USAGE ON SCHEMA public TO app, reader",
        "ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app",
        "ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT USAGE, SELECT ON SEQUENCES TO app",
        "ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT ON TABLES TO reader",
    ):
        database.execute(statement)
