"""Notices as mail: text and HTML, in the receiver's language and time, each with its way out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from manyhands.core import outbox
from manyhands.core.addresses import absolute
from manyhands.core.models import Company
from manyhands.notices import rules
from manyhands.notices.unsubscribing import ALL, address
from manyhands.people.models import Member

if TYPE_CHECKING:
    from manyhands.notices.sentences import Told


@contextmanager
def as_for(member: Member) -> Iterator[None]:
    """Write in the language and the time zone of a member."""
    with translation.override(member.language), timezone.override(rules.zone(member.time_zone)):
        yield


def send_notice(member: Member, told: Told, *, is_due: bool) -> None:
    """One notice. What is owed to a person has no way out, so it offers none."""
    way_out = "" if is_due else address(member.pk, told.notice.kind)
    _send(member, "notice", [told], way_out=way_out)


def send_digest(member: Member, told: Sequence[Told]) -> None:
    """The mail of the day."""
    _send(member, "digest", told, way_out=address(member.pk, ALL))


def _send(member: Member, name: str, told: Sequence[Told], *, way_out: str) -> None:
    context = {
        "member": member,
        "company": Company.current(),
        "told": told,
        "home": absolute(""),
        "way_out": way_out,
        "settings": absolute("/settings/notices"),
    }
    subject = render_to_string(f"notices/mail/{name}_subject.txt", context).strip()
    text = render_to_string(f"notices/mail/{name}.txt", context)
    headers = {"Auto-Submitted": "auto-generated"}
    if way_out:
        headers |= {"List-Unsubscribe": f"<{way_out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(subject, text, to=[member.email or ""], headers=headers)
    message.attach_alternative(render_to_string(f"notices/mail/{name}.html", context), "text/html")
    outbox.put(message)
