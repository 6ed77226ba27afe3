"""Somebody becomes a member."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from pytest_django import Settings

from manyhands.core.models import Company, EventRow, Joining
from manyhands.people import actions
from manyhands.people.actions.refusals import (
    HandleRefused,
    HandleTaken,
    LinkSpent,
    MailTaken,
    NameRefused,
    NotOpen,
    TooYoung,
)
from manyhands.people.models import Member
from tests.make import NOON, make_member, make_newcomer

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(settings: Settings) -> None:
    settings.MAIL_URL = "smtp://localhost"


def company_is(joining: Joining) -> None:
    Company.objects.update(joining=joining)


def token_of(by: Member, *, places: int = 1) -> str:
    _, path = actions.invite(by=by, at=NOON, places=places)
    return path.removeprefix("/join/")


def test_an_invitation_stands_for_mail_while_none_can_be_sent() -> None:
    token = token_of(make_member("ana"))
    kofi = actions.join(make_newcomer("kofi"), token=token, at=NOON)
    assert Member.objects.present().filter(pk=kofi.pk).exists()
    assert EmailAddress.objects.get(user=kofi).verified
    assert kofi.check_password(make_newcomer("kofi").password or "")


@pytest.mark.usefixtures("mail")
def test_with_mail_the_address_is_confirmed_first() -> None:
    token = token_of(make_member("ana"))
    kofi = actions.join(make_newcomer("kofi"), token=token, at=NOON)
    assert not Member.objects.present().filter(pk=kofi.pk).exists()
    actions.confirm_mail(kofi, at=NOON)
    assert Member.objects.present().filter(pk=kofi.pk).exists()
    assert EventRow.objects.get(kind="member.joined").public_from == NOON


def test_without_mail_nobody_comes_uninvited() -> None:
    company_is(Joining.OPEN)
    with pytest.raises(NotOpen):
        actions.join(make_newcomer("kofi"), at=NOON)


@pytest.mark.usefixtures("mail")
def test_an_open_company_needs_no_invitation() -> None:
    company_is(Joining.OPEN)
    kofi = actions.join(make_newcomer("kofi"), at=NOON)
    actions.confirm_mail(kofi, at=NOON)
    assert Member.objects.present().get() == kofi


@pytest.mark.usefixtures("mail")
def test_a_company_that_approves_each_lets_newcomers_wait() -> None:
    company_is(Joining.APPROVAL)
    kofi = actions.join(make_newcomer("kofi"), at=NOON)
    assert not Member.objects.waiting().exists(), "the address is not confirmed yet"
    EmailAddress.objects.update(verified=True)
    actions.confirm_mail(kofi, at=NOON)
    assert Member.objects.waiting().get() == kofi
    assert EventRow.objects.get(kind="member.asked").public_from is None


@pytest.mark.usefixtures("mail")
def test_who_was_invited_needs_no_approval() -> None:
    company_is(Joining.APPROVAL)
    kofi = actions.join(make_newcomer("kofi"), token=token_of(make_member("ana")), at=NOON)
    actions.confirm_mail(kofi, at=NOON)
    assert Member.objects.present().filter(pk=kofi.pk).exists()


def test_an_invitation_for_one_is_for_one() -> None:
    token = token_of(make_member("ana"))
    actions.join(make_newcomer("kofi"), token=token, at=NOON)
    with pytest.raises(LinkSpent):
        actions.join(make_newcomer("lena"), token=token, at=NOON)


def test_a_class_joins_by_one_link() -> None:
    token = token_of(make_member("ana"), places=3)
    for handle in ("kofi", "lena", "aiko"):
        actions.join(make_newcomer(handle), token=token, at=NOON)
    assert Member.objects.present().count() == 4


def test_a_link_that_is_none_lets_nobody_in() -> None:
    with pytest.raises(LinkSpent):
        actions.join(make_newcomer("kofi"), token="0" * 32, at=NOON)


@pytest.mark.parametrize("handle", ["ana", "ANA", "@ana", "Ａna"])
def test_a_handle_is_there_once(handle: str) -> None:
    token = token_of(make_member("ana"))
    with pytest.raises(HandleTaken):
        actions.join(make_newcomer(handle, mail="other@example.org"), token=token, at=NOON)


def test_a_handle_that_looks_like_anothers_is_taken() -> None:
    actions.add_member(make_newcomer("paypal"), at=NOON)
    token = token_of(make_member("ana"))
    with pytest.raises(HandleTaken):
        actions.join(make_newcomer("paypa1"), token=token, at=NOON)


def test_an_address_is_there_once() -> None:
    token = token_of(make_member("ana"))
    with pytest.raises(MailTaken):
        actions.join(make_newcomer("kofi", mail="ANA@example.org"), token=token, at=NOON)


@pytest.mark.usefixtures("mail")
def test_who_asks_again_before_confirming_is_the_same_person() -> None:
    company_is(Joining.OPEN)
    actions.join(make_newcomer("kofi"), at=NOON)
    again = actions.join(make_newcomer("kofi"), at=NOON)
    assert Member.objects.get() == again


def test_who_may_be_too_young_does_not_join() -> None:
    token = token_of(make_member("ana"))
    with pytest.raises(TooYoung, match="2027"):
        actions.join(make_newcomer("kofi", birth_year=NOON.year - 13), token=token, at=NOON)
    assert actions.join(make_newcomer("kofi", birth_year=NOON.year - 14), token=token, at=NOON)


def test_a_name_that_cannot_be_seen_is_none() -> None:
    token = token_of(make_member("ana"))
    with pytest.raises(NameRefused):
        actions.join(make_newcomer("kofi", name="\u202e\u200b"), token=token, at=NOON)


def test_a_refused_newcomer_takes_no_place() -> None:
    token = token_of(make_member("ana"))
    with pytest.raises(HandleRefused):
        actions.join(make_newcomer("admin"), token=token, at=NOON)
    assert actions.join(make_newcomer("kofi"), token=token, at=NOON)


def test_a_member_confirms_a_new_address() -> None:
    ana = make_member("ana")
    actions.confirm_mail(ana, at=NOON)
    assert EventRow.objects.get().kind == "mail.changed"
