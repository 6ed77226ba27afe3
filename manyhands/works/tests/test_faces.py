from __future__ import annotations

import pytest

from manyhands.media.models import Processing, Rendition
from manyhands.works.models import File, Kind, Work
from manyhands.works.queries.faces import faces_of
from tests.make import NOON, make_blob, make_work

pytestmark = pytest.mark.django_db


def loaded(*works: Work) -> list[Work]:
    return list(Work.objects.filter(pk__in=[work.pk for work in works]).for_listing())


def test_a_text_shows_its_first_words() -> None:
    work = make_work(kind=Kind.TEXT, body="He kept the *receipts*.")
    assert faces_of(loaded(work))[work.pk].excerpt == "He kept the receipts."


def test_a_sound_shows_its_shape_and_length() -> None:
    work = make_work(kind=Kind.AUDIO)
    main = File.objects.get(version__work=work)
    Processing.objects.filter(blob=main.blob).update(shape="00ff80", duration_ms=61_000)
    face = faces_of(loaded(work))[work.pk]
    assert face.peaks == [0.0, 1.0, 128 / 255]
    assert face.duration_ms == 61_000


def test_a_picture_is_offered_in_all_its_widths() -> None:
    work = make_work(kind=Kind.IMAGE)
    main = File.objects.get(version__work=work)
    for width in (1280, 320):
        Rendition.objects.create(
            source=main.blob, profile=f"webp-{width}", output=make_blob(), media_type="image/webp",
            width=width, height=width // 2, at=NOON,
        )  # fmt: skip
    picture = faces_of(loaded(work))[work.pk].picture
    assert picture is not None
    assert (picture["width"], picture["height"]) == (320, 160)
    assert picture["srcset"].count("w") >= 2


def test_many_faces_cost_three_queries(django_assert_num_queries) -> None:
    works = loaded(*(make_work(title=f"Loop {number}") for number in range(5)))
    with django_assert_num_queries(2):
        faces_of(works)
