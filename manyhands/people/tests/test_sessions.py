"""Each browser that is signed in is a row that can be seen and ended."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.people import actions
from manyhands.people.models import Session
from tests.make import NOON, make_member

pytestmark = pytest.mark.django_db


def two_browsers(member_of: str) -> tuple[Client, Client]:
    member = make_member(member_of)
    one, other = Client(), Client()
    one.force_login(member)
    other.force_login(member)
    return one, other


def key_of(client: Client) -> str:
    return str(client.session.session_key)


def test_a_session_knows_whose_it_is() -> None:
    two_browsers("ana")
    assert {session.member.handle for session in Session.objects.all() if session.member} == {"ana"}


def test_signing_out_everywhere_may_keep_this_browser() -> None:
    one, _other = two_browsers("ana")
    session = Session.objects.get(pk=key_of(one))
    assert session.member
    assert actions.sign_out_everywhere(session.member, keep=key_of(one), at=NOON) == 1
    assert Session.objects.get() == session
    assert actions.sign_out_everywhere(session.member, at=NOON) == 1
    assert not Session.objects.exists()


def test_a_new_password_ends_the_other_sessions() -> None:
    one, _other = two_browsers("ana")
    session = Session.objects.get(pk=key_of(one))
    assert session.member
    actions.change_password(session.member, "another long one", keep=key_of(one), at=NOON)
    assert Session.objects.get() == session


def test_one_session_is_ended_by_its_public_name() -> None:
    one, other = two_browsers("ana")
    session = Session.objects.get(pk=key_of(one))
    assert session.member
    assert session.public_id() != session.session_key
    assert actions.end_session(session.member, session.public_id())
    assert Session.objects.get().pk == key_of(other)
    assert not actions.end_session(session.member, session.public_id())


def test_nobody_ends_the_session_of_another() -> None:
    one, _other = two_browsers("ana")
    session = Session.objects.get(pk=key_of(one))
    assert not actions.end_session(make_member("kofi"), session.public_id())
