"""Reports and rulings as they come from a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from manyhands.core.addresses import absolute
from manyhands.core.errors import RuleBroken
from manyhands.moderation.actions import RulingOrder
from manyhands.moderation.actions.reports import SomethingMissing
from manyhands.moderation.models import Report, Ruling
from manyhands.moderation.rules import VERDICTS, WORDS_LENGTH, ReportOrder
from manyhands.moderation.subjects import Thing
from manyhands.people.models import Member

MISSING = {
    "words": _("Say in a few words what is wrong."),
    "place": _("Say where exactly it is."),
    "name": _("Give the name under which we can answer you."),
    "mail": _("Give an address at which we can answer you."),
    "good_faith": _("We can only act on what you believe to be true."),
}


class ReportForm(forms.Form):
    """What is wrong with a thing. Somebody without an account also says who they are."""

    why = forms.ChoiceField(label=_("What is wrong?"), choices=Report.Why, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("What should a moderator look at? They alone read this, never its maker."),
    )
    place = forms.CharField(
        label=_("Where exactly"),
        required=False,
        max_length=500,
        help_text=_("The address of the page, and the second, the place or the sentence."),
    )
    name = forms.CharField(label=_("Your name"), required=False, max_length=120)
    mail = forms.EmailField(label=_("Your mail address"), required=False, max_length=254)
    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I say is true and complete."), required=False
    )

    def __init__(self, thing: Thing, member: Member | None, data: QueryDict | None = None) -> None:
        who = {"name": member.name, "mail": member.email or ""} if member else {}
        super().__init__(data, initial={"place": absolute(thing.address), **who}, auto_id="report_%s")
        self.thing, self.is_member = thing, member is not None
        if member is None:
            self.fields["name"].required = self.fields["mail"].required = True

    @property
    def order(self) -> ReportOrder:
        """What the valid form asks. Names and addresses of members are kept only where the law wants them."""
        values: dict[str, Any] = dict(self.cleaned_data)
        if values["why"] != Report.Why.RIGHTS:
            values.update(place="", good_faith=False)
            if self.is_member:
                values.update(name="", mail="")
        return ReportOrder(self.thing.subject, self.thing.pk, **values)

    def refuse(self, refusal: RuleBroken) -> None:
        """Say beside each field what the action found missing."""
        if isinstance(refusal, SomethingMissing):
            for problem in refusal.problems:
                self.add_error(problem.code, MISSING[problem.code])
        else:
            self.add_error(None, str(refusal))


class RulingForm(forms.Form):
    """A moderator's decision: two buttons, one reason."""

    reason = forms.CharField(
        label=_("The reason"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Its maker reads this sentence. Say what is the matter, and what they can do."),
        error_messages={"required": _("Write the reason: the maker will read it.")},
    )
    ground = forms.ChoiceField(
        label=_("It rests on"),
        choices=Ruling.Ground,
        initial=Ruling.Ground.CONDUCT,
        widget=forms.RadioSelect,
    )
    verdict = forms.ChoiceField(choices=Ruling.Verdict, widget=forms.HiddenInput)

    def __init__(self, thing: Thing, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="ruling_%s")
        self.thing = thing
        self.verdicts = [Ruling.Verdict(verdict) for verdict in VERDICTS[thing.is_hidden]]

    @property
    def order(self) -> RulingOrder:
        return RulingOrder(self.thing.subject, self.thing.pk, **self.cleaned_data)

    def refuse(self, refusal: RuleBroken) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
