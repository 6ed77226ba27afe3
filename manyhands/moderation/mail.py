"""Mail to people without an account who reported something. Members read the same as notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from manyhands.core import outbox
from manyhands.core.models import Company
from manyhands.moderation.models import Report, Ruling

if TYPE_CHECKING:
    from manyhands.moderation.subjects import Thing


def send_receipt(report: Report, thing: Thing) -> None:
    _send("receipt", report, {"thing": thing})


def send_answer(report: Report, ruling: Ruling, thing: Thing) -> None:
    _send("answer", report, {"thing": thing, "ruling": ruling})


def _send(name: str, report: Report, context: dict[str, object]) -> None:
    context = {**context, "report": report, "company": Company.current()}
    subject, text = render_to_string(f"moderation/mail/{name}.txt", context).split("\n", 1)
    outbox.put(EmailMessage(subject, text.strip() + "\n", to=[report.mail]))
