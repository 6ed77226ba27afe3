"""Keeping search true: a document is written anew whenever what it speaks of changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from manyhands.core.jobs import task
from manyhands.discovery.models import Document
from manyhands.discovery.rules import index_words, quoted, stemmer
from manyhands.people.models import Member
from manyhands.works.models import Collection, Work

POSITIONS_AT_MOST = 16_383  # of a lexeme in a tsvector; further words count as standing there
BATCH = 500

Weighted = Iterable[tuple[str, str]]  # (text, weight A to D)


def index_work(work: Work) -> None:
    """Write a work's document, or remove it when the work is no longer there for anybody."""
    if not Work.objects.standing().filter(pk=work.pk).exists():
        Document.objects.filter(kind="work", object_id=work.pk).delete()
        return
    tags = " ".join(work.tags.values_list("name", flat=True))
    makers = work.credit_list.credits.filter(answer__confirmed=True).values_list("name", flat=True)
    texts = [
        (work.title, "A"),
        (f"{tags} {work.author.name} {work.author.handle} {' '.join(makers)}", "B"),
        (f"{work.words} {work.alt_text}", "C"),
        (work.latest.body if work.latest else "", "D"),
    ]
    _write("work", work.pk, language=work.language, texts=texts, at=work.at)


def index_member(member: Member) -> None:
    """Write a member's document: name, handle, crafts, words, and the place given for show."""
    if not Member.objects.all().present().filter(pk=member.pk).exists():
        Document.objects.filter(kind="member", object_id=member.pk).delete()
        return
    crafts = " ".join(member.crafts.values_list("name", flat=True))
    texts = [(f"{member.name} {member.handle}", "A"), (crafts, "B"), (f"{member.words} {member.place}", "C")]
    _write("member", member.pk, language=member.words_language, texts=texts, at=member.joined_at)


def index_collection(collection: Collection) -> None:
    if collection.removed_at is not None:
        Document.objects.filter(kind="collection", object_id=collection.pk).delete()
        return
    texts = [(collection.title, "A"), (collection.owner.name, "B"), (collection.words, "C")]
    _write("collection", collection.pk, language=collection.language, texts=texts, at=collection.at)


@task(queue="fast")
def index_later(*, kind: str, object_id: int) -> None:
    index(kind, object_id)


def index(kind: str, object_id: int) -> None:
    """Write the document of one thing, whatever its kind; a thing that is gone loses its document."""
    if kind == "work":
        work = Work.objects.select_related("author", "thread", "latest", "credit_list").filter(pk=object_id)
        for each in work:
            index_work(each)
    elif kind == "member":
        for member in Member.objects.filter(pk=object_id):
            index_member(member)
    else:
        for collection in Collection.objects.select_related("owner").filter(pk=object_id):
            index_collection(collection)


def rebuild() -> Iterator[int]:
    """Write all documents anew, in batches; yields how many are done."""
    done = 0
    for kind, ids in (
        ("work", Work.objects.order_by("pk").values_list("pk", flat=True)),
        ("member", Member.objects.order_by("pk").values_list("pk", flat=True)),
        ("collection", Collection.objects.order_by("pk").values_list("pk", flat=True)),
    ):
        for object_id in ids.iterator(chunk_size=BATCH):
            index(kind, object_id)
            done += 1
            if done % BATCH == 0:
                yield done
    yield done


def _write(kind: str, object_id: int, *, language: str, texts: Weighted, **keys: object) -> None:
    texts = list(texts)
    literal = tsvector_literal(texts)
    configuration = stemmer(language)
    sql, params = "%s::tsvector", [literal]
    if configuration and _has(configuration):
        plain = " ".join(" ".join(index_words(text)) for text, _ in texts)
        sql, params = f"{sql} || to_tsvector(%s::regconfig, %s)", [literal, configuration, plain]
    vector = RawSQL(sql, params, output_field=SearchVectorField())  # noqa: S611 the SQL is ours, all values are parameters
    with transaction.atomic():
        Document.objects.update_or_create(
            kind=kind, object_id=object_id, defaults={"language": language, "vector": vector, **keys}
        )


def tsvector_literal(texts: Weighted) -> str:
    """Words with positions and weights in PostgreSQL's own notation: its parser never cuts them again."""
    place, parts = 0, []
    for text, weight in texts:
        for word in index_words(text):
            place = min(place + 1, POSITIONS_AT_MOST)
            parts.append(f"{quoted(word)}:{place}{weight}")
    return " ".join(parts)


def _has(configuration: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_ts_config WHERE cfgname = %s", [configuration])
        return cursor.fetchone() is not None
