from __future__ import annotations

import datetime as dt
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from manyhands.media.addresses import Signed, sign, verify

DAY = dt.date(2026, 11, 23)
SHA = "ab" * 32


def test_an_address_works_on_its_day_and_the_next() -> None:
    path = sign(SHA, "webp-640", key="k", on=DAY)
    for days, valid in ((-1, False), (0, True), (1, True), (2, False)):
        assert (verify(path, key="k", on=DAY + dt.timedelta(days)) is not None) is valid


def test_it_is_the_same_for_a_whole_day() -> None:
    assert sign(SHA, "original", key="k", on=DAY) == sign(SHA, "original", key="k", on=DAY)


def test_another_key_blob_profile_or_name_is_refused() -> None:
    path = sign(SHA, "original", key="k", on=DAY, name="a.wav")
    assert verify(path, key="other", on=DAY) is None
    assert verify(path.replace("ab", "cd", 1), key="k", on=DAY) is None
    assert verify(path.replace("original", "aac"), key="k", on=DAY) is None
    assert verify(path.replace("a.wav", "b.wav"), key="k", on=DAY) is None
    assert verify(path.rpartition("/")[0], key="k", on=DAY) is None


@given(st.text(min_size=1, max_size=80))
def test_any_name_survives(name: str) -> None:
    name = name.encode("utf-8", "ignore").decode()
    if name:
        path = sign(SHA, "original", key="k", on=DAY, name=name)
        assert verify(path, key="k", on=DAY) == Signed(SHA, "original", name)
        assert verify(unquote(path), key="k", on=DAY) == Signed(SHA, "original", name)


@given(st.text(max_size=200))
def test_no_text_is_an_address_by_chance(path: str) -> None:
    assert verify(path, key="k", on=DAY) is None
