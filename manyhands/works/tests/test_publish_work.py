"""Publishing a work: what stands afterwards, what is refused, and that nothing happens twice."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from manyhands.core.models import EventRow
from manyhands.media.actions import ingest_file
from manyhands.media.models import ProcessingState
from manyhands.media.queries import handed_out
from manyhands.media.store.current import store
from manyhands.media.tests.document_samples import WRITTEN, docx
from manyhands.people.models import Member
from manyhands.rights.actions import Person
from manyhands.rights.models import AccordAcceptance
from manyhands.rights.rules import ACCORD, BY, BY_NC, BY_SA, CC0
from manyhands.works.actions import CannotPublish, hold_work, publish_draft, publish_work, remove_work
from manyhands.works.models import Draft, Kind, Purpose, Tombstone, Work
from manyhands.works.orders import FileOrder, Outside, PublishOrder, SourceOrder
from tests.jobs import run_jobs
from tests.make import NOON, make_draft, make_member, make_sources, make_upload, make_work

pytestmark = pytest.mark.django_db


def publish(member: Member, **wanted: object) -> Work:
    fields = {"title": "Rain", "body": "Drip.", "accord_accepted": True, **wanted}
    return publish_work(PublishOrder(**fields), by=member, at=NOON).work  # type: ignore[arg-type]


def problems(member: Member, **wanted: object) -> list[str]:
    with pytest.raises(CannotPublish) as refused:
        publish(member, **wanted)
    assert not Work.objects.filter(author=member).exists()
    assert str(refused.value)
    assert "%(" not in str(refused.value)
    return [problem.code for problem in refused.value.problems]


def test_a_text_is_there_for_everyone():
    work = publish(make_member("noor"), title=" The night train ", words="One sentence.", language="en")
    assert Work.objects.visible_to(AnonymousUser()).get() == work
    assert (work.title, work.kind, work.newest.number, work.newest.body) == (
        "The night train",
        Kind.TEXT,
        1,
        "Drip.",
    )
    assert work.licence_grants.get().licence == work.licence == BY
    assert not work.machine_learning


def test_a_work_is_what_its_main_file_is():
    ana = make_member("ana")
    song, cover = make_upload(ana, kind="audio"), make_upload(ana, name="sleeve.png", kind="image")
    files = (FileOrder(upload_id=song.pk), FileOrder(upload_id=cover.pk, purpose=Purpose.COVER))
    work = publish(ana, body="", files=files)
    assert work.kind == Kind.AUDIO
    assert list(work.newest.files.order_by("position").values_list("purpose", "name", "blob")) == [
        ("main", "song.wav", song.blob_id),
        ("cover", "sleeve.png", cover.blob_id),
    ]


def test_a_work_may_be_published_while_its_media_are_being_prepared():
    ana = make_member("ana")
    upload = make_upload(ana, state=ProcessingState.RUNNING)
    assert publish(ana, body="", files=(FileOrder(upload_id=upload.pk),)).kind == Kind.AUDIO


def test_the_accord_is_accepted_once():
    ana = make_member("ana")
    assert problems(ana, accord_accepted=False) == ["accord_not_accepted"]
    publish(ana)
    publish(ana, accord_accepted=False)
    assert AccordAcceptance.objects.get().member == ana


def test_everything_that_is_wrong_is_said_at_once():
    assert problems(make_member(), title=" ", body=" ", licence="gpl", accord_accepted=False) == [
        "no_title",
        "nothing_in_it",
        "unknown_licence",
        "accord_not_accepted",
    ]


def test_a_failed_main_file_says_why():
    ana = make_member("ana")
    upload = make_upload(ana, state=ProcessingState.FAILED, reason_code="nothing_to_play")
    with pytest.raises(CannotPublish, match=r"“song.wav” holds neither sound nor picture"):
        publish(ana, body="", files=(FileOrder(upload_id=upload.pk),))


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        ({"finished": False}, "file_unfinished"),
        ({"kind": "attachment", "name": "session.zip"}, "not_a_work"),
        ({"kind": "", "state": ProcessingState.WAITING}, "not_looked_at"),
    ],
)
def test_a_main_file_that_cannot_be_one(upload, code):
    ana = make_member("ana")
    assert problems(ana, body="", files=(FileOrder(upload_id=make_upload(ana, **upload).pk),)) == [code]


def test_somebody_elses_upload_is_not_mine():
    theirs = make_upload(make_member("kofi"))
    assert problems(make_member("ana"), body="", files=(FileOrder(upload_id=theirs.pk),)) == ["file_missing"]


def test_a_work_is_one_file_or_a_text():
    ana = make_member("ana")
    first, second = (FileOrder(upload_id=make_upload(ana).pk, purpose=Purpose.MAIN) for _ in "12")
    assert problems(ana, body="", files=(first, second)) == ["two_main_files"]
    assert problems(ana, files=(first,)) == ["file_and_text"]


def test_an_announced_kind_must_be_true():
    ana = make_member("ana")
    files = (FileOrder(upload_id=make_upload(ana, kind="image").pk),)
    assert problems(ana, body="", files=files, kind="audio") == ["other_kind"]


def test_both_works_show_the_remix():
    song = make_work(make_member("ana"))
    remix = publish(
        make_member("kofi"),
        sources=(SourceOrder(work_id=song.pk, role="bass", note="Bass, nothing else."),),
    )
    song.refresh_from_db()
    remix.refresh_from_db()
    assert (song.remixes_count, song.sources_count) == (1, 0)
    assert (remix.remixes_count, remix.sources_count) == (0, 1)
    source = remix.newest.sources.get()
    assert (source.origin, source.role, source.note) == (song.newest, "bass", "Bass, nothing else.")
    assert song.newest.pk < remix.newest.pk


def test_something_from_outside_is_a_source_too():
    outside = Outside(title="Rain on a tent", address="https://example.org/rain", licence="CC0")
    work = publish(make_member(), sources=(SourceOrder(outside=outside, kind="inspired"),))
    assert work.newest.sources.filter(outside__address="https://example.org/rain").count() == 1
    assert work.sources_count == 0


def test_a_source_that_is_named_twice_stands_once():
    song = make_work(make_member("ana"))
    remix = publish(make_member("kofi"), sources=make_sources([song, song.newest, song]))
    assert remix.newest.sources.count() == 1


def test_a_hidden_removed_or_unknown_work_is_no_source():
    ana = make_member("ana")
    held, removed = make_work(ana), make_work(ana)
    hold_work(held, reason="Somebody asks whether this is yours.", by=None, at=NOON)
    remove_work(removed, why=Tombstone.Why.MAKER, by=ana, at=NOON)
    for work_id in (held.pk, removed.pk, 10**9):
        assert problems(make_member(), sources=(SourceOrder(work_id=work_id),)) == ["source_missing"]


def test_the_licence_must_fit_the_sources():
    song = make_work(make_member("ana"), licence=BY_SA)
    assert problems(make_member("kofi"), sources=make_sources([song]), licence=CC0) == ["share_alike"]
    assert publish(make_member("ines"), sources=make_sources([song]), licence=BY_SA).licence == BY_SA
    assert publish(make_member("yui"), sources=make_sources([song]), licence=ACCORD).licence == ACCORD


def test_the_licence_that_would_have_been_ticked_is_taken():
    kofi = make_member("kofi")
    assert publish(kofi, sources=make_sources([make_work(licence=BY_SA)])).licence == BY_SA
    publish(kofi, licence=BY_NC)
    assert publish(kofi).licence == BY_NC


def test_my_own_share_alike_work_does_not_bind_me():
    ana = make_member("ana")
    mine = make_work(ana, licence=BY_SA)
    assert publish(ana, sources=make_sources([mine]), licence=BY).licence == BY


def test_anothers_share_alike_cannot_be_laundered_through_my_own_work():
    ana = make_member("ana")
    theirs = make_work(make_member("kofi"), licence=BY_SA)
    mine = make_work(ana, licence=BY_SA, sources=[theirs])
    with pytest.raises(CannotPublish):
        publish(ana, sources=make_sources([mine]), licence=BY)


def test_tags_are_shared_however_they_are_written():
    ana = make_member("ana")
    publish(ana, tags=("Rain", " #rain ", "RAIN", "雨"))
    work = publish(ana, tags=("rain",))
    assert [tag.name for tag in work.tags.all()] == ["Rain"]
    assert work.tags.get().works.count() == 2


def test_people_are_credited():
    ana, kofi = make_member("ana"), make_member("kofi", name="Kofi B.")
    people = (Person(role="bass", member=kofi), Person(role="whistling", name="my uncle"))
    work = publish(ana, credits=(*people, people[0]))
    assert list(work.credit_list.credits.order_by("position").values_list("name", "role")) == [
        ("Kofi B.", "bass"),
        ("my uncle", "whistling"),
    ]
    assert [credit.name for credit in work.credit_list.credits.shown_to(AnonymousUser())] == ["my uncle"]


def test_publishing_is_told():
    song = make_work(make_member("ana"))
    kofi = make_member("kofi")
    remix = publish(kofi, sources=make_sources([song]))
    published = EventRow.objects.get(kind="work.published", data__work_id=remix.pk)
    assert (published.by_id, published.public_from) == (kofi.pk, NOON)
    cited = EventRow.objects.get(kind="source.cited")
    assert cited.data["origin_work_id"] == song.pk
    assert set(cited.topics.values_list("kind", "subject_id")) == {
        ("work", remix.pk),
        ("work", song.pk),
        ("member", song.author_id),
    }


def test_a_draft_is_published_once():
    ana = make_member("ana")
    draft = make_draft(ana)
    first = publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True)
    again = publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True)
    assert first == again
    assert Work.objects.count() == 1
    assert not Draft.objects.exists()


def test_nobody_else_publishes_my_draft():
    ana, kofi = make_member("ana"), make_member("kofi")
    draft = make_draft(ana)
    with pytest.raises(Exception, match="not there any more"):
        publish_draft(draft.pk, by=kofi, at=NOON)
    publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True)
    with pytest.raises(Exception, match="not there any more"):
        publish_draft(draft.pk, by=kofi, at=NOON)


def test_a_refused_draft_stays():
    ana = make_member("ana")
    draft = make_draft(ana, title="")
    with pytest.raises(CannotPublish):
        publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True)
    assert Draft.objects.get() == draft


class TestWithBytes:
    """What has just arrived was looked at by nobody, and may be published all the same."""

    def upload(self, member, name, data, tmp_path):
        path = tmp_path / name
        path.write_bytes(data)
        upload = make_upload(member, name=name, kind="", state=ProcessingState.WAITING, data=data)
        assert upload.blob is not None
        store().put_file(path, upload.blob.sha256)
        return upload

    def test_a_glance_says_what_it_is(self, tmp_path):
        ana = make_member("ana")
        upload = self.upload(ana, "rain.flac", b"fLaC\0\0\0\x22", tmp_path)
        assert publish(ana, body="", files=(FileOrder(upload_id=upload.pk),)).kind == Kind.AUDIO

    def test_a_text_file_is_read(self, tmp_path):
        ana = make_member("ana")
        upload = self.upload(ana, "rain.md", "# Regen\r\n\r\nEs tröpfelt.".encode(), tmp_path)
        work = publish(ana, body="", files=(FileOrder(upload_id=upload.pk),))
        assert (work.kind, work.newest.body) == (Kind.TEXT, "# Regen\n\nEs tröpfelt.")

    def test_what_is_no_text_in_a_file_that_the_probe_calls_one(self, tmp_path):
        ana = make_member("ana")
        upload = self.upload(ana, "rain.txt", b"Es tr\xf6pfelt.", tmp_path)
        upload.blob.processing.kind = "text"
        upload.blob.processing.save()
        with pytest.raises(CannotPublish, match=r"“rain\.txt” is not UTF-8"):
            publish(ana, body="", files=(FileOrder(upload_id=upload.pk),))


def test_what_files_are_for_is_guessed_where_it_is_left_open():
    ana = make_member("ana")
    uploads = [make_upload(ana, name="sleeve.png", kind="image"), make_upload(ana), make_upload(ana)]
    work = publish(ana, body="", files=tuple(FileOrder(upload_id=upload.pk) for upload in uploads))
    assert work.kind == Kind.AUDIO
    assert [file.purpose for file in work.newest.files.order_by("position")] == ["cover", "main", "stem"]


def test_the_words_of_a_document_become_the_text_and_the_document_stays_with_its_maker(tmp_path):
    data = docx(tmp_path / "story").read_bytes()
    ana = make_member("ana")
    upload = ingest_file(tmp_path / "story", name="story.docx", member=ana, at=NOON)
    run_jobs("media")
    work = publish(ana, body="", files=(FileOrder(upload_id=upload.pk),))
    assert (work.kind, work.newest.body) == (Kind.TEXT, WRITTEN)
    blob = upload.blob
    assert blob is not None
    assert handed_out([blob], to_maker=False) == {}
    assert b"".join(store().read(handed_out([blob], to_maker=True)[blob.pk].blob.sha256)) == data


def test_a_document_that_is_none_is_refused_with_its_name(tmp_path):
    path = tmp_path / "story"
    path.write_bytes(docx(path).read_bytes()[:-300])
    ana = make_member("ana")
    upload = ingest_file(path, name="story.docx", member=ana, at=NOON)
    with pytest.raises(CannotPublish, match=r"story\.docx"):
        publish(ana, body="", files=(FileOrder(upload_id=upload.pk),))
