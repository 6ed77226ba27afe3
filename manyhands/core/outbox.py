"""All mail goes through the outbox: a row first, in the transaction of the act, then out by a job if
there is a server.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from manyhands.core import clock
from manyhands.core.jobs import task
from manyhands.core.models import OutboxMail


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend of this project."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            put(message)
        return len(email_messages)


@transaction.atomic
def put(message: EmailMessage) -> list[OutboxMail]:
    """Write a mail down, a row for each receiver, so that nobody sees another's address."""
    html = next((str(body) for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
    rows = OutboxMail.objects.bulk_create(
        OutboxMail(
            to=receiver,
            subject=" ".join(str(message.subject).split()),
            text=str(message.body),
            html=html,
            headers={name: str(value) for name, value in message.extra_headers.items()},
        )
        for receiver in message.recipients()
    )
    if settings.MAIL_URL:
        for row in rows:
            send_later.defer(mail_id=row.pk)
    return rows


def send(mail: OutboxMail) -> None:
    """Hand one mail to the server of ``MAIL_URL`` (smtp:// or smtps://)."""
    message = EmailMultiAlternatives(
        mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=mail.headers
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend", **settings.MAIL_SERVER)
    connection.send_messages([message])
    mail.sent_at = clock.now()
    mail.save(update_fields=["sent_at"])


@task(queue="fast", retries=8)
def send_later(*, mail_id: int) -> None:
    mail = OutboxMail.objects.get(pk=mail_id)
    if mail.sent_at is None:
        send(mail)
