"""What administrators decide about the company, and its pages of words that everybody reads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from manyhands.core import clock
from manyhands.core.errors import RuleBroken
from manyhands.core.models import Company, Joining
from manyhands.media.text import render as markdown
from manyhands.people.middleware import public
from manyhands.people.models import Member, RoleName
from manyhands.people.permissions import needs_role
from manyhands.people.queries import joining_now
from manyhands.rights.actions import write_accord
from manyhands.rights.models import Accord
from manyhands.site import actions, conduct
from manyhands.site.forms import CompanyForm, WordsForm

for_administrators = needs_role(RoleName.ADMINISTRATOR)


@for_administrators
def company(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Member)
    now = Company.current()
    form = CompanyForm(
        request.POST or None, initial={name: getattr(now, name) for name in CompanyForm.base_fields}
    )
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "joining": Joining(form.cleaned_data["joining"])}
        try:
            actions.change_company(actions.Settings(**said), by=request.user, at=clock.now())
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("The company is this now."))
            return redirect("company")
    without_mail = joining_now() != Joining(now.joining)
    return render(request, "site/company.html", {"form": form, "without_mail": without_mail})


@for_administrators
def company_accord(request: HttpRequest) -> HttpResponse:
    """Write a new version of the accord. Works that were published under an older one stay under it."""
    assert isinstance(request.user, Member)
    current = Accord.current()
    form = WordsForm(request.POST or None, initial={"words": current.text})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["words"].strip() != current.text.strip():
            language = get_language() or "en"
            write_accord(form.cleaned_data["words"], language=language, by=request.user, at=clock.now())
        messages.success(request, _("Members are asked for it at their next publication."))
        return redirect("accord")
    return render(request, "site/company_accord.html", {"form": form, "current": current})


@for_administrators
def company_conduct(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Member)
    form = WordsForm(request.POST or None, initial={"words": conduct.words_of(Company.current())})
    if request.method == "POST" and form.is_valid():
        actions.change_conduct(form.cleaned_data["words"], by=request.user, at=clock.now())
        return redirect("conduct")
    return render(request, "site/company_conduct.html", {"form": form})


@public
def accord(request: HttpRequest) -> HttpResponse:
    """What members and the company promise each other."""
    current = Accord.current()
    html = mark_safe(markdown(current.text).html)  # noqa: S308 sanitised
    return render(request, "site/accord.html", {"accord": current, "html": html})


@public
def conduct_page(request: HttpRequest) -> HttpResponse:
    """How people treat each other here."""
    html = mark_safe(markdown(conduct.words_of(Company.current())).html)  # noqa: S308 sanitised
    return render(request, "site/conduct.html", {"html": html})
