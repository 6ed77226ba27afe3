"""Who is named in a work that stands: its maker names people, takes names out, asks again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core.errors import NotThere
from manyhands.people.models import Member
from manyhands.rights.actions import Person, ask_again, name_person, withdraw_credit
from manyhands.rights.models import Credit
from manyhands.works.actions.editing import own_work
from manyhands.works.models import Work


@transaction.atomic
def name_in_credits(work: Work, person: Person, *, by: Member, at: dt.datetime) -> Credit:
    """Name somebody who had a hand in a work. A member is asked, and shown after saying yes.

    :raises NotThere: the work is somebody else's, or was removed
    :raises NamelessCredit: there is no name, or no role
    :raises NamedAlready: the member has this role here already
    """
    return name_person(own_work(work, by=by).credit_list, person, by=by, at=at)


@transaction.atomic
def take_out_of_credits(work: Work, credit_id: int, *, by: Member, at: dt.datetime) -> Credit:
    """Take a name out of what is shown from now on.

    :raises NotThere: the work is somebody else's, or the name does not stand in its credits
    :raises NotAllowed: neither the one who named nor the one who was named asks
    """
    credit = _standing(own_work(work, by=by), credit_id)
    withdraw_credit(credit, by=by, at=at)
    return credit


@transaction.atomic
def ask_for_credit_again(work: Work, credit_id: int, *, by: Member, at: dt.datetime) -> Credit:
    """Ask a member once more who has not answered for a week.

    :raises NotThere: the work is somebody else's, or the name does not stand in its credits
    :raises AlreadyDone: the member has answered, or was asked only lately
    :raises NotAllowed: there is nobody who could be asked
    """
    return ask_again(_standing(own_work(work, by=by), credit_id), by=by, at=at)


def _standing(work: Work, credit_id: int) -> Credit:
    credit = Credit.objects.filter(list=work.credit_list_id, pk=credit_id, withdrawn_at=None).first()
    if credit is None:
        raise NotThere(_("This credit is not there any more."))
    return credit
