"""What a member decides about themselves."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from manyhands.core import clock
from manyhands.core.errors import RuleBroken
from manyhands.core.pages import keyset
from manyhands.people import actions
from manyhands.people.forms.settings import CloseForm, LanguageForm, ProfileForm
from manyhands.people.models import Block, Closure, Member


def settings_profile(request: HttpRequest) -> HttpResponse:
    member, at = request.user, clock.now()
    assert isinstance(member, Member)
    form = ProfileForm(request.POST or None, member=member, is_adult=member.is_adult(on=at.date()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_profile(member, form.profile(), at=at)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("Your profile shows this now."))
            return redirect("settings_profile")
    return render(request, "people/settings_profile.html", {"form": form, "member": member})


def settings_language(request: HttpRequest) -> HttpResponse:
    member = request.user
    assert isinstance(member, Member)
    now = {"language": member.language, "time_zone": member.time_zone}
    form = LanguageForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        actions.change_language(member, **form.cleaned_data)
        messages.success(request, _("Pages and times follow this now."))
        response = redirect("settings_language")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, member.language, samesite="Lax")
        return response
    return render(request, "people/settings_language.html", {"form": form})


def blocks(request: HttpRequest) -> HttpResponse:
    """Whom the member does not want to hear from."""
    assert isinstance(request.user, Member)
    made = Block.objects.filter(by=request.user).select_related("member")
    return render(request, "people/blocks.html", {"page": keyset(made, after=request.GET.get("after"))})


def close_account(request: HttpRequest) -> HttpResponse:
    member = request.user
    assert isinstance(member, Member)
    form = CloseForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_account(member, works=Closure.Works(form.cleaned_data["works"]), at=clock.now())
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            logout(request, show_message=False)
            return render(request, "people/left.html")
    return render(request, "people/close_account.html", {"form": form})
