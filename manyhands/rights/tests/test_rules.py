"""What may be made from what: pair by pair, as Creative Commons' chart of adapter's licences has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manyhands.rights import refusals
from manyhands.rights.rules import (
    ACCORD,
    BY,
    BY_NC,
    BY_NC_SA,
    BY_SA,
    CC0,
    LICENCES,
    MAY_BECOME,
    NO_DERIVATIVES,
    PERMISSION,
    PUBLIC_DOMAIN,
    RESERVED,
    SHARE_ALIKE_1,
    UNSTATED,
    Material,
    allowed_licences,
    may_derive,
    suggested_licence,
)

# Rows: what the source is under, outside. Columns: CC0, BY, BY-SA, BY-NC, BY-NC-SA, accord only.
CHART = {
    PUBLIC_DOMAIN: "yes yes yes yes yes yes",
    CC0: "yes yes yes yes yes yes",
    BY: "no  yes yes yes yes yes",
    BY_SA: "no  no  yes no  no  no",
    BY_NC: "no  no  no  yes yes no",
    BY_NC_SA: "no  no  no  no  yes no",
    ACCORD: "no  no  no  no  no  yes",
    PERMISSION: "no  no  no  no  no  yes",
    SHARE_ALIKE_1: "no  no  no  no  no  no",
    NO_DERIVATIVES: "no  no  no  no  no  no",
    RESERVED: "no  no  no  no  no  no",
    UNSTATED: "no  no  no  no  no  no",
}
PAIRS = [
    (source, licence, answer == "yes")
    for source, row in CHART.items()
    for licence, answer in zip(LICENCES, row.split(), strict=True)
]

materials = st.builds(
    Material,
    title=st.just("Rain"),
    terms=st.lists(st.sampled_from(list(MAY_BECOME)), min_size=1, max_size=3),
    here=st.booleans(),
    own=st.booleans(),
    contained=st.booleans(),
)


def outside(*terms: str) -> Material:
    return Material("Rain", terms, here=False)


def here(*terms: str) -> Material:
    return Material("Kitchen guitar", terms)


def test_the_chart_has_a_row_for_everything():
    assert set(CHART) == set(MAY_BECOME)


@pytest.mark.parametrize(("source", "licence", "fits"), PAIRS)
def test_something_from_outside(source, licence, fits):
    assert (may_derive([outside(source)], licence) == []) is fits


@pytest.mark.parametrize(
    ("source", "licence", "fits"), [pair for pair in PAIRS if pair[0] in LICENCES and pair[1] != ACCORD]
)
def test_a_work_from_here_gives_outsiders_no_more_than_its_licence(source, licence, fits):
    assert (may_derive([here(source)], licence) == []) is fits


@pytest.mark.parametrize("source", LICENCES)
def test_a_work_from_here_may_always_go_into_one_for_here_alone(source):
    assert may_derive([here(source)], ACCORD) == []


def test_share_alike_and_non_commercial_from_here_leave_the_accord_alone():
    assert allowed_licences([here(BY_SA), here(BY_NC)]) == [ACCORD]


def test_share_alike_and_non_commercial_from_outside_leave_nothing():
    assert allowed_licences([outside(BY_SA), outside(BY_NC)]) == []
    assert suggested_licence([outside(BY_SA), outside(BY_NC)]) == ""


def test_each_source_that_stands_against_it_is_named():
    problems = may_derive([here(BY), outside(BY_SA), outside(BY_NC)], CC0)
    assert [problem.code for problem in problems] == ["attribution", "share_alike", "non_commercial"]


def test_an_idea_is_nobodys_property():
    assert may_derive([Material("A famous film", [RESERVED], here=False, contained=False)], CC0) == []


def test_my_own_work_binds_me_to_nothing():
    assert may_derive([Material("Mine", [BY_NC_SA], own=True)], CC0) == []


def test_what_was_once_granted_stays_granted():
    assert may_derive([here(ACCORD, BY)], BY_SA) == []


def test_the_usual_licence_is_ticked_when_it_fits():
    assert suggested_licence([here(BY)], usual=BY_NC) == BY_NC
    assert suggested_licence([here(BY_SA)], usual=BY_NC) == BY_SA


def test_nobody_gives_everything_away_by_default():
    assert suggested_licence([]) == BY


@given(st.lists(materials, max_size=5))
def test_a_licence_is_allowed_exactly_when_nothing_stands_against_it(sources):
    allowed = allowed_licences(sources)
    for licence in LICENCES:
        assert (licence in allowed) == (may_derive(sources, licence) == [])


@given(st.lists(materials, max_size=4), materials)
def test_one_more_source_never_allows_more(sources, another):
    assert set(allowed_licences([*sources, another])) <= set(allowed_licences(sources))


@given(materials, st.sampled_from(list(LICENCES)))
def test_every_refusal_has_a_sentence(source, licence):
    for problem in may_derive([source], licence):
        assert "Rain" in refusals.tell(problem)
        assert "%(" not in refusals.tell(problem)
