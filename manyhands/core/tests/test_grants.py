"""The three roles of the database: the owner migrates, the app works, the reader looks."""

from __future__ import annotations

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from manyhands.core.embedded.cluster import connect

pytestmark = pytest.mark.django_db


def refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refusal.value)


def test_tests_run_as_the_app():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("app", False)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "ALTER TABLE core_event DISABLE TRIGGER ALL",
        "DROP TRIGGER only_added ON core_event",
        "TRUNCATE core_event CASCADE",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS ''",
    ],
)
def test_the_app_cannot_change_or_disable_anything(statement):
    assert "permission denied" in refused(statement) or "must be owner" in refused(statement)


def test_the_reader_reads_and_cannot_write():
    with connect(settings.DATA_DIR, "reader", database=connection.settings_dict["NAME"]) as reader:
        assert reader.execute("SELECT count(*) FROM core_company").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute("UPDATE core_company SET name = 'taken'")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_every_transactional_test_starts_with_the_rows_of_the_migrations(time):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_company WHERE name <> 'changed'")
        assert cursor.fetchone() == (1,)
        cursor.execute("UPDATE core_company SET name = 'changed'")
