"""What keeps a draft from being published, said to its maker, and which field of the form it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from manyhands.core.errors import Problem, RuleBroken
from manyhands.media.refusals import sentence
from manyhands.rights import refusals as licence_refusals
from manyhands.works.models import Kind

# Code: (field of the draft form, sentence). Problems of licences are told by rights.refusals.
SENTENCES: dict[str, tuple[str, str]] = {
    "no_title": ("title", gettext_noop("Give it a title. A working title will do; you can change it later.")),
    "title_too_long": ("title", gettext_noop("A title has at most %(most)s characters.")),
    "nothing_in_it": ("files", gettext_noop("There is nothing in it yet: add a file, or write something.")),
    "file_missing": (
        "files",
        gettext_noop("One of the files is not among your uploads any more. Take it out and add it again."),
    ),
    "too_many_files": ("files", gettext_noop("A work holds at most %(most)s files.")),
    "two_main_files": (
        "files",
        gettext_noop("“%(first)s” and “%(second)s” cannot both be the work itself. Choose one."),
    ),
    "file_and_text": (
        "files",
        gettext_noop(
            "It is either “%(name)s” or the text. Say that the file is something else, or empty the text."
        ),
    ),
    "file_unfinished": (
        "files",
        gettext_noop("“%(name)s” is still on its way. Publish when it has arrived."),
    ),
    "file_denied": ("files", gettext_noop("“%(name)s” was taken down here before and cannot be published.")),
    "not_looked_at": (
        "files",
        gettext_noop("“%(name)s” has just arrived and was not looked at yet. Try again in a few seconds."),
    ),
    "not_a_work": (
        "files",
        gettext_noop(
            "“%(name)s” is nothing that we can play, show or set. Add a sound, video, picture or text as the "
            "work itself, and keep this file beside it."
        ),
    ),
    "other_kind": ("files", gettext_noop("It was announced as %(wanted)s, but is %(kind)s.")),
    "cover_no_picture": ("files", gettext_noop("A cover is a picture, and “%(name)s” is not.")),
    "captions_no_text": (
        "files",
        gettext_noop("Captions are a text file (VTT or SRT), and “%(name)s” is not."),
    ),
    "source_missing": (
        "sources",
        gettext_noop(
            "A work that you named as a source is not there any more. Take it out; if your work contains it, "
            "name it as something from outside."
        ),
    ),
    "source_of_itself": (
        "sources",
        gettext_noop("A work's own versions belong together anyway: it is not a source of itself."),
    ),
    "source_without_title": ("sources", gettext_noop("A source from outside needs a title.")),
    "too_many_sources": ("sources", gettext_noop("A work names at most %(most)s sources.")),
    "no_licence_fits": (
        "licence",
        gettext_noop("No licence fits all the sources. See at each what stands against it."),
    ),
    "unknown_licence": ("licence", gettext_noop("There is no licence “%(licence)s” here.")),
    "accord_not_accepted": ("accord", gettext_noop("Read the accord and accept it: we ask only once.")),
}


class CannotPublish(RuleBroken):
    """Something keeps this from being published; ``problems`` has all of it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(tell(problem) for problem in problems), field=field_of(problems[0]))
        self.problems = list(problems)


def field_of(problem: Problem) -> str:
    if problem.code == "file_failed":
        return "files"
    return SENTENCES[problem.code][0] if problem.code in SENTENCES else "licence"


def tell(problem: Problem) -> str:
    """One sentence in the reader's language."""
    if problem.code in licence_refusals.SENTENCES:
        return licence_refusals.tell(problem)
    if problem.code == "file_failed":
        return sentence(problem.values["refusal"], name=problem.values["name"], translate=_)
    values = dict(problem.values)
    for name in {"wanted", "kind"} & values.keys():
        values[name] = Kind(values[name]).label if values[name] in Kind.values else values[name]
    return _(SENTENCES[problem.code][1]) % values


def by_field(problems: Sequence[Problem]) -> dict[str, list[str]]:
    """All sentences, under the field of the form that each belongs to."""
    said: dict[str, list[str]] = {}
    for problem in problems:
        said.setdefault(field_of(problem), []).append(tell(problem))
    return said
