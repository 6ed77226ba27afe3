"""Pages that strangers share: the same for all of them, and never anybody else's."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator

import pytest
from django.conf import settings

from manyhands.core.models import Company
from tests.live import Front, Live
from tests.make import make_member
from tests.static_files import put_static_files

pytestmark = pytest.mark.slow

FOR_LONG = "600"  # seconds: within a test nothing is forgotten
_numbers = itertools.count()


@pytest.fixture(scope="module")
def front(django_db_setup: None, django_db_blocker) -> Iterator[Front]:
    with django_db_blocker.unblock():
        put_static_files(settings.DATA_DIR)
        front = Front({"PAGES_KEPT_SECONDS": FOR_LONG, "WEB_WORKERS": "2"}, workers=1)
    front.start()
    yield front
    front.stop()


@pytest.fixture
def live(transactional_db, front) -> Live:
    return Live(front)


@pytest.fixture
def here() -> str:
    """An address that nobody asked for in another test; the end of it means nothing.

    Of this page no part is shared with members (tests of that: site/tests/test_shared_parts.py).
    """
    return f"/people?x={next(_numbers)}"


def names(reply):
    """Whom of Rain and Snow it names."""
    assert reply.status == 200, reply.text
    return [name for name in ("Rain", "Snow") if f"{name} Díaz" in reply.text]


def test_strangers_share_a_page_and_members_do_not(live, here):
    ana = make_member("ana")
    make_member(name="Rain Díaz")
    assert names(live.stranger().get(here)) == ["Rain"]
    make_member(name="Snow Díaz")
    assert names(live.stranger().get(here)) == ["Rain"]
    assert names(live.client(ana).get(here)) == ["Rain", "Snow"]
    assert names(live.stranger().get(here)) == ["Rain"]


def test_what_a_member_sees_is_never_shared(live):
    here = f"/works?x={next(_numbers)}"
    ana = make_member("ana", name="Ana of the lake")
    assert "Ana of the lake" in live.client(ana).get(here).text
    stranger = live.stranger().get(here)
    assert "Ana of the lake" not in stranger.text
    assert stranger.headers["vary"].lower().count("cookie") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cookie", f"{settings.SESSION_COOKIE_NAME}=gone"),
        ("Cookie", "messages=x"),
        ("Cookie", "takes=x"),
        ("Cookie", "somebody=elses"),
        ("Authorization", "Bearer x"),
    ],
)
def test_who_says_anything_about_themselves_gets_a_page_of_their_own(live, here, name, value):
    make_member(name="Rain Díaz")
    live.stranger().get(here)
    make_member(name="Snow Díaz")
    assert names(live.stranger().get(here, **{name: value})) == ["Rain", "Snow"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Host", "elsewhere.example"),
        ("Cookie", "theme=dark"),
        ("Cookie", "language=de"),
        ("Accept-Encoding", "gzip"),
        ("HX-Request", "true"),
    ],
)
def test_each_look_of_a_page_is_kept_by_itself(live, here, name, value):
    make_member(name="Rain Díaz")
    live.stranger().get(here)
    make_member(name="Snow Díaz")
    is_same = value == "language=de"  # there is one language so far
    other = live.stranger().get(here, **{name: value})
    assert other.status == 200
    if name != "Accept-Encoding":
        assert names(other) == (["Rain"] if is_same else ["Rain", "Snow"])
    assert names(live.stranger().get(here)) == ["Rain"]


def test_a_page_with_a_form_belongs_to_who_asked(live):
    first, second = (live.stranger().get("/sign-in") for _ in range(2))
    assert first.headers["set-cookie"] != second.headers["set-cookie"]
    token = 'name="csrfmiddlewaretoken" value="'
    assert first.text.partition(token)[2][:64] != second.text.partition(token)[2][:64]


def test_the_recorder_of_strangers_is_made_for_each(live):
    first = live.stranger().get("/record")
    Company.objects.update(strangers_record=False)
    assert (first.status, live.stranger().get("/record").status) == (200, 302)


def test_an_unchanged_page_is_not_sent_again(live, here):
    make_member(name="Rain Díaz")
    first = live.stranger().get(here)
    etag = first.headers["etag"]
    again = live.stranger().get(here, If_None_Match=etag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert live.stranger().get(here, If_None_Match='"another"').body == first.body
    assert first.headers["cache-control"] == "no-cache"


def test_asking_whether_it_changed_never_keeps_an_empty_page(live, here):
    etag = live.stranger().get(here, Cookie="somebody=elses").headers["etag"]
    assert live.stranger().get(here, If_None_Match=etag).status == 304
    assert "<main" in live.stranger().get(here).text


def test_a_head_is_a_get_without_its_body(live, here):
    head = live.stranger().ask("HEAD", here)
    get = live.stranger().get(here)
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", get.headers["etag"])
    assert "<main" in get.text


def test_what_is_not_found_is_asked_for_anew(live):
    assert live.stranger().get("/people/kofi").status == 404
    make_member("kofi")
    assert live.stranger().get("/people/kofi").status == 200


def test_many_at_once_are_answered_by_one_page(live, here):
    make_member(name="Rain Díaz")
    bodies = []
    crowd = [
        threading.Thread(target=lambda: bodies.append(live.stranger().get(here).body)) for _ in range(40)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(bodies) == 40
    assert len(set(bodies)) == 1
