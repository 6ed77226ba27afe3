"""How one wishes to be told, kind by kind, as one form."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from manyhands.notices import queries
from manyhands.notices.actions import wish
from manyhands.notices.kinds import KINDS, Kind
from manyhands.notices.models import Mailing, Wish
from manyhands.people.models import Member

FOR_MODERATORS = frozenset({"desk", "asking"})


class WishesForm(forms.Form):
    """Two fields for each kind: ``here_KIND`` and ``mail_KIND``."""

    def __init__(self, member: Member, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="wish_%s")
        self.member = member
        self.kinds = [
            kind
            for kind in KINDS.values()
            if not kind.is_due and (kind.name not in FOR_MODERATORS or member.is_moderator())
        ]
        wishes = {each.kind: each for each in Wish.objects.filter(member=member)}
        self.now = {
            kind.name: queries.wish_of(member.pk, kind.name, wishes.get(kind.name)) for kind in self.kinds
        }
        for kind in self.kinds:
            self._add(kind)

    def _add(self, kind: Kind) -> None:
        here, mail = self.now[kind.name]
        self.fields[f"here_{kind.name}"] = forms.BooleanField(label=_("here"), initial=here, required=False)
        self.fields[f"mail_{kind.name}"] = forms.ChoiceField(
            label=_("by mail"), choices=Mailing, initial=mail, required=False
        )

    def rows(self) -> list[tuple[Kind, forms.BoundField, forms.BoundField]]:
        return [(kind, self[f"here_{kind.name}"], self[f"mail_{kind.name}"]) for kind in self.kinds]

    def save(self, *, at: dt.datetime) -> None:
        """Keep what has changed; kinds left as they were go on following our defaults."""
        for kind in self.kinds:
            here = bool(self.cleaned_data[f"here_{kind.name}"])
            mail = Mailing(self.cleaned_data[f"mail_{kind.name}"] or Mailing.NEVER)
            if (here, mail) != self.now[kind.name]:
                wish(self.member, kind.name, here=here, mail=mail, at=at)
