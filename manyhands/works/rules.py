"""What a work is made of, and what stands in the way of publishing it: functions of values, no Django."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from manyhands.core.errors import Problem
from manyhands.media.refusals import Refusal
from manyhands.rights.rules import LICENCES, Material, may_derive

TITLE_LENGTH = 120
TAG_LENGTH = 40
TAGS_EACH = 30
SOURCES_EACH = 200
FILES_EACH = 100

MAIN, STEM, PROJECT, COVER, CAPTIONS, ATTACHMENT = (
    "main",
    "stem",
    "project",
    "cover",
    "captions",
    "attachment",
)
AUDIO, VIDEO, IMAGE, TEXT = "audio", "video", "image", "text"
WORK_KINDS = (VIDEO, AUDIO, IMAGE, TEXT)  # in this order the first of its kind is taken for the main file

_MUSIC = "aup3 als ardour band cpr flp lmms logicx mscz musx npr ptx reason rpp sib song"
_FILM = "aep blend drp fcpxml kdenlive mlt otio prproj veg"
_DRAWING = "afdesign afphoto clip fig kra ora procreate psd sla svg xcf"
_PACKED = "7z gz tar zip"
PROJECT_ENDINGS = frozenset(f".{each}" for each in f"{_MUSIC} {_FILM} {_DRAWING} {_PACKED}".split())
CAPTION_ENDINGS = frozenset({".vtt", ".srt"})


@dataclass(frozen=True)
class FileFacts:
    """What is known about one file of an order. ``kind`` is empty as long as nobody has looked at it."""

    name: str
    purpose: str
    kind: str = ""
    is_glance: bool = False  # by its first bytes alone: a film's container may hold sound and no picture
    finished: bool = True
    denied: bool = False
    failed: bool = False
    reason_code: str = ""
    reason_values: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True)
class OrderFacts:
    """An order with everything loaded that decides about it."""

    title: str
    files: Sequence[FileFacts] = ()
    files_missing: int = 0  # uploads that do not exist, or are somebody else's
    body: str = ""
    kind_wanted: str = ""
    licence: str = ""
    materials: Sequence[Material] = ()
    sources_missing: int = 0  # works that do not exist, or that the member may not see
    sources_of_itself: int = 0  # versions of the very work that is being published
    accord_accepted: bool = True


def problems_with(order: OrderFacts) -> list[Problem]:
    """Everything that keeps an order from being published; none if it may be."""
    return [
        *title_problems(order.title),
        *_content_problems(order),
        *[problem for file in order.files for problem in _file_problems(file)],
        *_source_problems(order),
        *_licence_problems(order),
        *([] if order.accord_accepted else [Problem("accord_not_accepted")]),
    ]


def kind_of(order: OrderFacts) -> str:
    """What the work is: what its main file is, or a text.

    Of two moving kinds a glance cannot be sure; the maker's word is taken until the probe has looked.
    """
    main = _main_file(order.files)
    if main and main.is_glance and {main.kind, order.kind_wanted} == {AUDIO, VIDEO}:
        return order.kind_wanted
    return main.kind if main else TEXT


def _main_file(files: Sequence[FileFacts]) -> FileFacts | None:
    return next((file for file in files if file.purpose == MAIN), None)


def title_problems(title: str) -> list[Problem]:
    """What is wrong with a title."""
    if not title.strip():
        return [Problem("no_title")]
    return [Problem("title_too_long", {"most": TITLE_LENGTH})] if len(title) > TITLE_LENGTH else []


def _content_problems(order: OrderFacts) -> list[Problem]:
    mains = [file for file in order.files if file.purpose == MAIN]
    if order.files_missing:
        return [Problem("file_missing")]
    if len(order.files) > FILES_EACH:
        return [Problem("too_many_files", {"most": FILES_EACH})]
    if len(mains) > 1:
        return [Problem("two_main_files", {"first": mains[0].name, "second": mains[1].name})]
    if mains and order.body.strip():
        return [Problem("file_and_text", {"name": mains[0].name})]
    if not mains and not order.body.strip():
        return [Problem("nothing_in_it")]
    return _kind_problems(order)


def _kind_problems(order: OrderFacts) -> list[Problem]:
    main, kind = _main_file(order.files), kind_of(order)
    if main and (main.failed or not main.finished or main.denied):
        return []  # said about the file itself
    if main and not kind:
        return [Problem("not_looked_at", {"name": main.name})]
    if main and kind not in WORK_KINDS:
        return [Problem("not_a_work", {"name": main.name})]
    if order.kind_wanted and order.kind_wanted != kind:
        return [Problem("other_kind", {"wanted": order.kind_wanted, "kind": kind})]
    return []


def _file_problems(file: FileFacts) -> list[Problem]:
    if not file.finished:
        return [Problem("file_unfinished", {"name": file.name})]
    if file.denied:
        return [Problem("file_denied", {"name": file.name})]
    if file.failed and file.purpose in {MAIN, COVER, CAPTIONS}:
        return [file_failed(file.name, Refusal(file.reason_code, dict(file.reason_values)))]
    if file.purpose == COVER and file.kind not in {IMAGE, ""}:
        return [Problem("cover_no_picture", {"name": file.name})]
    if file.purpose == CAPTIONS and file.kind not in {TEXT, ""}:
        return [Problem("captions_no_text", {"name": file.name})]
    return []


def _source_problems(order: OrderFacts) -> list[Problem]:
    problems = []
    if order.sources_missing:
        problems.append(Problem("source_missing", {"count": order.sources_missing}))
    if order.sources_of_itself:
        problems.append(Problem("source_of_itself"))
    if len(order.materials) > SOURCES_EACH:
        problems.append(Problem("too_many_sources", {"most": SOURCES_EACH}))
    if any(not source.title.strip() for source in order.materials):
        problems.append(Problem("source_without_title"))
    return problems


def _licence_problems(order: OrderFacts) -> list[Problem]:
    if not order.licence:
        return [Problem("no_licence_fits")]
    if order.licence not in LICENCES:
        return [unknown_licence(order.licence)]
    return may_derive(order.materials, order.licence)


def file_failed(name: str, refusal: Refusal) -> Problem:
    """What media said about a file, passed on."""
    return Problem("file_failed", {"name": name, "refusal": refusal})


def unknown_licence(licence: str) -> Problem:
    return Problem("unknown_licence", {"licence": licence})


def guess_purposes(
    files: Sequence[tuple[str, str]], *, has_main: bool = False, main_kind: str = TEXT
) -> list[str]:
    """What files that came together are probably for, given their (name, kind).

    The main file is the first video, else the first sound, picture or text; a picture beside it is its cover,
    more sounds beside a sound are its stems.

    :param has_main: they come to something of ``main_kind`` that is there already
    """
    main = None if has_main else _guess_main(files)
    main_kind = main_kind if main is None else files[main][1]
    purposes: list[str] = []
    for place, (name, kind) in enumerate(files):
        purpose = MAIN if place == main else _beside(name, kind, main_kind=main_kind)
        if purpose == COVER and COVER in purposes:
            purpose = ATTACHMENT
        purposes.append(purpose)
    return purposes


def outranks(kind: str, other: str) -> bool:
    """Whether a file of a kind is sooner taken for the work itself than one of the other."""
    return kind in WORK_KINDS and (
        other not in WORK_KINDS or WORK_KINDS.index(kind) < WORK_KINDS.index(other)
    )


def _guess_main(files: Sequence[tuple[str, str]]) -> int | None:
    for wanted in WORK_KINDS:
        for place, (name, kind) in enumerate(files):
            if kind == wanted and not _is_named(name, CAPTION_ENDINGS | PROJECT_ENDINGS):
                return place
    return 0 if files else None


def _beside(name: str, kind: str, *, main_kind: str) -> str:
    if _is_named(name, CAPTION_ENDINGS):
        return CAPTIONS
    if _is_named(name, PROJECT_ENDINGS):
        return PROJECT
    if kind == IMAGE and main_kind != IMAGE:
        return COVER
    return STEM if kind == AUDIO and main_kind in {AUDIO, VIDEO} else ATTACHMENT


def _is_named(name: str, endings: frozenset[str]) -> bool:
    return PurePath(name).suffix.lower() in endings


def title_from(name: str) -> str:
    """A first title from a file's name: ``kitchen_guitar-02.wav`` → “kitchen guitar 02”."""
    stem = PurePath(unicodedata.normalize("NFC", name)).stem
    return re.sub(r"[\s_\-]+", " ", stem).strip()[:TITLE_LENGTH]


def read_tags(typed: str) -> tuple[str, ...]:
    """Tags as typed, with commas between them (also 、 and ،) and perhaps # before them."""
    return tuple(part for part in re.split(r"[,;\n、،，]", typed) if part.strip(" #"))


def tidy_tags(tags: Iterable[str]) -> dict[str, str]:
    """Tags by their folded form (NFKC, lower case), each once, as first written."""
    tidy: dict[str, str] = {}
    for tag in tags:
        name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", tag)).strip(" #")[:TAG_LENGTH].strip()
        folded = unicodedata.normalize("NFKC", name).casefold()[:TAG_LENGTH].strip()
        if folded:
            tidy.setdefault(folded, name)
    return dict(list(tidy.items())[:TAGS_EACH])


def tidy_name(name: str) -> str:
    """A file's name as it may stand on other people's disks: no folders, no control characters."""
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    text = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C").strip(" .")
    stem, dot, ending = text.rpartition(".")
    return f"{stem[: 250 - len(ending)]}{dot}{ending}"[:255] or "file"
