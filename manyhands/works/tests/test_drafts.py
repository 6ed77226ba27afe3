"""Drafts: begun in many ways, kept as one types, seen by nobody else, thrown away."""

from __future__ import annotations

import datetime as dt

import pytest

from manyhands.core.errors import NotThere
from manyhands.rights.rules import BY_SA
from manyhands.works import actions
from manyhands.works.models import Draft, Purpose
from manyhands.works.orders import (
    CreditChange,
    DraftChange,
    FileChange,
    Outside,
    PublishOrder,
    SourceChange,
    SourceOrder,
)
from tests.make import NOON, make_draft, make_member, make_upload, make_work

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(minutes=1)


def purposes(draft: Draft) -> list[tuple[str, str]]:
    return list(draft.files.order_by("position").values_list("name", "purpose"))


class TestFromFiles:
    def test_each_its_own(self):
        ana = make_member("ana")
        uploads = [make_upload(ana, name="kitchen_guitar-02.wav"), make_upload(ana, name="雨.flac")]
        drafts = actions.start_from_files([u.pk for u in uploads], together=False, by=ana, at=NOON)
        assert [draft.title for draft in drafts] == ["kitchen guitar 02", "雨"]
        assert [purposes(draft)[0][1] for draft in drafts] == [Purpose.MAIN, Purpose.MAIN]

    def test_all_together(self):
        ana = make_member("ana")
        named = [
            ("sleeve.png", "image"),
            ("mix.wav", "audio"),
            ("bass.wav", "audio"),
            ("song.als", "attachment"),
        ]
        uploads = [make_upload(ana, name=name, kind=kind) for name, kind in named]
        (draft,) = actions.start_from_files([u.pk for u in uploads], together=True, by=ana, at=NOON)
        assert draft.title == "mix"
        assert purposes(draft) == [
            ("sleeve.png", "cover"),
            ("mix.wav", "main"),
            ("bass.wav", "stem"),
            ("song.als", "project"),
        ]

    def test_somebody_elses_file_is_not_taken(self):
        theirs = make_upload(make_member("kofi"))
        with pytest.raises(NotThere):
            actions.start_from_files([theirs.pk], together=True, by=make_member("ana"), at=NOON)
        assert not Draft.objects.exists()

    def test_files_that_come_later_find_their_place(self):
        ana = make_member("ana")
        draft = make_draft(ana)
        more = [make_upload(ana, name="bass.wav"), make_upload(ana, name="song.vtt", kind="text")]
        actions.add_files(draft.pk, [u.pk for u in more], by=ana, at=NOON)
        assert purposes(draft) == [("song.wav", "main"), ("bass.wav", "stem"), ("song.vtt", "captions")]

    def test_a_cover_that_arrived_first_gives_way_to_the_song(self):
        ana = make_member("ana")
        cover, song = make_upload(ana, name="sleeve.png", kind="image"), make_upload(ana)
        (draft,) = actions.start_from_files([cover.pk], together=True, by=ana, at=NOON)
        actions.add_files(draft.pk, [cover.pk, song.pk], by=ana, at=NOON)
        assert purposes(draft) == [("sleeve.png", "cover"), ("song.wav", "main")]

    def test_what_was_chosen_for_the_work_itself_stays_it_when_nothing_new_arrives(self):
        ana = make_member("ana")
        picture, song = make_upload(ana, name="window.png", kind="image"), make_upload(ana)
        (draft,) = actions.start_from_files([picture.pk, song.pk], together=True, by=ana, at=NOON)
        draft.files.filter(upload=song).update(purpose=Purpose.ATTACHMENT)
        draft.files.filter(upload=picture).update(purpose=Purpose.MAIN)
        actions.add_files(draft.pk, [picture.pk, song.pk], by=ana, at=NOON)
        assert purposes(draft) == [("window.png", "main"), ("song.wav", "attachment")]

    def test_a_file_beside_a_text_is_not_the_work_itself(self):
        ana = make_member("ana")
        draft = actions.start_draft(PublishOrder(title="", body="It rains."), by=ana, at=NOON)
        actions.add_files(draft.pk, [make_upload(ana, name="x.png", kind="image").pk], by=ana, at=NOON)
        assert purposes(draft) == [("x.png", "cover")]

    def test_in_a_new_version_the_new_file_takes_the_old_ones_place(self):
        work = make_work()
        draft = actions.start_version(work, by=work.author, at=NOON)
        mix = make_upload(work.author, name="louder.wav")
        actions.add_files(draft.pk, [mix.pk], by=work.author, at=NOON)
        assert purposes(draft) == [("louder.wav", "main")]


class TestRemix:
    def test_it_names_its_source_by_itself(self):
        song, kofi = make_work(licence=BY_SA), make_member("kofi")
        draft = actions.start_remix(song.newest, by=kofi, at=NOON)
        assert draft.sources.get().origin == song.newest
        assert actions.start_remix(song.newest, by=kofi, at=NOON) == draft

    def test_a_draft_that_somebody_works_on_is_left_alone(self):
        song, kofi = make_work(), make_member("kofi")
        draft = actions.start_remix(song.newest, by=kofi, at=NOON)
        actions.save_draft(draft.pk, DraftChange(title="With bass"), by=kofi, at=NOON)
        assert actions.start_remix(song.newest, by=kofi, at=NOON) != draft

    def test_a_hidden_work_is_not_there(self):
        song = make_work()
        actions.hold_work(song, reason="Somebody asks.", by=None, at=NOON)
        with pytest.raises(NotThere):
            actions.start_remix(song.newest, by=make_member(), at=NOON)


