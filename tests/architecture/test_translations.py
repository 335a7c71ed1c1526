"""Every string has its French, and the three files of the catalogue tell the same story."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

import pytest
from babel.messages.catalog import Message

import translations
from app.i18n import language


@pytest.fixture(scope="module")
def french() -> list[Message]:
    """The entries of the French catalogue."""
    return [message for message in translations.stored(translations.FRENCH) if message.id]


def pairs(message: Message) -> list[tuple[str, str]]:
    """Source and translation; for a plural both forms, each beside its own."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string or [""] * len(message.id), strict=True))


def fields(text: str) -> set[str]:
    """The names of the `{fields}` of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def some(found: Iterable[object]) -> str:
    """How many were found and the first of them: hundreds would bury everything else."""
    shown = list(map(str, found))
    return f"{len(shown)}: " + " / ".join(shown[:5]) if shown else ""


def test_the_template_holds_exactly_the_strings_of_the_sources() -> None:
    same = translations.TEMPLATE.read_bytes() == translations.po_bytes(translations.extract())
    assert same, "run ./check translations"


def test_the_french_catalogue_has_the_strings_of_the_template_and_no_others(french: list[Message]) -> None:
    wanted = {message.id for message in translations.extract() if message.id}
    assert some({message.id for message in french} ^ wanted) == "", "run ./check translations"
    assert not translations.stored(translations.FRENCH).obsolete


def test_nothing_is_left_untranslated(french: list[Message]) -> None:
    assert some(message.id for message in french if translations.is_empty(message.string)) == ""


def test_no_translation_is_a_guess(french: list[Message]) -> None:
    assert [message.id for message in french if message.fuzzy] == []


def test_the_compiled_catalogue_is_the_one_that_the_sources_of_it_make() -> None:
    compiled = translations.FRENCH.with_suffix(".mo").read_bytes()
    same = compiled == translations.mo_bytes(translations.stored(translations.FRENCH))
    assert same, "run ./check translations"


def test_both_sides_have_the_same_fields(french: list[Message]) -> None:
    # A singular may say “one” in words, so a plural's forms may leave out its number.
    different = [
        (source, translation)
        for message in french
        for source, translation in pairs(message)
        if translation and fields(source) - {"n"} != fields(translation) - {"n"}
    ]
    assert some(different) == ""


def test_every_field_has_a_name(french: list[Message]) -> None:
    unnamed = [
        text
        for message in french
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if any(not name.isidentifier() for name in fields(text))
    ]
    assert unnamed == []


def test_french_is_set_as_french_is_printed(french: list[Message]) -> None:
    wrong = [
        translation
        for message in french
        for _, translation in pairs(message)
        if translation != translations.typographic(translation) or re.search(r"[^\W\d]'[^\W\d]", translation)
    ]
    assert some(wrong) == ""


def test_neither_side_begins_or_ends_with_a_space(french: list[Message]) -> None:
    edges = [
        text for message in french for pair in pairs(message) for text in pair if text != text.strip(" ")
    ]
    assert edges == []


def test_a_string_without_french_is_said_in_english_and_one_with_it_in_french() -> None:
    catalogue = translations.stored(translations.FRENCH)
    known = catalogue.get("There is nothing to undo.")
    assert known is not None
    assert language("fr").text("There is nothing to undo.") == (known.string or known.id)
    assert language("fr").text("A sentence that no source holds.") == "A sentence that no source holds."


def test_merging_fills_only_what_is_empty_and_sets_it_as_french() -> None:
    catalogue = translations.stored(translations.FRENCH)
    catalogue.add("Free: {n}", "Libre : {n}")
    catalogue.add("Is it the tenant's?")
    catalogue.add(("{n} sheet", "{n} sheets"))
    lines = [
        "Free: {n} ||| Gratuit : {n}",
        "Is it the tenant's? ||| Est-ce celui de l'habitant ?",
        "{n} sheet ;;; {n} sheets ||| {n} feuille ;;; {n} feuilles",
        "Unknown ||| Inconnu",
        "a line without a bar",
    ]
    assert translations.merge(catalogue, lines) == 2
    filled = [
        catalogue.get(msgid) for msgid in ("Free: {n}", "Is it the tenant's?", ("{n} sheet", "{n} sheets"))
    ]
    assert [message and message.string for message in filled] == [
        "Libre : {n}",
        "Est-ce celui de l’habitant\u00a0?",
        ("{n} feuille", "{n} feuilles"),
    ]
