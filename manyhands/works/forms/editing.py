"""The words of a work that stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django.http import QueryDict

from manyhands.works import rules
from manyhands.works.forms.drafts import WordsForm
from manyhands.works.models import Work
from manyhands.works.orders import WorkWords

_AS_THEY_ARE = ("title", "words", "language", "alt_text", "content_warning")


class EditForm(WordsForm):
    @classmethod
    def of(cls, work: Work, data: QueryDict | None = None) -> Self:
        return cls(data, initial=said_of(work))

    def order(self) -> WorkWords:
        said = self.cleaned_data
        return WorkWords(
            **{name: said[name] for name in _AS_THEY_ARE},
            machine_learning=said["machine_learning"] == "yes",
            tags=rules.read_tags(said["tags"]),
        )

    def refuse(self, said: Mapping[str, Sequence[str]]) -> None:
        """Say beside each field why the action refused."""
        for field, sentences in said.items():
            for sentence in sentences:
                self.add_error(field if field in self.fields else None, sentence)


def said_of(work: Work) -> dict[str, Any]:
    tags = ", ".join(work.tags.order_by("slug").values_list("name", flat=True))
    machines = "yes" if work.machine_learning else "no"
    return {
        **{name: getattr(work, name) for name in _AS_THEY_ARE},
        "tags": tags,
        "machine_learning": machines,
    }