class TestSave:
    def test_every_word_is_kept(self):
        ana = make_member("ana")
        draft = make_draft(ana)
        change = DraftChange(
            title="Rain", words="On tin.", language="pt-BR", licence=BY_SA, tags="rain, tin", note="Louder."
        )
        actions.save_draft(draft.pk, change, by=ana, at=LATER)
        draft.refresh_from_db()
        assert (draft.title, draft.words, draft.language, draft.licence, draft.tags, draft.changed_at) == (
            "Rain",
            "On tin.",
            "pt-BR",
            BY_SA,
            "rain, tin",
            LATER,
        )

    def test_what_hangs_on_it_is_kept_too(self):
        ana = make_member("ana")
        draft = make_draft(ana, sources=[make_work()])
        outside = actions.add_source(draft.pk, SourceOrder(outside=Outside(title="Rain on a tent")), by=ana)
        inside = draft.sources.exclude(origin=None).get()
        somebody = actions.add_credit(draft.pk, name="my uncle", role="", by=ana)
        change = DraftChange(
            sources={
                inside.pk: SourceChange(kind="inspired", role="bass", note="Only the mood."),
                outside.pk: SourceChange(kind="contains", outside=Outside(title="Rain", licence="CC0")),
            },
            credits={somebody.pk: CreditChange(name="Uncle Ede", role="whistling")},
        )
        actions.save_draft(draft.pk, change, by=ana, at=LATER)
        rows = draft.sources.order_by("pk").values_list("kind", "role", "title", "licence")
        assert list(rows) == [("inspired", "bass", "", ""), ("contains", "", "Rain", "CC0")]
        assert str(draft.credits.get()) == "Uncle Ede, whistling"

    def test_one_file_at_a_time_is_the_work_itself(self):
        ana = make_member("ana")
        draft = make_draft(ana)
        actions.add_files(draft.pk, [make_upload(ana, name="louder.wav").pk], by=ana, at=NOON)
        old, new = draft.files.order_by("position")
        files = {old.pk: FileChange(purpose=Purpose.MAIN), new.pk: FileChange(purpose=Purpose.MAIN)}
        actions.save_draft(draft.pk, DraftChange(files=files), by=ana, at=LATER)
        assert purposes(draft) == [("song.wav", "attachment"), ("louder.wav", "main")]

    def test_a_row_of_another_draft_is_not_touched(self):
        ana, kofi = make_member("ana"), make_member("kofi")
        mine, theirs = make_draft(ana), make_draft(kofi, sources=[make_work()])
        row, file = theirs.sources.get(), theirs.files.get()
        change = DraftChange(
            sources={row.pk: SourceChange(kind="inspired", role="stolen")},
            files={file.pk: FileChange(purpose=Purpose.STEM)},
        )
        actions.save_draft(mine.pk, change, by=ana, at=LATER)
        row.refresh_from_db()
        file.refresh_from_db()
        assert (row.role, file.purpose) == ("sound", Purpose.MAIN)


def test_nobody_else_can_do_anything_with_it():
    draft, kofi = make_draft(make_member("ana")), make_member("kofi")
    upload = make_upload(kofi)
    acts = [
        lambda: actions.save_draft(draft.pk, DraftChange(title="Mine"), by=kofi, at=NOON),
        lambda: actions.add_files(draft.pk, [upload.pk], by=kofi, at=NOON),
        lambda: actions.add_source(draft.pk, SourceOrder(work_id=1), by=kofi),
        lambda: actions.add_credit(draft.pk, name="Kofi", role="bass", by=kofi),
        lambda: actions.remove_file(draft.pk, draft.files.get().pk, by=kofi),
        lambda: actions.discard_draft(draft.pk, by=kofi),
        lambda: actions.publish_draft(draft.pk, by=kofi, at=NOON),
    ]
    for act in acts:
        with pytest.raises(NotThere):
            act()
    draft.refresh_from_db()
    assert draft.title == "Kitchen guitar"


def test_things_are_taken_out_again():
    ana = make_member("ana")
    draft = make_draft(ana, sources=[make_work()])
    credit = actions.add_credit(draft.pk, name="my uncle", role="whistling", by=ana)
    actions.remove_credit(draft.pk, credit.pk, by=ana)
    actions.remove_source(draft.pk, draft.sources.get().pk, by=ana)
    actions.remove_file(draft.pk, draft.files.get().pk, by=ana)
    for rows in (draft.credits, draft.sources, draft.files):
        assert not rows.exists()
    assert ana.uploads.count() == 1


def test_a_member_is_named_by_handle():
    ana, kofi = make_member("ana"), make_member("kofi", name="Kofi B.")
    draft = make_draft(ana)
    credit = actions.add_credit(draft.pk, name="@Kofi", role="bass", by=ana)
    assert (credit.member, credit.name) == (kofi, "Kofi B.")
    with pytest.raises(NotThere, match="@nobody"):
        actions.add_credit(draft.pk, name="@nobody", role="bass", by=ana)


def test_a_source_is_named_once():
    song, ana = make_work(), make_member("ana")
    draft = make_draft(ana, sources=[song])
    with pytest.raises(Exception, match="named already"):
        actions.add_source(draft.pk, SourceOrder(work_id=song.pk), by=ana)


def test_throwing_it_away_leaves_the_uploads():
    ana = make_member("ana")
    draft = make_draft(ana)
    actions.discard_draft(draft.pk, by=ana)
    assert not Draft.objects.exists()
    assert ana.uploads.count() == 1
