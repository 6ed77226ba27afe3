"""The time of an act is the database's, read once per action and passed down as ``at``."""

from __future__ import annotations

import datetime as dt

from django.db import connection


def now() -> dt.datetime:
    """``transaction_timestamp()``: the same for everything that one transaction does, whatever the
    machine's clock says.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        (moment,) = cursor.fetchone()
    assert isinstance(moment, dt.datetime)
    return moment
