"""Somebody leaves: what of theirs was arriving ends, and their files' names are forgotten."""

from __future__ import annotations

import pytest

from manyhands.core import events
from manyhands.media.actions import Announced, start_upload
from manyhands.media.models import Upload, Use
from manyhands.people.events import MemberLeft
from tests.jobs import run_jobs
from tests.make import NOON, make_member, make_upload

pytestmark = pytest.mark.django_db


def test_what_is_arriving_ends_and_names_are_forgotten():
    ana, kofi = make_member("ana"), make_member("kofi")
    done = make_upload(ana, name="my diary.wav")
    arriving = start_upload(Announced(1000, "diary 2.wav", metadata="filename ZGlhcnk="), by=ana, at=NOON)
    others = make_upload(kofi, name="bass.wav")
    events.record(MemberLeft(member_id=ana.pk, works="stay"), by=ana.pk, at=NOON, topics=[("member", ana.pk)])
    run_jobs("fast")
    for upload in (done, arriving, others):
        upload.refresh_from_db()
    assert (done.name, done.removed_at, done.blob is not None) == ("", None, True)
    assert (arriving.name, arriving.metadata, arriving.removed_at) == ("", "", NOON)
    assert not Upload.objects.unfinished().filter(member=ana).exists()
    assert Use.objects.get(member=ana).bytes == 0
    assert others.name == "bass.wav"
