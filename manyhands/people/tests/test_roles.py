"""Members look after the company in roles."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from manyhands.core.models import EventRow
from manyhands.people import actions, queries
from manyhands.people.actions.refusals import LastAdministrator
from manyhands.people.actions.roles import HasRole, NoSuchRole
from manyhands.people.models import Member, RoleName
from tests.make import NOON, make_administrator, make_member

pytestmark = pytest.mark.django_db


def test_a_role_is_given_and_everybody_may_know() -> None:
    ana, kofi = make_administrator("ana"), make_member("kofi")
    actions.give_role(kofi, RoleName.CURATOR, by=ana, at=NOON)
    assert Member.objects.get(pk=kofi.pk).holds("curator")
    assert EventRow.objects.get(kind="role.given").public_from == NOON


def test_a_role_is_held_once() -> None:
    kofi = make_member("kofi")
    actions.give_role(kofi, RoleName.CURATOR, by=None, at=NOON)
    with pytest.raises(HasRole):
        actions.give_role(kofi, RoleName.CURATOR, by=None, at=NOON)


def test_a_role_ends_and_may_come_back() -> None:
    ana, kofi = make_administrator("ana"), make_member("kofi")
    actions.give_role(kofi, RoleName.MODERATOR, by=ana, at=NOON)
    actions.end_role(kofi, RoleName.MODERATOR, by=ana, at=NOON)
    assert not Member.objects.get(pk=kofi.pk).is_moderator()
    with pytest.raises(NoSuchRole):
        actions.end_role(kofi, RoleName.MODERATOR, by=ana, at=NOON)
    actions.give_role(kofi, RoleName.MODERATOR, by=ana, at=NOON)
    assert kofi.roles.count() == 2, "what was stays written down"


def test_the_last_administrator_stays() -> None:
    ana = make_administrator("ana")
    with pytest.raises(LastAdministrator):
        actions.end_role(ana, RoleName.ADMINISTRATOR, by=ana, at=NOON)
    make_administrator("kofi")
    actions.end_role(ana, RoleName.ADMINISTRATOR, by=ana, at=NOON)
    assert [each.handle for each in queries.administrators()] == ["kofi"]


def test_a_suspended_administrator_looks_after_nothing() -> None:
    ana, kofi = make_administrator("ana"), make_member("kofi")
    actions.suspend_member(kofi, reason="Spam.", by=ana, at=NOON)
    actions.give_role(kofi, RoleName.ADMINISTRATOR, by=ana, at=NOON)
    with pytest.raises(LastAdministrator):
        actions.end_role(ana, RoleName.ADMINISTRATOR, by=ana, at=NOON)


def test_who_has_no_role_is_loaded_without_one() -> None:
    make_member("ana")
    assert vars(Member.objects.with_roles().get())["role_names"] == []


def test_who_is_loaded_with_roles_is_asked_without_a_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_administrator("ana")
    ana = Member.objects.with_roles().get()
    with django_assert_num_queries(0):
        assert ana.is_administrator()
        assert ana.is_moderator()
        assert not ana.holds("curator")
