"""The kinds of things that people are told, as one table: the sentence, and how it is told by default.

Sentences have two forms, for one person and for several (ngettext): some languages conjugate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from manyhands.notices.models import Mailing

Text = str | Promise


@dataclass(frozen=True)
class Kind:
    name: str
    label: Text
    """What the settings page calls it."""
    sentence: Any
    """With ``%(names)s`` and ``%(title)s``; a lazy plural counted by ``people``."""
    mail: Mailing = Mailing.AT_ONCE
    is_quiet: bool = False
    """Gathered until the next morning; rings no bell before."""
    is_due: bool = False
    """Owed to the person: cannot be unsubscribed from."""
    outlives_subject: bool = False
    """Told also when the thing is hidden from the receiver by now."""


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "mention",
            _("Somebody names you in a comment"),
            ngettext_lazy("%(names)s named you in %(title)s", "%(names)s named you in %(title)s", "people"),
        ),
        Kind(
            "answer",
            _("Somebody answers your comment"),
            ngettext_lazy(
                "%(names)s answered you about %(title)s", "%(names)s answered you about %(title)s", "people"
            ),
        ),
        Kind(
            "comment",
            _("Somebody comments on something of yours"),
            ngettext_lazy("%(names)s commented on %(title)s", "%(names)s commented on %(title)s", "people"),
        ),
        Kind(
            "remix",
            _("Somebody makes something from a work of yours"),
            ngettext_lazy("%(names)s remixed %(title)s", "%(names)s remixed %(title)s", "people"),
        ),
        Kind(
            "credit",
            _("Somebody credits you and asks whether it is right"),
            ngettext_lazy(
                "%(names)s credits you in %(title)s. Is that right?",
                "%(names)s credit you in %(title)s. Is that right?",
                "people",
            ),
        ),
        Kind(
            "credit_answer",
            _("Somebody whom you credited answers"),
            ngettext_lazy(
                "%(names)s answered your credit in %(title)s",
                "%(names)s answered your credits in %(title)s",
                "people",
            ),
            mail=Mailing.DAILY,
        ),
        Kind(
            "credit_gone",
            _("Your name is taken out of credits that you had confirmed"),
            ngettext_lazy(
                "%(names)s took your name out of the credits of %(title)s",
                "%(names)s took your name out of the credits of %(title)s",
                "people",
            ),
            is_due=True,
        ),
        Kind(
            "collected",
            _("Somebody puts a work of yours into a collection"),
            ngettext_lazy("%(names)s collected %(title)s", "%(names)s collected %(title)s", "people"),
            mail=Mailing.DAILY,
        ),
        Kind(
            "co_curator",
            _("Somebody asks you to curate a collection together"),
            ngettext_lazy(
                "%(names)s asks you to curate %(title)s", "%(names)s ask you to curate %(title)s", "people"
            ),
        ),
        Kind(
            "heart",
            _("People love something of yours (gathered, once a day)"),
            ngettext_lazy("%(names)s loves %(title)s", "%(names)s love %(title)s", "people"),
            mail=Mailing.DAILY,
            is_quiet=True,
        ),
        Kind(
            "failed",
            _("A file of yours cannot be prepared"),
            _("A file of %(title)s cannot be prepared. See why, and try again."),
        ),
        Kind(
            "arrival",
            _("Somebody joins by your invitation"),
            ngettext_lazy(
                "%(names)s joined by your invitation", "%(names)s joined by your invitation", "people"
            ),
            mail=Mailing.DAILY,
        ),
        Kind(
            "ruling",
            _("A moderator decides about something of yours"),
            _("A moderator has decided about %(title)s. Read why."),
            is_due=True,
            outlives_subject=True,
        ),
        Kind(
            "report_answer",
            _("A moderator answers your report"),
            _("A moderator has answered your report about %(title)s"),
            outlives_subject=True,
        ),
        Kind(
            "desk",
            _("For moderators: something is reported"),
            _("Something waits on the moderators’ desk"),
        ),
        Kind(
            "asking",
            _("For moderators: somebody asks to join"),
            ngettext_lazy("%(names)s asks to join", "%(names)s ask to join", "people"),
        ),
    )
}

RULINGS: Mapping[str, Text] = {
    "hide": _("A moderator has hidden %(title)s. Read why."),
    "show": _("A moderator shows %(title)s again. Read why."),
    "leave": _("A moderator has looked at %(title)s and leaves it as it is. Read why."),
}

MAIL_WAITS = dt.timedelta(minutes=2)
"""So that a burst is one mail."""
MAIL_AGAIN_AFTER = dt.timedelta(hours=24)
"""A notice that stays unread is mailed again at most this often, and only if it has grown."""
MORNING = 8
"""The hour, where the member lives, of the mail of the day and of hearts."""
