import pytest
from hypothesis import given
from hypothesis import strategies as st

from manyhands.discovery import rules


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Café au lait", "cafe"),
        ("CAFE", "café"),
        ("東京で録音した雨の音", "雨"),
        ("東京で録音した雨の音", "録音"),
        ("Ｒａｉｎ on tin", "rain"),
        ("مُحَمَّد", "محمد"),
        ("Straße", "STRASSE"),
        ("ночной поезд", "Ночной"),
        ("हिन्दी", "हिन्दी"),
        ("밤의 기차", "기차"),
    ],
)
def test_a_text_is_found_by_what_people_type(text: str, query: str) -> None:
    assert set(rules.query_words(query)) <= set(rules.index_words(text))


def test_marks_that_are_letters_of_their_own_stay() -> None:
    assert rules.fold("हि") != rules.fold("ह")


def test_a_longer_unspaced_query_does_not_match_the_same_characters_elsewhere() -> None:
    assert not set(rules.query_words("音雨")) <= set(rules.index_words("雨の音"))


def test_a_language_has_its_stemmer_whatever_its_region() -> None:
    assert rules.stemmer("pt-BR") == "portuguese"
    assert rules.stemmer("ja") is None


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert rules.fold(rules.fold(text)) == rules.fold(text)


@given(st.text(max_size=200))
def test_every_text_answers_a_query_of_its_own_words(text: str) -> None:
    assert set(rules.query_words(text)) <= set(rules.index_words(text))
