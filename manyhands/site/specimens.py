"""What ``/design`` shows: people, works and words that we made up, in the shapes that components take."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from manyhands.rights.rules import LICENCES

MORNING = dt.datetime(2026, 11, 12, 5, 12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Person:
    handle: str
    name: str

    def get_absolute_url(self) -> str:
        return f"#{self.handle}"


@dataclass(frozen=True)
class SomeWork:
    title: str
    kind: str
    author: Person
    language: str = "en"
    sources_count: int = 0
    remixes_count: int = 0

    def get_absolute_url(self) -> str:
        return "#"


@dataclass(frozen=True)
class Remark:
    pk: int
    by: Person
    words: str
    language: str = "en"
    from_ms: int | None = None
    x: int | None = None
    y: int | None = None
    to_ms: int | None = None
    answers_id: int | None = None
    at: dt.datetime = MORNING


@dataclass(frozen=True)
class Face:
    picture: dict[str, Any] | None = None
    peaks: list[float] = field(default_factory=list)
    excerpt: str = ""
    duration_ms: int | None = None


ANA, KOFI, AIKO = Person("ana", "Ana"), Person("kofi", "Kofi"), Person("aiko", "愛子")
NOOR, LENA, MATEUS = Person("noor", "نور"), Person("lena", "Léna"), Person("mateus", "Mateus")


def peaks(count: int, *, phase: float = 0.0) -> list[float]:
    """A waveform that swells four times, as a phrase of music does."""
    return [
        min(
            1.0,
            0.16 + abs(math.sin(place / count * 4 * math.pi + phase)) * (0.55 + 0.3 * math.sin(place * 2.4)),
        )
        for place in range(count)
    ]


def picture(name: str) -> dict[str, Any]:
    return {"src": static(f"site/specimen/{name}"), "width": 1200, "height": 900}


def cards() -> list[dict[str, Any]]:
    """One of each kind, and one whose rendition is not there yet."""
    receipts = "He kept the receipts for every umbrella he had ever lost."
    train = "لا يتوقف قطار الليل هنا. إنه يبطئ فقط بما يكفي لكي يُرى."
    return [
        {
            "work": SomeWork("Low tide, 05:12", "image", MATEUS, remixes_count=3),
            "face": Face(picture("low-tide.svg")),
        },
        {
            "work": SomeWork("Loop for Ana (bass added)", "audio", KOFI, sources_count=2),
            "face": Face(peaks=peaks(48), duration_ms=206_000),
        },
        {"work": SomeWork("Receipts", "text", LENA), "face": Face(excerpt=receipts)},
        {
            "work": SomeWork("もう一つの岸 4", "video", AIKO, language="ja", sources_count=3),
            "face": Face(picture("storyboard.svg"), duration_ms=14_000),
        },
        {
            "work": SomeWork("قطار الليل", "text", NOOR, language="ar", remixes_count=1),
            "face": Face(excerpt=train),
        },
        {"work": SomeWork("Rain on tin, being prepared", "audio", ANA), "face": Face()},
    ]


def hands() -> list[SimpleNamespace]:
    """A thread of four, as on a page of a work."""
    text = "The night train does not stop here. It only slows down enough to be seen."
    rows = [
        ("The night train", NOOR, "a tiny story", "", "text", Face(excerpt=text)),
        ("Read aloud", MATEUS, "voice", "I kept the pause", "audio", Face(peaks=peaks(48))),
        ("Storyboard", AIKO, "ink", "", "image", Face(picture("storyboard.svg"))),
        ("Scored", ANA, "strings", "eight bars, slowed", "audio", Face(peaks=peaks(48, phase=1))),
    ]
    return [
        SimpleNamespace(
            title=title,
            url="#",
            maker=maker,
            role=role,
            note=note,
            kind=kind,
            language="en",
            face=face,
            here=title == "Scored",
        )
        for title, maker, role, note, kind, face in rows
    ]


def comments(first: int) -> list[Remark]:
    """``first``: number of the first; it keeps the ids of two copies on one page apart."""
    keep = "The note that bends here is the whole train leaving. Keep it."
    rest = "Can the bass rest for one bar before the last chorus?"
    return [
        Remark(first, MATEUS, keep, from_ms=2_400),
        Remark(first + 1, NOOR, "هنا أسمع المطر.", language="ar", from_ms=6_100),
        Remark(first + 2, KOFI, rest, from_ms=9_300, to_ms=11_000),
    ]


def said(comments: list[Remark]) -> list[SimpleNamespace]:
    """The comments as their thread shows them (the shape of ``talk.discussion.Said``)."""
    answer = Remark(comments[2].pk + 1, ANA, "Yes. Tomorrow.", answers_id=comments[2].pk)
    rows = [_said(comments[0]), _said(comments[1], edited_at=MORNING)]
    return [*rows, _said(comments[2], answers=[_said(answer, is_mine=True)])]


def _said(comment: Remark, **more: Any) -> SimpleNamespace:
    html = mark_safe(f"<p>{comment.words}</p>")  # noqa: S308 our own words, above
    return SimpleNamespace(comment=comment, is_shown=True, html=html, **more)


def places(first: int) -> list[Remark]:
    return [Remark(first, LENA, "Here the sun is still wet.", x=3_200, y=4_000)]


def texts() -> list[dict[str, Any]]:
    """One text in three writings; each is set by the rules of its language."""
    return [
        {"language": "fr", "words": 41, "minutes": 1, "html": _paragraphs(FRENCH)},
        {"language": "ar", "words": 33, "minutes": 1, "html": _paragraphs(ARABIC)},
        {"language": "ja", "words": 0, "minutes": 1, "html": _paragraphs(JAPANESE)},
    ]


FRENCH = (
    "Le train de nuit ne s’arrête pas ici ; il ralentit à peine, juste assez pour qu’on le voie passer.",
    "« Tu l’entends ? » demanda-t-elle. Personne ne répondit.",
    "Les parapluies, extraordinairement immobiles, attendaient sur le quai comme des gens bien élevés.",
)
ARABIC = (
    "لا يتوقف قطار الليل هنا؛ إنه يبطئ قليلاً، بما يكفي لكي يراه الواقفون على الرصيف وهو يمرّ.",
    "سألت: «هل تسمعه؟» فلم يجب أحد. كانت المظلات ساكنة على الرصيف كأناسٍ مهذّبين ينتظرون دورهم.",
)
JAPANESE = (
    "夜行列車はここには止まらない。ただ、見えるくらいに速度を落とすだけだ。",
    "「聞こえる？」と彼女は言った。誰も答えなかった。傘たちは、行儀のよい人々のように、ホームで静かに待っていた。",
)


def _paragraphs(lines: tuple[str, ...]) -> SafeString:
    return mark_safe("".join(f"<p>{line}</p>" for line in lines))  # noqa: S308 our own words, above


class SpecimenForm(forms.Form):
    title = forms.CharField(
        label="Title", help_text="A few words. You can change them later.", max_length=120
    )
    words = forms.CharField(label="About it", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    licence = forms.ChoiceField(
        label="Licence", choices=[(code, each.name) for code, each in LICENCES.items()], initial="by-sa"
    )
    kind = forms.ChoiceField(
        label="What it has of the other",
        choices=[("contains", "contains it"), ("inspired", "inspired by it")],
        widget=forms.RadioSelect,
    )
    machine_learning = forms.BooleanField(
        label="May be used for machine learning", help_text="Unless you say yes, it may not.", required=False
    )


def form(place: str, *, empty: bool = False) -> SpecimenForm:
    """A form as first shown, or one that was sent without a title."""
    return SpecimenForm(
        {"kind": "contains"} if empty else None, auto_id=f"%s-{place}", initial={"kind": "contains"}
    )


def notices() -> list[dict[str, Any]]:
    new = SimpleNamespace(
        sentence=mark_safe('<a href="#">Kofi</a> made something from <a href="#">Kitchen guitar</a>.'),
        quote="bass, nothing else",
        at=MORNING,
        read_at=None,
    )
    read = SimpleNamespace(
        sentence=mark_safe(
            '<a href="#">愛子</a> and 2 others said something about <a href="#">Low tide</a>.'
        ),
        quote="",
        at=MORNING,
        read_at=MORNING,
    )
    return [{"notice": new, "person": KOFI}, {"notice": read, "person": AIKO}]


def theme_context(theme: str) -> dict[str, Any]:
    """Everything that one half of the page shows, with ids of its own."""
    remarks = comments(100 if theme == "light" else 200)
    return {
        "theme": theme,
        "cards": cards(),
        "hands": hands(),
        "marks": remarks,
        "said": said(remarks),
        "places": places(remarks[-1].pk + 10),
        "owner": SimpleNamespace(address=""),
        "reader": SimpleNamespace(is_authenticated=True),
        "texts": texts(),
        "form": form(theme),
        "bad_form": form(f"bad-{theme}", empty=True),
        "notices": notices(),
        "people": [ANA, KOFI, AIKO, NOOR, LENA, MATEUS],
        "licences": list(LICENCES.values()),
        "peaks": peaks(120),
        "sound": {
            "sources": [{"src": static("site/specimen/loop.m4a"), "type": "audio/mp4"}],
            "peaks": static("site/specimen/loop.json"),
        },
        "film": [{"src": static("site/specimen/drift.mp4"), "type": "video/mp4"}],
        "poster": static("site/specimen/drift.jpg"),
        "low_tide": picture("low-tide.svg"),
        "rows": [SimpleNamespace(id=f"{theme}-row", name="kitchen guitar.wav", size=38_200_000)],
        "tabs": [
            {"label": "Works", "url": "#", "current": True},
            {"label": "Collections", "url": "#", "current": False},
            {"label": "Remixed by others", "url": "#", "current": False},
        ],
        "crumbs": [{"label": "Works", "url": "#"}, {"label": "Sound", "url": "#"}],
    }
