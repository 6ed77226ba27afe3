"""Which PostgreSQL the tests talk to: the embedded 18, or the 17 that ``bin/test --all`` ends with."""

from __future__ import annotations

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_server_is_the_one_that_this_run_is_for():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        assert cursor.fetchone() == (17 if "TEST_POSTGRES" in os.environ else 18,)
