"""Mail that was written: for administrators to pass on by hand until there is a mail server."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from manyhands.core.models import OutboxMail
from manyhands.core.pages import keyset
from manyhands.people.models import RoleName
from manyhands.people.permissions import needs_role


@needs_role(RoleName.ADMINISTRATOR)
def outbox(request: HttpRequest) -> HttpResponse:
    """All mails with their words; once there is a server, only that some could not be sent.

    A mail may hold a link that signs somebody in, so nobody reads what its receiver can read.
    """
    mails = OutboxMail.objects.all()
    if settings.MAIL_URL:
        mails = mails.filter(sent_at=None).defer("text", "html")
    page = keyset(mails, after=request.GET.get("after"), size=30)
    return render(request, "site/outbox.html", {"page": page, "by_hand": not settings.MAIL_URL})
