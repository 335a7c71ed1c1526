"""Residences as the table shows them, and how one reads as a sentence."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from app.i18n import Language
from app.queries.residences import ResidenceRow, StairwellRow
from ui.models.people import moment_text, spoken_day
from ui.models.rows import Column, RowModel

NAME, COMMUNE, DISTRICT, DWELLINGS, REACH, ACTIONS, LAST = range(7)
"""The columns of `ResidenceModel`."""

_FULL_BAR = 0.5
"""Reach at which the bar is full: half as many people met as there are dwellings is a great deal."""


def reach(row: ResidenceRow) -> float | None:
    """People met in twelve months by dwelling; None where there are no dwellings."""
    return row.people_met / row.dwellings if row.dwellings else None


def bar_of(row: ResidenceRow) -> float | None:
    """How much of the bar is filled."""
    share = reach(row)
    return None if share is None else min(1.0, share / _FULL_BAR)


def reach_text(row: ResidenceRow, language: Language) -> str:
    """“14 · 12 %”."""
    share = reach(row)
    if share is None:
        return language.number(row.people_met)
    return language.text(
        "{people} · {share}", people=row.people_met, share=language.percent(share, 1 if share < 0.1 else 0)
    )


def residence_sentence(row: ResidenceRow, language: Language, today: date) -> str:
    """A residence in one sentence: how large and where, how many people were met, when last."""
    place = language.plural("one dwelling", "{n} dwellings", row.dwellings)
    if row.commune:
        place = language.text("{dwellings} in {commune}", dwellings=place, commune=row.commune)
    parts = [place]
    if row.district:
        parts.append(language.text("in the priority district {district}", district=row.district))
    if row.people_met:
        parts.append(
            language.plural(
                "one person met in twelve months", "{n} people met in twelve months", row.people_met
            )
        )
    else:
        parts.append(language.text("nobody met in the last twelve months"))
    if row.last_session is not None:
        day = spoken_day(row.last_session.date(), today, language)
        parts.append(language.text("last contact on {day}", day=day))
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


class ResidenceModel(RowModel[ResidenceRow]):
    """Residences by name, or sorted by a column."""

    def __init__(self, language: Language, today: date, parent: QObject | None = None) -> None:
        super().__init__(_columns(language, today), lambda row: row.id, parent)


def _columns(language: Language, today: date) -> tuple[Column[ResidenceRow], ...]:
    number = language.number
    return (
        Column("name", language.text("Residence"), lambda row: row.name, width=220),
        Column("commune", language.text("Commune"), lambda row: row.commune, width=150),
        Column("district", language.text("Priority district"), lambda row: row.district, width=160),
        Column(
            "dwellings",
            language.text("Dwellings"),
            lambda row: number(row.dwellings),
            sort=lambda row: row.dwellings,
            numeric=True,
            width=90,
        ),
        Column(
            "reach",
            language.text("People met, 12 months"),
            lambda row: reach_text(row, language),
            sort=lambda row: reach(row),
            bar=bar_of,
            width=210,
        ),
        Column(
            "actions",
            language.text("Actions"),
            lambda row: number(row.actions) if row.actions else "",
            sort=lambda row: row.actions,
            numeric=True,
            width=76,
        ),
        Column(
            "last",
            language.text("Last contact"),
            lambda row: moment_text(row.last_session, today, language) or language.text("never"),
            sort=lambda row: row.last_session,
            ink=lambda row: "text_muted" if row.last_session is not None else "warning",
            width=116,
        ),
    )


def stairwell_columns(language: Language) -> tuple[Column[StairwellRow], ...]:
    """Entrances with their letter boxes; edited in the table."""
    return (
        Column(
            "name", language.text("Stairwell"), lambda row: row.name, edit=lambda row: row.name, width=180
        ),
        Column(
            "dwellings",
            language.text("Dwellings"),
            lambda row: language.number(row.dwellings),
            edit=lambda row: str(row.dwellings),
            numeric=True,
            width=90,
        ),
    )
