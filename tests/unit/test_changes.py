"""What screens hear of a write."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.changes import Changes
from app.domain.errors import EditConflict, NotFound, RuleViolation


def test_a_screen_hears_whether_one_of_its_tables_was_touched() -> None:
    changes = Changes(frozenset({"session", "action"}))
    assert changes.touches("person", "session")
    assert not changes.touches("person") and not changes.touches()


def test_changes_add_up_and_none_are_false() -> None:
    assert not Changes()
    both = Changes(frozenset({"session"})) | Changes(frozenset({"action"}))
    assert both and both.tables == {"session", "action"}


def test_an_error_is_a_sentence_with_its_fields_and_for_a_conflict_who_and_when() -> None:
    assert str(RuleViolation("Only {n} places.", n=3)) == "Only 3 places."
    assert isinstance(NotFound("Gone."), RuleViolation)
    moment = datetime(2026, 11, 12, tzinfo=UTC)
    conflict = EditConflict("{by} was first.", by="Marie", at=moment)
    assert (str(conflict), conflict.by, conflict.at) == ("Marie was first.", "Marie", moment)
