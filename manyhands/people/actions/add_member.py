from __future__ import annotations

import datetime as dt

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from manyhands.people.actions.newcomers import Newcomer, let_in, put_in
from manyhands.people.models import Member


@transaction.atomic
def add_member(newcomer: Newcomer, *, at: dt.datetime) -> Member:
    """Make a confirmed member on the operator's word.

    :raises RuleBroken: as :func:`put_in`
    """
    member = put_in(newcomer, confirmed=True, at=at)
    let_in(member, at=at)
    return member


def password_link(member: Member) -> str:
    """The path of a link by which the member chooses a password: the one that a reset is mailed with."""
    key = default_token_generator.make_token(member)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(member), key])
