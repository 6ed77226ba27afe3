"""What a handle, a name and an age must be."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manyhands.people import rules
from manyhands.people.confusables import skeleton

handles = st.text(min_size=1, max_size=40).map(rules.handle_key)
ALPHABETS = ("aábßczñ09_-", "абвжщё09_-", "αβγψώ09_-", "あいアイー々東京", "한글말", "अआकखमनि", "ابتثعی٠١")
good_handles = (
    st.sampled_from(ALPHABETS)
    .flatmap(lambda letters: st.text(letters, min_size=2, max_size=30))
    .map(rules.handle_key)
    .filter(lambda handle: not rules.handle_problems(handle))
)


def codes(text: str) -> list[str]:
    return [problem.code for problem in rules.handle_problems(rules.handle_key(text))]


@pytest.mark.parametrize(
    "handle",
    ["ana", "kofi_7", "mary-ann", "zoë", "東京", "カタカナ漢字", "한글", "नमस्ते", "علی", "дмитрий", "ελένη"],
)
def test_names_of_every_script_make_handles(handle: str) -> None:
    assert codes(handle) == []


@pytest.mark.parametrize(
    ("handle", "code"),
    [
        ("a", "length"),
        ("a" * 31, "length"),
        ("", "length"),
        ("ana.b", "characters"),
        ("an a", "characters"),
        ("an\u200da", "characters"),
        ("ana😀", "characters"),
        ("-ana", "ends"),
        ("ana_", "ends"),
        ("an__a", "ends"),
        ("1234", "letter"),
        ("a\u0338\u0338\u0338\u0338b", "marks"),
        ("ع1٢", "digits"),
        ("раypal", "scripts"),
        ("漢字한ア", "scripts"),
        ("admin", "reserved"),
        ("adrnin", "reserved"),
        ("former-1a2b", "reserved"),
    ],
)
def test_what_would_mislead_is_refused(handle: str, code: str) -> None:
    assert code in codes(handle)


def test_a_handle_is_written_down_one_way() -> None:
    assert rules.handle_key(" @Ａna ") == "ana"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paypal", "раураl"),
        ("paypal", "paypa1"),
        ("mona", "rnona"),
        ("mary-ann", "mary_ann"),
        ("bob0", "bobo"),
    ],
)
def test_handles_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(rules.handle_key(one)) == skeleton(rules.handle_key(other))


def test_handles_that_look_different_have_two_skeletons() -> None:
    assert len({skeleton(handle) for handle in ("ana", "anna", "anä", "あな", "ann")}) == 5


@given(handles)
def test_writing_a_handle_down_twice_changes_nothing(handle: str) -> None:
    assert rules.handle_key(handle) == handle


@given(good_handles)
def test_a_good_handle_is_one_plain_word(handle: str) -> None:
    assert 2 <= len(handle) <= 30
    assert handle == unicodedata.normalize("NFKC", handle).lower()
    assert not any(letter.isspace() or unicodedata.category(letter)[0] == "C" for letter in handle)
    assert not set(handle) & set("@/.?#&%+:;,'\"<>\\")


@given(handles)
def test_a_skeleton_looks_like_itself(handle: str) -> None:
    assert skeleton(skeleton(handle)) == skeleton(handle)


@given(st.text(alphabet=st.characters(categories=["Ll", "Lo", "Lm", "Mn", "Mc", "Nd"]), max_size=30))
def test_a_skeleton_fits_its_column(text: str) -> None:
    handle = rules.handle_key(text)
    assert len(handle) > 30 or len(skeleton(handle)) <= rules.SKELETON_LENGTH


def test_a_name_cannot_turn_the_letters_around_it() -> None:
    assert rules.clean_name("Ana\u202egpj.exe\u2066 \x00\n Díaz ") == "Anagpj.exe Díaz"


def test_a_name_keeps_what_its_language_needs() -> None:
    assert rules.clean_name("علی\u200cرضا") == "علی\u200cرضا"
    assert rules.clean_name("👩\u200d🎤 Zoë") == "👩\u200d🎤 Zoë"


def test_a_name_carries_no_pile_of_marks() -> None:
    assert rules.clean_name("A" + "\u0338" * 40) == "A" + "\u0338" * rules.MARKS_IN_A_ROW


def test_words_keep_their_paragraphs() -> None:
    assert rules.clean_words("one\r\n\r\n\r\n\r\ntwo\u202e\nthree ") == "one\n\ntwo\nthree"


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert rules.clean_words(rules.clean_words(text)) == rules.clean_words(text)
    assert rules.clean_name(rules.clean_name(text)) == rules.clean_name(text)


@pytest.mark.parametrize(
    ("name", "seen"), [("Ana", True), ("😀", True), ("\u200d", False), ("...", False), ("", False)]
)
def test_a_name_can_be_seen(name: str, seen: bool) -> None:
    assert rules.is_name(name) is seen


@pytest.mark.parametrize(
    ("birth_year", "old_enough"),
    [(2012, True), (2013, False), (2014, False)],
    ids=["surely", "perhaps", "no"],
)
def test_the_year_of_a_birthday_does_not_count_yet(birth_year: int, old_enough: bool) -> None:
    assert rules.is_old_enough(birth_year, age=13, year=2026) is old_enough


def test_a_company_without_minimum_age_takes_everybody() -> None:
    assert rules.is_old_enough(2026, age=0, year=2026)


def test_who_was_born_in_the_latest_adult_year_is_surely_adult() -> None:
    year = rules.latest_adult_birth_year(year=2026)
    assert rules.is_old_enough(year, age=rules.ADULT_AGE, year=2026)
    assert not rules.is_old_enough(year + 1, age=rules.ADULT_AGE, year=2026)
