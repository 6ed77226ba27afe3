"""Fixtures that give each pytest process a database of its own, made by the owner and used as ``app``.

So a missing grant, or a change to a table that only grows, fails in the tests as it would in a company.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase
from psycopg import sql
from pytest_django import DjangoDbBlocker

from manyhands.core.embedded.cluster import connect
from manyhands.core.embedded.place import DATABASE
from tests import cluster


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    cluster.start()
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"test_{worker}"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        start_over(name)
        patch.setitem(settings.DATABASES["default"], "NAME", name)
        patch.setitem(connection.settings_dict, "NAME", name)
        # Django would TRUNCATE as ``app``, which may not, and would take the rows that migrations made.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: start_over(name))
        yield
        connections.close_all()


def start_over(name: str) -> None:
    """A fresh copy of the migrated database, whoever is still connected to the old one."""
    connections.close_all()
    template = sql.Identifier(DATABASE)
    with superuser() as system:
        system.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        system.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), template
            )
        )


def superuser(database: str = "postgres") -> psycopg.Connection:
    """A connection that may do anything, for tests about what ``app`` may not."""
    return connect(settings.DATA_DIR, "postgres", database=database)
