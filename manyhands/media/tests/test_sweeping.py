"""What uploads leave behind is put in order, and nothing else is touched."""

from __future__ import annotations

import datetime as dt
import os

import pytest

from manyhands.media import actions
from manyhands.media.actions.sweeping import YOUNG_S, expire_uploads, recount_use, sweep_parts
from manyhands.media.models import Upload, Use
from manyhands.media.tus.part import Missing
from manyhands.media.tus.place import parts
from tests.make import NOON, make_member

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=73)


@pytest.fixture
def upload():
    """An upload of 1,000 bytes, 10 of which have arrived."""
    upload = actions.start_upload(actions.Announced(1000, "song.wav"), by=make_member("ana"), at=NOON)
    part = parts().open(upload.pk)
    part.append(b"0123456789")
    part.close()
    return upload


def age(name: str) -> None:
    old = NOON.timestamp() - YOUNG_S
    os.utime(parts().folder / name, (old, old))


def test_what_nobody_goes_on_with_expires_and_gives_its_room_back(upload):
    assert expire_uploads(at=NOON) == 0
    assert expire_uploads(at=LATER) == 1
    upload.refresh_from_db()
    assert upload.removed_at == LATER
    assert Use.objects.get().bytes == 0
    with pytest.raises(Missing):
        parts().open(upload.pk)
    assert expire_uploads(at=LATER) == 0


def test_an_upload_that_is_being_written_to_does_not_expire(upload):
    part = parts().open(upload.pk)
    assert expire_uploads(at=LATER) == 0
    part.close()
    assert expire_uploads(at=LATER) == 1


def test_going_on_puts_the_end_off(upload):
    actions.note_offset(upload, 10, at=NOON + dt.timedelta(hours=70))
    assert expire_uploads(at=LATER) == 0


def test_an_upload_whose_bytes_are_gone_expires_too(upload):
    parts().remove(upload.pk)
    assert expire_uploads(at=LATER) == 1


def test_another_nodes_upload_is_left_to_it_for_a_week(upload):
    Upload.objects.update(node="elsewhere")
    assert expire_uploads(at=LATER) == 0
    assert expire_uploads(at=LATER + dt.timedelta(days=7)) == 1


def test_a_part_without_a_row_is_removed_when_it_is_old(upload):
    parts().create("f" * 32)
    assert sweep_parts() == 0  # its row may be about to be committed
    age("f" * 32)
    age(upload.pk)
    assert sweep_parts() == 1
    assert parts().open(upload.pk).size == 10


def test_a_lone_mark_is_removed():
    name = "e" * 32 + ".unchecked"
    parts().folder.mkdir(exist_ok=True)
    (parts().folder / name).write_text("5")
    age(name)
    assert sweep_parts() == 1
    assert not (parts().folder / name).exists()


def test_a_recount_finds_the_kept_total_right_and_sets_a_wrong_one(upload):
    assert recount_use() == 0
    Use.objects.update(bytes=5)
    assert recount_use() == 1
    assert Use.objects.get().bytes == 1000
