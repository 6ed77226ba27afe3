"""Tokens: given once, kept as a hash, ended for good."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.api.models import Token
from manyhands.api.rules import allows, known_scopes
from manyhands.core.errors import NotThere, RuleBroken
from manyhands.people.models import Member

PREFIX = "mh_"  # so that secret scanners recognise one that got into a repository
USED_EVERY = dt.timedelta(minutes=10)


class NoScope(RuleBroken):
    """A token that may do nothing."""


@transaction.atomic
def give_token(member: Member, *, name: str, scopes: str, at: dt.datetime) -> tuple[Token, str]:
    """Make a token; its text is returned this once and never again.

    :raises NoScope: no known scope was named
    """
    known = known_scopes(scopes)
    if not known:
        raise NoScope(_("Choose at least one thing that the token may do."), field="scopes")
    text = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        member=member, name=name or _("token"), token_hash=_hash(text), scopes=" ".join(known), at=at
    )
    return token, text


@transaction.atomic
def end_token(token_id: int, *, by: Member, at: dt.datetime) -> Token:
    """End a token of one's own.

    :raises NotThere: no such token of this member
    """
    token = Token.objects.select_for_update().filter(pk=token_id, member=by).first()
    if token is None:
        raise NotThere(_("There is no such token."))
    if token.ended_at is None:
        token.ended_at = at
        token.save(update_fields=["ended_at"])
    return token


def token_of(text: str, *, at: dt.datetime) -> Token | None:
    """The token that this text is, if it stands and its member is present. Notes when it was last used."""
    token = (
        Token.objects.filter(
            token_hash=_hash(text), ended_at=None, member__in=Member.objects.all().present().values("pk")
        )
        .select_related("member")
        .first()
    )
    # Not every request writes: within ten minutes the old moment is good enough.
    if token and (token.used_at is None or at - token.used_at > USED_EVERY):
        Token.objects.filter(pk=token.pk).update(used_at=at)
    return token


def member_allowed(text: str, scope: str, *, at: dt.datetime) -> Member | None:
    """Whom a token speaks for, if it may do what the scope allows."""
    token = token_of(text, at=at)
    return token.member if token and allows(token.scopes, scope) else None


def _hash(text: str) -> str:
    # 256 random bits need no slow hash: nobody guesses them.
    return hashlib.sha256(text.encode()).hexdigest()
