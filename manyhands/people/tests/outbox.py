"""What was mailed, for tests that follow a link."""

from __future__ import annotations

import re

from manyhands.core.models import OutboxMail


def newest_mail(to: str) -> OutboxMail:
    return OutboxMail.objects.filter(to=to).latest("pk")


def link_in(mail: OutboxMail) -> str:
    """The path of the first address in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.text)
    assert found, mail.text
    return found[1]
