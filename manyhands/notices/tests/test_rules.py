from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manyhands.notices.rules import mail_due, next_morning, shown_names, zone

ZONES = ["UTC", "Europe/Madrid", "Africa/Accra", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia"]


@given(
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1), timezones=st.just(dt.UTC)),
    st.sampled_from(ZONES),
)
def test_the_next_morning_is_eight_o_clock_there_and_within_a_day(at, name):
    there = ZoneInfo(name)
    morning = next_morning(at, zone=there, hour=8)
    assert morning.astimezone(there).strftime("%H:%M:%S") == "08:00:00"
    assert dt.timedelta(0) < morning - at <= dt.timedelta(hours=25)  # a day may have 25 hours


def test_a_zone_that_this_machine_does_not_know_is_utc():
    assert zone("Moon/Tranquility") == dt.UTC
    assert zone("../../etc/passwd") == dt.UTC


NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("mailed", "due"),
    [
        (None, dt.timedelta(minutes=2)),
        (dt.timedelta(hours=-1), dt.timedelta(hours=23)),
        (dt.timedelta(hours=-30), dt.timedelta(minutes=2)),
    ],
)
def test_a_burst_is_one_mail_and_an_unread_notice_is_mailed_again_after_a_day_at_the_earliest(mailed, due):
    day = dt.timedelta(hours=24)
    mailed_at = None if mailed is None else NOON + mailed
    assert mail_due(NOON, mailed_at, waits=dt.timedelta(minutes=2), again_after=day) == NOON + due


@pytest.mark.parametrize(
    ("names", "count", "shown"),
    [
        ([], 0, ([], 0)),
        (["Kofi"], 1, (["Kofi"], 0)),
        (["Kofi", "Noor"], 2, (["Kofi", "Noor"], 0)),
        (["Kofi"], 2, (["Kofi"], 1)),
        (["Kofi", "Noor", "Ana"], 3, (["Kofi"], 2)),
    ],
)
def test_two_are_named_and_of_more_the_newest(names, count, shown):
    assert shown_names(names, count) == shown
