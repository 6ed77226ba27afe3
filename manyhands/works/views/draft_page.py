"""How the page of a draft looks, whole or in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from manyhands.works import rules
from manyhands.works.forms.drafts import WholeDraft
from manyhands.works.models import Draft, Purpose
from manyhands.works.queries.licensing import licence_choices
from manyhands.works.queries.making import Found, accord_to_accept, files_of, sources_of
from manyhands.works.queries.stage import stage_of_draft

# In the order of the page: what a problem is about, as the list above the form calls it.
PLACES = {
    "files": _("Files"),
    "sources": _("Sources"),
    "credits": _("People"),
    "licence": _("Licence"),
    "accord": _("The accord"),
}

# The sections that htmx gets alone.
PARTS = {"files", "sources", "credits"}


@dataclass(frozen=True)
class Answer:
    """A draft after something was done to it, or before anything was."""

    draft: Draft
    forms: WholeDraft
    act: str = ""
    section: str = "title"
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)  # sentences by place
    found: Found | None = None
    preview: str = ""

    @property
    def has_errors(self) -> bool:
        return bool(self.errors) or not self.forms.is_valid()

    @property
    def parted(self) -> bool:
        return self.act == "part" and not self.errors


def show_draft(request: HttpRequest, answer: Answer) -> HttpResponse:
    status = 422 if answer.errors or (answer.act and answer.has_errors) else 200
    return render(request, "works/draft.html", page_of(request, answer), status=status)


def part_of_draft(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The section in which something was done, for htmx to put in its place."""
    template = f"works/draft/_{answer.section}_done.html"
    return render(request, template, page_of(request, answer), status=422 if answer.errors else 200)


def page_of(request: HttpRequest, answer: Answer) -> dict[str, Any]:
    draft, forms = answer.draft, answer.forms
    for text in answer.errors.get("title", ()):
        forms.words.add_error("title", text)
    files = files_of(draft)
    main = next((file for file in files if file.row.purpose == Purpose.MAIN), None)
    stage = stage_of_draft(draft, [file.row for file in files])
    on_stage = main.row.upload_id if main and stage and stage.is_there else ""
    return {
        "draft": draft,
        "forms": forms,
        "form": forms.words,
        "files": [
            {
                "file": file,
                "form": forms.files.get(file.row.pk),
                "on_stage": file.row.upload_id == on_stage,
            }
            for file in files
        ],
        "main": main,
        "stage": stage,
        "stage_is_new": request.POST.get("on_stage", "") != on_stage,
        "writes": writes(request, draft, has_files=bool(files)),
        "sources": [
            {"source": source, "form": forms.sources.get(source.row.pk)}
            for source in sources_of(draft, draft.member)
        ],
        "credits": list(forms.credits.items()),
        "licences": licence_choices(draft),
        "accord": accord_to_accept(draft.member),
        "errors": answer.errors,
        "problems": problems_of(answer),
        "found": answer.found,
        "preview": answer.preview,
        "typed": request.POST,
        "opened": opened(answer),
        "was_removed": answer.act.startswith("remove_"),
    }


def writes(request: HttpRequest, draft: Draft, *, has_files: bool) -> bool:
    """Whether the place to write a text stands open: in a text, and as long as there is nothing else and
    nothing on its way.
    """
    is_text = draft.work is not None and draft.work.kind == rules.TEXT
    return bool(draft.body.strip()) or is_text or not (has_files or "arriving" in request.GET)


def problems_of(answer: Answer) -> list[dict[str, Any]]:
    """All that is to be mended: what the forms themselves say, then what belongs to a part of the page."""
    said: list[dict[str, Any]] = [
        {"place": bound.id_for_label, "label": bound.label, "text": text}
        for form in answer.forms.all()
        for bound in form.visible_fields()
        if bound.name not in PLACES or form is not answer.forms.words
        for text in bound.errors
    ]
    said += [
        {"place": place, "label": label, "text": text}
        for place, label in PLACES.items()
        for text in answer.errors.get(place, ())
    ]
    return said


def opened(answer: Answer) -> bool:
    """Whether what is folded away has to be seen: something in it is to be mended."""
    folded = ("words", "tags", "language", "alt_text", "content_warning")
    return any(answer.forms.words[name].errors for name in folded)
