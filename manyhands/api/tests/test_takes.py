"""Takes by the API: found, kept, dropped by whoever recorded them."""

from __future__ import annotations

import pytest

from manyhands.media.models import Upload
from manyhands.works.models import Draft
from manyhands.works.tests.test_keep_take import SOUND, left_by
from tests.make import make_member

pytestmark = pytest.mark.django_db


def test_one_finds_ones_own_and_keeps_it(program_of):
    ana = make_member("ana")
    take = left_by(ana)
    (found,) = program_of(ana).get("/takes").json["items"]
    assert (found["take"], found["name"], found["size"]) == (take.pk, take.name, len(SOUND))
    assert found["upload"].endswith(f"/api/v1/uploads/{take.pk}")
    kept = program_of(ana).post(f"/takes/{take.pk}/keep", {})
    assert (kept.status, kept.json["draft"]) == (202, Draft.objects.get().pk)
    assert program_of(ana).post(f"/takes/{take.pk}/keep", {}).json == kept.json
    assert program_of(ana).get("/takes").json["items"] == []


def test_dropped_it_is_gone(program_of):
    ana = make_member("ana")
    take = left_by(ana)
    assert program_of(ana).ask("DELETE", f"/takes/{take.pk}").status == 204
    assert program_of(ana).ask("DELETE", f"/takes/{take.pk}").status == 404


def test_somebody_elses_is_not_there(program_of):
    take, bo = left_by(make_member("ana")), program_of(make_member("bo"))
    assert bo.get("/takes").json["items"] == []
    assert bo.post(f"/takes/{take.pk}/keep", {}).status == 404
    assert bo.ask("DELETE", f"/takes/{take.pk}").status == 404
    assert Upload.objects.unfinished().get() == take


def test_an_empty_one_says_so(program_of):
    ana = make_member("ana")
    refused = program_of(ana).post(f"/takes/{left_by(ana, b'').pk}/keep", {})
    assert refused.status == 409
    assert "Nothing of this take arrived" in refused.json["detail"]
