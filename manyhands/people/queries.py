"""What several tables of this room say together."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from manyhands.core.models import Company, Joining
from manyhands.core.prepared import prepared_rows
from manyhands.people.confusables import skeleton
from manyhands.people.models import Block, Invitation, Member, Role, RoleName


def joining_now() -> Joining:
    """How one joins: by invitation as long as no mail can be sent, whatever the company has chosen."""
    return Joining(Company.current().joining) if settings.MAIL_URL else Joining.INVITATION


def token_hash(token: str) -> str:
    """What is kept of a secret link. The link has 128 random bits, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def usable_invitation(token: str, *, at: dt.datetime) -> Invitation | None:
    """The invitation behind a link, if somebody can still join by it."""
    standing = Invitation.objects.filter(token_hash=token_hash(token), withdrawn_at=None, expires_at__gt=at)
    return standing.annotate(taken=Count("uses")).filter(taken__lt=F("places")).first()


def is_handle_taken(handle: str) -> bool:
    """Whether somebody here has a handle that looks like this one, or somebody who left had."""
    looks = skeleton(handle)
    return Member.objects.filter(handle_skeleton__in=[looks, left_behind(looks)]).exists()


def left_behind(handle_skeleton: str) -> str:
    """What stays of a handle when its owner leaves: enough that nobody can take it and pass for them.

    A keyed hash, so that the handle cannot be guessed from it by whoever gets hold of the database alone.
    """
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"handle {handle_skeleton}".encode(), "sha256")
    return f"left:{digest.hex()}"


def has_member_with_mail(mail: str) -> bool:
    """Whether an address belongs to somebody here, as the one in use or one that is being changed to."""
    same = Exact(Lower("email"), Lower(Value(mail)))  # as the index has it; iexact would ask for capitals
    return (
        Member.objects.filter(same).exists()
        or EmailAddress.objects.filter(email=mail, verified=True).exists()
    )


def administrators() -> QuerySet[Member]:
    """Members who can look after the company now."""
    holders = Role.objects.current().filter(name=RoleName.ADMINISTRATOR)
    return Member.objects.present().filter(pk__in=holders.values("member"))


def is_last_administrator(member: Member) -> bool:
    return member.is_administrator() and not administrators().exclude(pk=member.pk).exists()


def roles_of(members: Iterable[Member]) -> dict[int, list[str]]:
    """Which roles each of these members holds for the company: {member id: names}."""
    found: dict[int, list[str]] = {member.pk: [] for member in members}
    current = Role.objects.current().filter(member__in=found).order_by("name")
    for member_id, name in current.values_list("member", "name"):
        found[member_id].append(name)
    return found


def have_blocked(member_id: int) -> set[int]:
    """Who does not want to hear from this member."""
    return set(Block.objects.filter(member=member_id).values_list("by", flat=True))


_blocked_by = prepared_rows(lambda by: Block.objects.filter(by=by).values_list("member"), -1)


def blocked_by(member_id: int) -> set[int]:
    """Whom this member does not want to hear from."""
    return {row[0] for row in _blocked_by(member_id)}


def apart_from(member_id: int) -> set[int]:
    """Everybody who has blocked this member or was blocked by them."""
    pairs = Block.objects.filter(Q(by=member_id) | Q(member=member_id)).values_list("by", "member")
    return {one for pair in pairs for one in pair} - {member_id}
