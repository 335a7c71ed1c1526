"""The large demonstration: sound, of the size that is asked for, and made within a minute."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from app.db.tables import (
    Action,
    Agency,
    Attendance,
    District,
    Person,
    Residence,
    ResidenceDistrict,
    Session,
    Stairwell,
)
from app.db.unit_of_work import Done, UnitOfWork
from app.demonstration import create_demonstration
from app.domain.ids import seeded_ids
from app.domain.kinds import Presence
from app.exchange.demonstration.decade import fill_large
from app.exchange.demonstration.estate import Extent
from app.exchange.demonstration.rows import RowWriter
from app.exchange.demonstration.world import World
from app.i18n import Message
from app.workspace import Workspace
from tests.exchange.demonstrations import TODAY, content, rows

REDUCED = Extent(dwellings=1500, residences=45, people=1600, actions_a_year=14, years=4)


def _fill(uow: UnitOfWork) -> Done[list[tuple[int, int]]]:
    told: list[tuple[int, int]] = []
    world = World(uow, RowWriter(uow), TODAY, "fr", 1)
    fill_large(world, lambda done, total: told.append((done, total)), REDUCED)
    world.rows.flush()
    return Done(Message("Fill"), told)


def _filled(file: Path) -> tuple[Workspace, list[tuple[int, int]]]:
    workspace = Workspace.create(str(file), new_id=seeded_ids(1), author="Test")
    return workspace, workspace.fill(_fill)


def test_a_reduced_large_demonstration_is_sound_and_of_the_size_asked_for(tmp_path: Path) -> None:
    workspace, told = _filled(tmp_path / "reduced.palier")
    with workspace:
        assert workspace.verify() == ()
        residences = rows(workspace, Residence)
        assert len(residences) == 45
        assert sum(row.dwellings for row in residences) == 1500
        assert sum(row.dwellings for row in rows(workspace, Stairwell)) == 1500
        assert 1500 <= len(rows(workspace, Person)) <= 1700
        assert len(rows(workspace, Action)) == 56
        assert len(rows(workspace, Agency)) == 7
        years = Counter(row.code[:4] for row in rows(workspace, Action))
        assert years == {"2023": 14, "2024": 14, "2025": 14, "2026": 14}
        sessions = {row.id: row for row in rows(workspace, Session)}
        assert all(not row.marked_at or row.starts_at.date() < TODAY for row in sessions.values())
        marks = rows(workspace, Attendance)
        assert all(sessions[row.session_id].marked_at for row in marks)
        assert any(row.presence is Presence.PRESENT for row in marks)
    assert told[-1][0] == told[-1][1] == len(told)


def test_the_reduced_demonstration_is_the_same_each_time(tmp_path: Path) -> None:
    one, _ = _filled(tmp_path / "one.palier")
    other, _ = _filled(tmp_path / "other.palier")
    with one, other:
        assert content(one) == content(other)


def test_districts_end_go_on_or_begin_with_the_list_of_2024(tmp_path: Path) -> None:
    workspace, _ = _filled(tmp_path / "reduced.palier")
    with workspace:
        districts = {row.id: row for row in rows(workspace, District)}
        lying = rows(workspace, ResidenceDistrict)
        residences = {row.id: row.dwellings for row in rows(workspace, Residence)}
    replaced = {row.predecessor_id for row in districts.values()}
    former = [row for row in districts.values() if row.valid_to == date(2023, 12, 31)]
    assert any(row.id in replaced for row in former)
    assert any(row.id not in replaced for row in former)
    assert any(row.valid_from == date(2024, 1, 1) and not row.predecessor_id for row in districts.values())
    share = sum(residences[home] for home in {row.residence_id for row in lying}) / 1500
    assert 0.25 <= share <= 0.55


@pytest.mark.slow
def test_ten_years_of_34_000_dwellings_are_made_within_two_minutes_and_sound(tmp_path: Path) -> None:
    begun = time.monotonic()
    create_demonstration(str(tmp_path / "large.palier"), scale="large", today=TODAY)
    # On two quiet cores it takes half of one; a build server is not quiet.
    assert time.monotonic() - begun < 120
    with Workspace.open(str(tmp_path / "large.palier")) as workspace:
        assert workspace.verify() == ()
        assert sum(row.dwellings for row in rows(workspace, Residence)) == 34_000
        assert 74_000 <= len(rows(workspace, Person)) <= 76_000
        assert len(rows(workspace, Action)) == 1_400
        sessions = {row.id: row.starts_at.year for row in rows(workspace, Session)}
        a_year = Counter(sessions.values())
        present = Counter(
            sessions[row.session_id]
            for row in rows(workspace, Attendance)
            if row.presence is Presence.PRESENT
        )
    assert all(1_400 <= a_year[year] <= 2_000 for year in range(2018, 2027))
    assert all(10_000 <= present[year] <= 30_000 for year in range(2018, 2026))
