"""Who is named in a work: its maker names people and takes them out, whoever is named says if it is right."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manyhands.core import clock, requests
from manyhands.core.errors import AlreadyDone, RuleBroken
from manyhands.people.models import Member
from manyhands.rights.actions import answer_credit as answer
from manyhands.rights.models import Credit
from manyhands.works import actions, finding
from manyhands.works.forms.credits import NamingForm
from manyhands.works.models import Work
from manyhands.works.queries.crediting import credits_named, with_portraits
from manyhands.works.views.editing import FORM_VERBS, own
from manyhands.works.views.making import member_of


@require_http_methods(FORM_VERBS)
def work_credits(request: HttpRequest, name: str) -> HttpResponse:
    """All names in a work's credits, and a place for one more."""
    work = own(request, name)
    form = NamingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and name_person(request, work, form):
        return redirect("work_credits", work.pk)
    context = {"work": work, "form": form, "named": credits_named(work, at=clock.now())}
    return render(request, "works/credits.html", context, status=422 if form.errors else 200)


def name_person(request: HttpRequest, work: Work, form: NamingForm) -> bool:
    """Name whom a valid form means, once however often it is sent; what is refused is said in the form."""
    by, at = member_of(request), clock.now()

    def act() -> dict[str, int | str]:
        credit = actions.name_in_credits(work, form.person(), by=by, at=at)
        return {"credit": credit.pk, "name": credit.name, "asked": credit.member_id not in {None, by.pk}}

    try:
        said, _replayed = requests.once(
            key=form.key, member_id=by.pk, act=f"credits/{work.pk}", body=form.typed, at=at, do=act
        )
    except RuleBroken as broken:
        form.add_error("credit_name", str(broken))
        return False
    told = _("%(name)s is asked, and named after saying yes.") if said["asked"] else _("%(name)s is named.")
    messages.success(request, told % {"name": said["name"]})
    return True


@require_POST
def take_out_of_credits(request: HttpRequest, name: str, credit_id: int) -> HttpResponse:
    work = own(request, name)
    credit = actions.take_out_of_credits(work, credit_id, by=member_of(request), at=clock.now())
    messages.success(request, _("%(name)s does not stand in the credits any more.") % {"name": credit.name})
    return redirect("work_credits", work.pk)


@require_POST
def ask_for_credit_again(request: HttpRequest, name: str, credit_id: int) -> HttpResponse:
    work = own(request, name)
    try:
        credit = actions.ask_for_credit_again(work, credit_id, by=member_of(request), at=clock.now())
    except AlreadyDone as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is asked once more.") % {"name": credit.name})
    return redirect("work_credits", work.pk)


@require_safe
def find_people(request: HttpRequest) -> HttpResponse:
    """Whom one may mean, as options below the field."""
    people = finding.find_people(request.GET.get("credit_name", ""), member_of(request))
    return render(request, "works/_people_options.html", {"people": with_portraits(people)})


@require_POST
def answer_credit(request: HttpRequest, credit_id: int) -> HttpResponse:
    assert isinstance(request.user, Member)
    credit = get_object_or_404(Credit, pk=credit_id, member=request.user, withdrawn_at=None)
    work = Work.objects.visible_to(request.user).filter(credit_list=credit.list_id).first()
    if work is None:
        raise Http404
    confirmed = request.POST.get("answer") == "yes"
    answer(credit, confirmed=confirmed, by=request.user, at=clock.now())
    said = _("You are named in the credits.") if confirmed else _("Your name does not stand in the credits.")
    messages.success(request, said)
    return redirect(work)
