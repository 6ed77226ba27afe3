"""The page with the recorder as somebody sees it who has not signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.core import clock
from manyhands.core.models import Company
from manyhands.media import actions as media
from manyhands.media.claims import CLAIM_COOKIE, cookie_of
from manyhands.media.models import Upload
from tests.make import make_draft, make_member, make_work

pytestmark = pytest.mark.django_db
SOUND = media.Announced(None, "take.webm", "audio/webm")


@pytest.fixture
def recorded(client: Client) -> Upload:
    """A take that this browser recorded."""
    upload = media.start_strangers_take(SOUND, claim_id="", network="n", at=clock.now())
    media.note_offset(upload, 100, at=clock.now())
    client.cookies[CLAIM_COOKIE] = cookie_of(str(upload.claim_id)).partition("=")[2].partition(";")[0]
    return upload


def test_anybody_may_record_and_the_page_knows_nobody(client: Client) -> None:
    page = client.get("/record")
    assert page.status_code == 200
    assert 'data-longest="300"' in page.text
    assert "csrfmiddlewaretoken" not in page.text.partition("<main")[2].partition("</main")[0]
    assert not page.cookies


@pytest.mark.parametrize(
    ("joining", "said"),
    [
        ("open", "join or sign in with this browser within 24 hours"),
        ("approval", "if the answer takes longer, it is deleted by then"),
        ("invitation", "One joins here by invitation"),
    ],
)
def test_it_says_what_becomes_of_a_take(client: Client, settings, joining: str, said: str) -> None:
    settings.MAIL_URL = "smtp://mail.example"
    Company.objects.update(joining=joining)
    page = client.get("/record").text
    assert said in page
    assert ("Join to keep it" in page) == (joining != "invitation")


def test_earlier_takes_are_counted_and_not_shown(client: Client, recorded: Upload) -> None:
    page = client.get("/record")
    assert "A take that was recorded in this browser waits" in page.text
    assert recorded.pk not in page.text
    assert "no-store" in page["Cache-Control"]
    assert "A take that was recorded" not in Client().get("/record").text


def test_whoever_sits_there_can_leave_nothing_behind(client: Client, recorded: Upload) -> None:
    other = media.start_strangers_take(SOUND, claim_id="", network="n", at=clock.now())
    cookie = client.post("/record/forget").cookies[CLAIM_COOKIE]
    assert (cookie.value, cookie["max-age"]) == ("", 0)
    assert Upload.objects.unfinished().get() == other
    assert Client().post("/record/forget").status_code == 302


def test_a_company_that_wants_to_know_people_first_asks_them_to_sign_in(client: Client) -> None:
    Company.objects.update(strangers_record=False)
    assert client.get("/record")["Location"].startswith("/sign-in?next=/record")


def test_a_remix_may_be_recorded_and_a_draft_of_somebody_may_not(client: Client) -> None:
    ana = make_member("ana")
    work = make_work(ana)
    assert f"source%3D{work.pk}" in client.get(f"/record?source={work.pk}").text
    assert client.get("/record?source=999999").status_code == 404
    assert client.get(f"/record?draft={make_draft(ana).pk}")["Location"].startswith("/sign-in")


def test_where_there_is_no_room_it_is_said_and_waits(client: Client, recorded: Upload, settings) -> None:
    media.reserve_up_to(recorded, 100, length=None, at=clock.now())
    settings.QUOTA_BYTES = 10
    client.force_login(make_member("ana"))
    page = client.get("/record")
    assert "does not fit into your" in page.text
    assert CLAIM_COOKIE not in page.cookies
    assert Upload.objects.unclaimed().get() == recorded
