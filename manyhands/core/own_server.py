"""An operator's own PostgreSQL (``DATABASE_URL``), prepared so that the web cannot act as its owner."""

from __future__ import annotations

import psycopg
from psycopg import sql

from manyhands.core.trouble import Trouble

OLDEST = 17
APP, READER = "manyhands_app", "manyhands_reader"


def role_of(name: str) -> str:
    """What ``app`` and ``reader`` are called in a server that others may share."""
    return {"app": APP, "reader": READER}[name]


def prepare(database: psycopg.Connection) -> None:
    """Make the two roles that work and look, unless they are there, and let this login take them.

    :raises Trouble: the server is too old, or this login may not make roles
    """
    refuse_old(database)
    try:
        for role in (APP, READER):
            _ensure(database, role)
    except psycopg.errors.InsufficientPrivilege:
        login = database.info.user
        raise Trouble(
            f"The login of DATABASE_URL may not make roles; let an administrator of that server run: "
            f"CREATE ROLE {APP}; CREATE ROLE {READER}; GRANT {APP}, {READER} TO {login};"
        ) from None
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {app}, {reader}",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {reader}",
    ):
        database.execute(sql.SQL(statement).format(app=sql.Identifier(APP), reader=sql.Identifier(READER)))


def refuse_old(database: psycopg.Connection) -> None:
    """:raises Trouble: the server is older than what this Manyhands is tested with"""
    if (major := database.info.server_version // 10_000) < OLDEST:
        raise Trouble(f"The server of DATABASE_URL is PostgreSQL {major}; {OLDEST} or newer is needed.")


def _ensure(database: psycopg.Connection, role: str) -> None:
    if not database.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        database.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    may_take = database.execute("SELECT pg_has_role(current_user, %s, 'SET')", [role]).fetchone()
    if may_take != (True,):  # whoever makes a role may grant it, but does not have it yet
        login = sql.Identifier(database.info.user)
        database.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), login))
