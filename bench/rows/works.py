"""Works of all kinds with files, tags and lineage; drafts, collections, and what search knows of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models.expressions import RawSQL

from bench.rows.people import BATCH, START, People, moment
from manyhands.discovery.models import Document
from manyhands.media.ladder import EDITION
from manyhands.media.models import Blob, Processing, ProcessingState, Rendition, Upload
from manyhands.people.models import Member
from manyhands.rights.models import CreditList
from manyhands.rights.rules import BY
from manyhands.talk.models import Thread
from manyhands.works.actions.collecting import ITEMS_EACH
from manyhands.works.models import (
    Collection,
    CollectionItem,
    Draft,
    DraftFile,
    Edit,
    File,
    Kind,
    Purpose,
    Source,
    SourceKind,
    Tag,
    Version,
    Work,
)
from manyhands.works.rules import SOURCES_EACH

RARE = 30
TAGS = 200
SHAPE = "40ff80c0" * 15
PROFILES = {Kind.AUDIO: "aac-160", Kind.VIDEO: "h264-480", Kind.IMAGE: "webp-480"}
TYPES = {Kind.AUDIO: "audio/mp4", Kind.VIDEO: "video/mp4", Kind.IMAGE: "image/webp"}
BODY = "The night train does not stop here.\n\nNobody asks why, and the rain goes on."


@dataclass(frozen=True)
class Works:
    song: Work
    old: Work
    medley: Work
    mine: list[Work]  # ana's, the oldest first
    shelf: Collection


def put_works(rows: int, people: People) -> Works:
    mine = _publish([people.ana] * (RARE + rows), "Night train")
    remixes = _publish(people.crowd[:rows], "Night train again")
    song, old, medley = mine[0], mine[1], remixes[-1]
    _cite(remixes, song)
    _cite_many(medley, mine[1:SOURCES_EACH])
    _tag([*mine, *remixes])
    _change_often(rows, old)
    _put_drafts(rows, people.ana)
    shelf = _put_collections(rows, people.reader, mine)
    _index("work", [work.pk for work in (*mine, *remixes)], "night train rain")
    _index("member", [each.pk for each in people.crowd], "drummer rain")
    return Works(song, old, medley, mine, shelf)


def _publish(authors: Sequence[Member], title: str) -> list[Work]:
    """One work for each author, each with everything that its card and its page show."""
    works = Work.objects.bulk_create(_works(authors, title), batch_size=BATCH)
    versions = Version.objects.bulk_create(
        [
            Version(
                work=work,
                number=1,
                body=BODY if work.kind == Kind.TEXT else "",
                by_id=work.author_id,
                at=work.at,
            )
            for work in works
        ],
        batch_size=BATCH,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE works_work w SET latest_id = v.id FROM works_version v"
            " WHERE v.work_id = w.id AND w.latest_id IS NULL"
        )
    _put_files([version for version in versions if version.work.kind != Kind.TEXT])
    return works


def _works(authors: Sequence[Member], title: str) -> list[Work]:
    threads = Thread.objects.bulk_create(
        [Thread(hearts_count=number % 7, comments_count=number % 5) for number in range(len(authors))],
        batch_size=BATCH,
    )
    lists = CreditList.objects.bulk_create([CreditList() for _ in authors], batch_size=BATCH)
    kinds = list(islice(cycle(Kind), len(authors)))
    return [
        Work(
            author=author,
            kind=kinds[number],
            title=f"{title} {number}",
            words="What one hears at the last stop.",
            language="cy" if number < RARE else "en",
            licence=BY,
            thread=threads[number],
            credit_list=lists[number],
            remixes_count=0 if number < RARE else 1,
            at=moment(number),
        )
        for number, author in enumerate(authors)
    ]


def _put_files(versions: Sequence[Version]) -> None:
    """A main file for each, ready, with what plays or is seen of it."""
    originals = _blobs([f"original {version.pk}" for version in versions])
    outputs = _blobs([f"output {version.pk}" for version in versions])
    files, processings, renditions = [], [], []
    for version, original, output in zip(versions, originals, outputs, strict=True):
        kind = Kind(version.work.kind)
        files.append(File(version=version, blob=original, purpose=Purpose.MAIN, name="train.bin", position=0))
        processings.append(_ready(original, kind))
        renditions.append(
            Rendition(
                source=original,
                profile=PROFILES[kind],
                output=output,
                media_type=TYPES[kind],
                width=480,
                height=320,
                duration_ms=90_000,
                at=START,
            )
        )
    File.objects.bulk_create(files, batch_size=BATCH)
    Processing.objects.bulk_create(processings, batch_size=BATCH)
    Rendition.objects.bulk_create(renditions, batch_size=BATCH)


def _ready(blob: Blob, kind: Kind) -> Processing:
    return Processing(
        edition=EDITION,
        blob=blob,
        state=ProcessingState.READY,
        kind=kind,
        progress=1000,
        duration_ms=90_000,
        shape=SHAPE,
        at=START,
        changed_at=START,
    )


def _blobs(names: Sequence[str]) -> list[Blob]:
    hashes = (hashlib.sha256(name.encode()).hexdigest() for name in names)
    return Blob.objects.bulk_create(
        [Blob(sha256=each, size=1000, at=START) for each in hashes], batch_size=BATCH
    )


def _newest(works: Sequence[Work]) -> list[Version]:
    found = {version.work_id: version for version in Version.objects.filter(work__in=works)}
    return [found[work.pk] for work in works]


def _cite(remixes: Sequence[Work], song: Work) -> None:
    (origin,) = _newest([song])
    sources = [_source(version, origin) for version in _newest(remixes)]
    Source.objects.bulk_create(sources, batch_size=BATCH)
    Work.objects.filter(pk=song.pk).update(remixes_count=len(remixes))
    Work.objects.filter(pk__in=[work.pk for work in remixes]).update(sources_count=1)


def _cite_many(medley: Work, works: Sequence[Work]) -> None:
    (version,) = _newest([medley])
    Source.objects.bulk_create([_source(version, origin) for origin in _newest(works)])


def _source(version: Version, origin: Version) -> Source:
    return Source(
        version=version,
        origin=origin,
        kind=SourceKind.CONTAINS,
        role="sound",
        note="I kept the brakes.",
        by_id=version.by_id,
        at=version.at,
    )


def _tag(works: Sequence[Work]) -> None:
    """All are about rain, few about wind, and each about something of its own."""
    rain, wind = (Tag.objects.create(slug=slug, name=slug) for slug in ("rain", "wind"))
    others = Tag.objects.bulk_create([Tag(slug=f"tag{n}", name=f"tag{n}") for n in range(TAGS)])
    through = Work.tags.through
    rows = [through(work=work, tag=rain) for work in works]
    rows += [through(work=work, tag=others[number % TAGS]) for number, work in enumerate(works)]
    rows += [through(work=work, tag=wind) for work in works[:RARE]]
    through.objects.bulk_create(rows, batch_size=BATCH)


def _change_often(rows: int, work: Work) -> None:
    """A work with as many versions and changes of its words as others have readers."""
    versions = [
        Version(work=work, number=number, body=BODY, note="Slower.", by_id=work.author_id, at=moment(number))
        for number in range(2, rows + 2)
    ]
    newest = Version.objects.bulk_create(versions, batch_size=BATCH)[-1]
    Work.objects.filter(pk=work.pk).update(latest=newest)
    edits = [
        Edit(work=work, field="title", before=f"Night {number}", by_id=work.author_id, at=moment(number))
        for number in range(rows)
    ]
    Edit.objects.bulk_create(edits, batch_size=BATCH)


def _put_drafts(rows: int, member: Member) -> None:
    drafts = Draft.objects.bulk_create(
        [
            Draft(
                member=member, kind=Kind.AUDIO, title=f"Draft {number}", at=START, changed_at=moment(number)
            )
            for number in range(rows)
        ],
        batch_size=BATCH,
    )
    blobs = _blobs([f"draft {number}" for number in range(rows)])
    uploads = Upload.objects.bulk_create(
        [
            Upload(
                member=member,
                node="bench",
                name="draft.wav",
                length=1000,
                offset=1000,
                at=START,
                expires_at=moment(10_000_000),
                finished_at=START,
                blob=blob,
            )
            for blob in blobs
        ],
        batch_size=BATCH,
    )
    files = [
        DraftFile(draft=draft, upload=upload, purpose=Purpose.MAIN, name="draft.wav", position=0)
        for draft, upload in zip(drafts, uploads, strict=True)
    ]
    DraftFile.objects.bulk_create(files, batch_size=BATCH)


def _put_collections(rows: int, owner: Member, works: Sequence[Work]) -> Collection:
    threads = Thread.objects.bulk_create([Thread() for _ in range(rows)], batch_size=BATCH)
    shelves = Collection.objects.bulk_create(
        [
            Collection(owner=owner, title=f"Shelf {number}", thread=thread, items_count=4, at=moment(number))
            for number, thread in enumerate(threads)
        ],
        batch_size=BATCH,
    )
    items = [_item(shelf, work, place) for shelf in shelves[:-1] for place, work in enumerate(works[:4])]
    full = shelves[-1]  # the newest, so that lists show it
    items += [_item(full, work, place) for place, work in enumerate(works[:ITEMS_EACH])]
    CollectionItem.objects.bulk_create(items, batch_size=BATCH)
    Collection.objects.filter(pk=full.pk).update(items_count=min(len(works), ITEMS_EACH))
    _index("collection", [shelf.pk for shelf in shelves], "shelf rain")
    return full


def _item(shelf: Collection, work: Work, place: int) -> CollectionItem:
    return CollectionItem(
        collection=shelf, work=work, words="For rainy days.", position=place, by_id=shelf.owner_id, at=START
    )


def _index(kind: str, ids: Sequence[int], words: str) -> None:
    """Everything is about rain, and the oldest thirty about wind too."""
    documents = []
    for number, pk in enumerate(ids):
        text = f"{words} {number}{' wind' if number < RARE else ''}"
        vector = RawSQL("to_tsvector('simple', %s)", [text], output_field=SearchVectorField())
        documents.append(Document(kind=kind, object_id=pk, language="en", vector=vector, at=START))
    Document.objects.bulk_create(documents, batch_size=BATCH)
