"""The closed lists: every value has a name, and ages fall into one band each."""

from __future__ import annotations

from enum import StrEnum

import pytest

from app.domain import kinds
from app.domain.kinds import AgeBand, age_band, label
from app.i18n.language import language

LISTS = [
    kind
    for kind in vars(kinds).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_every_value_has_a_name_of_its_own(kind: type[StrEnum]) -> None:
    names = [label(value) for value in kind]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_every_value_fits_its_column(kind: type[StrEnum]) -> None:
    assert all(len(value.value) <= 24 for value in kind)


def test_every_name_is_said_in_english_as_it_is_written() -> None:
    english = language("en")
    assert english.text(label(kinds.SessionStatus.SKIPPED)) == "To place again"


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, AgeBand.CHILD), (11, AgeBand.CHILD), (12, AgeBand.TEEN), (17, AgeBand.TEEN), (18, AgeBand.YOUNG),
        (25, AgeBand.YOUNG), (26, AgeBand.ADULT), (59, AgeBand.ADULT), (60, AgeBand.SENIOR), (74, AgeBand.SENIOR),
        (75, AgeBand.ELDER), (104, AgeBand.ELDER),
    ],
)  # fmt: skip
def test_a_band_holds_the_ages_that_its_name_says(age: int, band: AgeBand) -> None:
    assert age_band(2026 - age, 2026) is band
