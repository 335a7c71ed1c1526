"""Names: found however they are typed, kept as they are written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.names import (
    checked_notes,
    checked_text,
    clean_name,
    fold,
    full_name,
    initials,
    register_name,
    words,
)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Béatrice", "BEATRICE"),
        ("Œuvrard", "oeuvrard"),
        ("Lætitia", "Laetitia"),
        ("Großmann", "grossmann"),
        ("Ægir Łukasz", "aegir lukasz"),
        ("Đặng", "dang"),
        ("Nguyễn", "NGUYEN"),
        ("Zoe\u0308", "Zoë"),
        ("ﬁn", "fin"),
        ("İstanbul", "istanbul"),
    ],
)
def test_names_are_found_without_their_accents_and_in_any_case(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@given(st.text())
@example("𝝖")  # a mathematical letter that is a capital once taken apart
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_name_is_found_in_either_form_of_unicode(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert words(unicodedata.normalize(form, text)) == words(text)


def test_apostrophes_hyphens_and_spaces_part_words() -> None:
    assert words("Jean-Pierre d’Ormesson  O'Brien_Smith") == (
        "jean",
        "pierre",
        "d",
        "ormesson",
        "o",
        "brien",
        "smith",
    )
    assert words(" – ") == ()


def test_letters_of_other_scripts_are_kept() -> None:
    assert words("李小龙") == ("李小龙",)
    assert words("محمد") == ("محمد",)


@given(st.text())
def test_a_clean_name_is_clean(text: str) -> None:
    clean = clean_name(text)
    assert clean == clean_name(clean) == clean.strip()
    assert "  " not in clean
    assert not any(unicodedata.category(character)[0] == "C" for character in clean)


def test_marks_that_turn_the_reading_direction_do_not_get_into_names() -> None:
    assert clean_name("Morel\u202e \u200bJeanne\t\n") == "Morel Jeanne"


def test_a_text_that_is_too_long_is_refused_with_both_lengths() -> None:
    assert checked_text(" é " * 1 + "a" * 8, 10) == "é aaaaaaaa"
    with pytest.raises(RuleViolation, match="11 characters, and 10 is the most"):
        checked_text("a" * 11, 10)
    with pytest.raises(RuleViolation, match="is the most"):
        checked_notes("a" * 21, 20)


def test_notes_keep_their_lines_and_lose_what_cannot_be_seen() -> None:
    assert checked_notes("un\r\ndeux\rtrois\0\x07\n\tquatre\n\n") == "un\ndeux\ntrois\n\tquatre"


def test_names_are_written_for_speaking_for_registers_and_in_short() -> None:
    assert full_name("Jeanne", "Morel") == "Jeanne Morel"
    assert register_name("Jeanne", "Morel") == "MOREL Jeanne"
    assert initials("jeanne", "morel") == "JM"


def test_somebody_with_one_name_has_no_space_too_many() -> None:
    assert full_name("", "Morel") == "Morel" and full_name("Jeanne", "") == "Jeanne"
    assert register_name("", "Morel") == "MOREL" and register_name("Jeanne", "") == "Jeanne"
    assert initials("", "morel") == "M" and initials("", "") == ""
