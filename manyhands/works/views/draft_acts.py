"""What the buttons of a draft's page do. Each sends the whole form, so whatever was typed is kept first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from manyhands.core import clock
from manyhands.core.errors import RuleBroken
from manyhands.media.actions import retry_processing
from manyhands.media.forms import received_files
from manyhands.media.text import render as markdown
from manyhands.people.models import Member
from manyhands.works import actions, finding
from manyhands.works.forms.drafts import WholeDraft
from manyhands.works.models import Draft
from manyhands.works.orders import Outside, SourceOrder
from manyhands.works.queries.drafts import draft_of
from manyhands.works.queries.making import Found, found
from manyhands.works.views.draft_page import Answer


@dataclass(frozen=True)
class Ask:
    """One press: who, when, on which draft, and what stands behind the colon of the button's value."""

    request: HttpRequest
    draft: Draft
    of: str
    by: Member
    at: dt.datetime

    @property
    def number(self) -> int:
        """:raises RuleBroken: it is none"""
        if not (self.of.isascii() and self.of.isdigit() and len(self.of) <= 18):
            raise RuleBroken(_("This is not there any more. Look at the page again."))
        return int(self.of)

    def typed(self, name: str) -> str:
        return str(self.request.POST.get(name, "")).replace("\x00", "").strip()


def remove_file(ask: Ask) -> None:
    actions.remove_file(ask.draft.pk, ask.number, by=ask.by)


def retry_file(ask: Ask) -> None:
    file = ask.draft.files.filter(pk=ask.number).select_related("upload__blob").first()
    if file and file.upload.blob:
        retry_processing(file.upload.blob, by=ask.by, at=ask.at)


def part(ask: Ask) -> None:
    actions.part_draft(ask.draft.pk, by=ask.by, at=ask.at)


def add_source(ask: Ask) -> None:
    actions.add_source(ask.draft.pk, SourceOrder(work_id=ask.number), by=ask.by)


def name_outside(ask: Ask) -> None:
    """What was typed into the search is its title, or its address."""
    text = (ask.of or ask.typed("find"))[: finding.LONGEST]
    outside = Outside(title="", address=text) if finding.is_address(text) else Outside(title=text[:200])
    actions.add_source(ask.draft.pk, SourceOrder(outside=outside), by=ask.by)


def remove_source(ask: Ask) -> None:
    actions.remove_source(ask.draft.pk, ask.number, by=ask.by)


def add_credit(ask: Ask) -> None:
    name, role = ask.typed("credit_name"), ask.typed("credit_role")
    if not name or not role:
        raise RuleBroken(_("Say who it was, and what they did."))
    actions.add_credit(ask.draft.pk, name=name, role=role, by=ask.by)


def add_typed_credit(ask: Ask) -> None:
    """Whoever publishes with a name half entered meant to name that person, too."""
    if ask.typed("credit_name"):
        add_credit(ask)


def remove_credit(ask: Ask) -> None:
    actions.remove_credit(ask.draft.pk, ask.number, by=ask.by)


def nothing_more(_ask: Ask) -> None:
    """Saving is all."""


# The value of the button before the colon: where on the page it belongs, and what it does.
ACTS: dict[str, tuple[str, Callable[[Ask], None]]] = {
    "save": ("title", nothing_more),
    "publish": ("credits", add_typed_credit),
    "preview": ("text", nothing_more),
    "files": ("files", nothing_more),
    "remove_file": ("files", remove_file),
    "retry": ("files", retry_file),
    "part": ("files", part),
    "find": ("sources", nothing_more),
    "sources": ("sources", nothing_more),
    "add_source": ("sources", add_source),
    "outside": ("sources", name_outside),
    "remove_source": ("sources", remove_source),
    "add_credit": ("credits", add_credit),
    "remove_credit": ("credits", remove_credit),
}


def act_on(request: HttpRequest, draft: Draft) -> Answer:
    """Keep everything that was typed, take what was uploaded, then do what the button says."""
    act, _colon, of = request.POST.get("act", "").partition(":")
    act = act if act in ACTS else "save"
    if act == "save":
        act = act_of_enter(request)
    by, at = draft.member, clock.now()
    forms = WholeDraft(draft, request.POST)
    valid = forms.is_valid()
    actions.save_draft(draft.pk, forms.change(), by=by, at=at)
    section, do = ACTS[act]
    errors: dict[str, list[str]] = {}
    _take_files(request, draft, errors, by=by, at=at)
    if valid or act != "publish":
        try:
            do(Ask(request, draft, of, by, at))
        except RuleBroken as broken:
            errors.setdefault(section, []).append(str(broken))
    return _answer(request, draft, act, errors)


def act_of_enter(request: HttpRequest) -> str:
    """What Enter in a field means that is a small form of its own; everywhere else it saves."""
    if request.POST.get("find", "").strip():
        return "find"
    return "add_credit" if request.POST.get("credit_name", "").strip() else "save"


def _take_files(
    request: HttpRequest, draft: Draft, errors: dict[str, list[str]], *, by: Member, at: dt.datetime
) -> None:
    """Add what was uploaded with the form; what was refused is said beside the files."""
    received = received_files(request, by=by, at=at)
    if received.refused:
        errors["files"] = list(received.refused)
    if received.uploads:
        try:
            actions.add_files(draft.pk, received.uploads, by=by, at=at)
        except RuleBroken as broken:
            errors.setdefault("files", []).append(str(broken))


def _answer(request: HttpRequest, draft: Draft, act: str, errors: dict[str, list[str]]) -> Answer:
    section = ACTS[act][0]
    draft = draft_of(draft.member, draft.pk)
    forms = WholeDraft(draft, request.POST)
    forms.is_valid()
    text = str(request.POST.get("find", ""))
    return Answer(
        draft=draft,
        forms=forms,
        act=act,
        section=section,
        errors=errors,
        found=sources_found(text, draft.member) if act == "find" and text.strip() else None,
        preview=markdown(draft.body).html if act == "preview" else "",
    )


def sources_found(text: str, viewer: Member) -> Found:
    """What somebody may mean who looks for a source."""
    text = text.replace("\x00", "").strip()[: finding.LONGEST]
    return found(text, finding.find_works(text, viewer))
