"""What a version is, as large as a page shows it: what plays, is seen or is read, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from manyhands.media.captions import language_of
from manyhands.media.ladder.picture import MOVING as ANIMATION
from manyhands.media.models import Blob, Processing, ProcessingState, Rendition, Upload
from manyhands.media.queries import (
    Progress,
    played,
    progress_of,
    rendition_address,
    renditions_of,
    sizes_played,
)
from manyhands.media.text import render
from manyhands.people.models import Member
from manyhands.works.models import Draft, DraftFile, File, Kind, Purpose, Version, Work
from manyhands.works.queries.faces import Picture, avif_of, heights, picture_of
from manyhands.works.queries.stems import Stems, stems_of

MOVING = {ProcessingState.WAITING, ProcessingState.RUNNING}
TEXT_KEPT = 86_400  # seconds; the words of a version never change


@dataclass(frozen=True)
class Track:
    """Captions of a film or a sound. ``label`` is the language, in itself."""

    src: str
    language: str
    label: str


@dataclass(frozen=True)
class Source:
    src: str
    type: str


@dataclass(frozen=True)
class Size:
    """A film in one size. ``lines`` is its shorter side, which is what people call it by."""

    src: str
    lines: int


@dataclass(frozen=True)
class Text:
    """A text work, ready to be read. ``html`` is sanitised by ``media.text``."""

    html: SafeString
    words: int
    minutes: int


@dataclass(frozen=True)
class Stage:
    """What ``works/_stage.html`` shows. ``sources`` is empty as long as nothing plays yet."""

    kind: str
    processing: Processing | None = None
    sources: Sequence[Source] = ()
    sizes: Sequence[Size] = ()  # of a film that comes in more than one
    stream: str = ""  # its playlist of all sizes (HLS)
    peaks: Sequence[float] = ()
    peaks_url: str = ""
    fine_url: str = ""  # for looking closer: finer peaks, and what to take samples from
    close_url: str = ""
    scrub_url: str = ""  # small pictures of a film, and where on their sheet each stands
    scrub_table_url: str = ""
    picture: Picture | None = None  # the work itself, its cover or its poster
    avif: str = ""  # that picture for browsers that know AVIF, as a srcset
    large: str = ""  # the widest of a picture
    moving: str = ""  # the animation of which that is the first frame
    captions: Sequence[Track] = ()
    text: Text | None = None
    stems: Stems | None = None
    progress: Progress | None = field(default=None)  # only its maker's page has it

    @property
    def is_there(self) -> bool:
        """Whether there is something to hear, see or read."""
        if self.kind == Kind.IMAGE:
            return self.picture is not None
        return self.text is not None if self.kind == Kind.TEXT else bool(self.sources)

    @property
    def is_moving(self) -> bool:
        return self.processing is not None and self.processing.state in MOVING

    @property
    def has_failed(self) -> bool:
        return self.processing is not None and self.processing.state == ProcessingState.FAILED

    @property
    def duration_ms(self) -> int | None:
        return self.processing.duration_ms if self.processing else None

    @property
    def loudness(self) -> str:
        """Integrated loudness in LUFS, as it is written: −14.2."""
        measured = self.processing.loudness_clufs if self.processing else None
        return "" if measured is None else f"{measured / 100:.1f}".replace("-", "−")


def stage_of(work: Work, version: Version, files: Sequence[File], *, maker: Member | None = None) -> Stage:
    """The stage of one version, in two queries at most, and one for stems.

    :param files: of the version, with ``blob__processing``
    :param maker: the work's author, who looks at it and is told why something failed
    """
    if version.body:
        return Stage(kind=work.kind, text=text_of(version))
    by_purpose = {file.purpose: file for file in reversed(files)}
    main, cover = by_purpose.get(Purpose.MAIN), by_purpose.get(Purpose.COVER)
    if main is None:
        return Stage(kind=work.kind)
    captions = [(file.name, file.blob) for file in files if file.purpose == Purpose.CAPTIONS]
    stage = _stage(work.kind, main.blob, cover.blob if cover else None, captions, work.language)
    stems = stems_of([(file.name, file.blob) for file in files if file.purpose == Purpose.STEM])
    return replace(stage, stems=stems, progress=_progress(main, maker) if maker else None)


def stage_of_draft(draft: Draft, files: Sequence[DraftFile]) -> Stage | None:
    """The main file of a draft as its work would show it, in one query, and one for stems; None as long as
    that is not known.

    :param files: of the draft, in order, with ``upload__blob__processing``
    """
    arrived = [(file, file.upload.blob) for file in files if file.upload.blob]
    by_purpose = {file.purpose: blob for file, blob in reversed(arrived)}
    main = by_purpose.get(Purpose.MAIN)
    processing: Processing | None = getattr(main, "processing", None)
    if main is None or processing is None or not processing.kind:
        return None
    captions = [(file.name, blob) for file, blob in arrived if file.purpose == Purpose.CAPTIONS]
    stage = _stage(processing.kind, main, by_purpose.get(Purpose.COVER), captions, draft.language)
    stems = stems_of([(file.name, blob) for file, blob in arrived if file.purpose == Purpose.STEM])
    return replace(stage, stems=stems)


Named = Sequence[tuple[str, Blob]]


def _stage(kind: str, main: Blob, cover: Blob | None, captions: Named, language: str) -> Stage:
    texts = [blob for _name, blob in captions]
    renditions = renditions_of({blob.pk for blob in (main, cover, *texts) if blob})
    mine = renditions.get(main.pk, {})
    covers = renditions.get(cover.pk, {}) if cover else {}
    processing: Processing | None = getattr(main, "processing", None)
    return Stage(
        kind=kind,
        processing=processing,
        sources=_playable(kind, mine),
        sizes=[Size(rendition_address(each), _lines(each)) for each in sizes_played(mine)],
        stream=_address(mine, "hls"),
        peaks=heights(processing.shape) if processing else (),
        peaks_url=_address(mine, "peaks"),
        fine_url=_address(mine, "peaks-fine") if "aac-160" in mine else "",
        close_url=_address(mine, "aac-160"),
        scrub_url=_address(mine, "scrub"),
        scrub_table_url=_address(mine, "scrub-table"),
        picture=_picture(kind, mine, covers),
        avif=avif_of(mine if kind == Kind.IMAGE else covers),
        large=_widest(mine),
        moving=_address(mine, ANIMATION) if kind == Kind.IMAGE else "",
        captions=_captions(captions, renditions, language),
    )


def text_of(version: Version) -> Text:
    """A text as it is read. Kept by version, because long ones take a while to set."""
    key = f"works-text-{version.pk}"
    kept = cache.get(key)
    if kept is None:
        rendered = render(version.body)
        kept = (rendered.html, rendered.reading.words, max(1, round(rendered.reading.seconds / 60)))
        cache.set(key, kept, TEXT_KEPT)
    html, words, minutes = kept
    return Text(mark_safe(html), words, minutes)  # noqa: S308 sanitised by media.text


def _playable(kind: str, renditions: dict[str, Rendition]) -> list[Source]:
    return [Source(rendition_address(each), each.media_type) for each in played(kind, renditions)]


def _lines(rendition: Rendition) -> int:
    return min(rendition.width or 0, rendition.height or 0)


def _address(renditions: dict[str, Rendition], profile: str) -> str:
    return rendition_address(renditions[profile]) if profile in renditions else ""


def _picture(kind: str, mine: dict[str, Rendition], cover: dict[str, Rendition]) -> Picture | None:
    first, second = (mine, cover) if kind == Kind.IMAGE else (cover, mine)
    return picture_of(first) or picture_of(second)


def _widest(renditions: dict[str, Rendition]) -> str:
    pictures = [each for profile, each in renditions.items() if profile.startswith(("webp-", "jpeg-"))]
    widest = max(pictures, key=lambda each: each.width or 0, default=None)
    return rendition_address(widest) if widest else ""


def _captions(files: Named, renditions: dict[int, dict[str, Rendition]], language: str) -> list[Track]:
    """Captions that are ready. Their language stands at the end of their names, else it is the work's."""
    made = [(name, renditions.get(blob.pk, {}).get("captions")) for name, blob in files]
    return [
        _track(rendition, language_of(name) or language or str(get_language()))
        for name, rendition in made
        if rendition
    ]


def _track(rendition: Rendition, language: str) -> Track:
    try:
        label = get_language_info(language)["name_local"]
    except KeyError:
        label = language
    return Track(rendition_address(rendition), language, label)


def _progress(main: File, maker: Member) -> Progress | None:
    uploads = Upload.objects.filter(blob=main.blob_id, member=maker).select_related("blob__processing")
    upload = uploads.order_by("at").first()
    return progress_of(upload) if upload else None
