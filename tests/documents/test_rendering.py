"""From a request to pages: what is in the file, what it is called, what the register hears."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.documents import (
    AnnualRequest,
    AttendanceRequest,
    ImpactRequest,
    RehearsalsRequest,
    Request,
    rehearsal_people,
    render,
)
from app.documents.preview import Preview
from app.domain.errors import NotFound, RuleViolation
from app.domain.ids import ActionId, new_id
from app.i18n import language
from app.workspace import Workspace
from tests.documents.stage import Stage

AT = datetime(2026, 11, 12, 9, 5)
Shown = tuple[Workspace, Stage]


def test_each_sheet_knows_its_pages_and_together_they_are_the_file(shown: Shown) -> None:
    workspace, stage = shown
    request = AttendanceRequest((*stage.theatre_sessions[:2], *stage.garden_sessions[:2]))
    result = workspace.read(render, request, language("fr"), printed_at=AT)
    covered = [page for part in result.parts for page in range(part.first, part.last + 1)]
    assert covered == list(range(1, result.count + 1))
    assert [printed.session_id for printed in result.sheets] == sorted(
        request.session_ids, key=[printed.session_id for printed in result.sheets].index
    )
    assert result.sheets_on(frozenset({result.parts[0].first})) == (
        result.parts[0].printed if result.parts[0].first == result.parts[0].last else ()
    )
    assert result.sheets_on(frozenset(covered)) == result.sheets


def test_a_cycle_enters_all_its_sessions(shown: Shown) -> None:
    workspace, stage = shown
    request = AttendanceRequest(stage.garden_sessions[:6], variant="grid")
    result = workspace.read(render, request, language("fr"), printed_at=AT)
    assert len(result.parts) == 1
    assert {printed.session_id for printed in result.sheets} == set(stage.garden_sessions[:6])


def test_a_fingerprint_is_of_what_is_said_whenever_it_is_printed(shown: Shown) -> None:
    workspace, stage = shown
    requests = (
        AttendanceRequest(stage.garden_sessions[:1]),
        RehearsalsRequest(stage.theatre),
        ImpactRequest(stage.theatre),
        AnnualRequest(2026),
    )
    for request in requests:
        now = workspace.read(render, request, language("fr"), printed_at=AT)
        later = workspace.read(render, request, language("fr"), printed_at=AT + timedelta(minutes=5))
        english = workspace.read(render, request, language("en"), printed_at=AT)
        assert now.data != later.data
        assert now.sheets == later.sheets
        assert now.sheets != english.sheets
        assert all(len(printed.fingerprint) == 64 for printed in now.sheets)


def test_files_are_named_after_what_is_in_them(shown: Shown) -> None:
    workspace, stage = shown
    names: dict[Request, str] = {
        AttendanceRequest(stage.garden_sessions[:1]): "Feuille d’émargement 2026-003 2026-02-03",
        AttendanceRequest(stage.garden_sessions[:2]): "Feuilles d’émargement 2026-003",
        ImpactRequest(stage.theatre): "Fiche bilan 2025-017",
        AnnualRequest(2026): "Bilan annuel 2026",
    }
    for request, name in names.items():
        assert workspace.read(render, request, language("fr"), printed_at=AT).name == name


def test_an_action_gives_the_sheets_of_its_coming_sessions_or_of_all(shown: Shown) -> None:
    workspace, stage = shown
    coming = AttendanceRequest(action_id=stage.garden, variant="single")
    everything = AttendanceRequest(action_id=stage.garden, variant="single", past=True)
    some = workspace.read(render, coming, language("en"), printed_at=AT).sheets
    both = workspace.read(render, everything, language("en"), printed_at=AT).sheets
    assert 0 < len(some) < len(both)
    assert [printed.session_id for printed in some] == list(stage.garden_sessions[-len(some) :])
    over = AttendanceRequest(action_id=stage.theatre, variant="single")
    found = workspace.read(render, over, language("en"), printed_at=AT).sheets
    assert len(found) == len(stage.theatre_sessions)


def test_progress_is_told_before_each_sheet_and_can_end_the_work(shown: Shown) -> None:
    workspace, stage = shown
    heard: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 2:
            raise KeyboardInterrupt

    request = AttendanceRequest(stage.garden_sessions[:5])
    with pytest.raises(KeyboardInterrupt):
        workspace.read(render, request, language("en"), printed_at=AT, progress=stop)
    assert heard == [(0, 5), (1, 5), (2, 5)]


def test_the_people_who_can_have_a_sheet_are_those_who_play_or_are_called(shown: Shown) -> None:
    workspace, stage = shown
    people = workspace.read(rehearsal_people, stage.theatre)
    assert set(stage.actors) <= {person_id for person_id, _ in people}
    for person_id, name in people[:3]:
        request = RehearsalsRequest(stage.theatre, (person_id,))
        result = workspace.read(render, request, language("en"), printed_at=AT)
        assert result.name == f"Rehearsal schedule 2025-017 {name}"


def test_what_is_gone_and_what_is_nothing_are_told(shown: Shown) -> None:
    workspace, _ = shown
    gone = ActionId(new_id())
    for request in (ImpactRequest(gone), RehearsalsRequest(gone), AnnualRequest(1999)):
        with pytest.raises(NotFound):
            workspace.read(render, request, language("en"), printed_at=AT)
    for nothing in (AttendanceRequest(action_id=gone), AttendanceRequest(day=AT.date().replace(year=2031))):
        with pytest.raises(RuleViolation):
            workspace.read(render, nothing, language("en"), printed_at=AT)


def test_a_picture_is_as_large_as_its_resolution_asks(shown: Shown) -> None:
    workspace, stage = shown
    result = workspace.read(render, ImpactRequest(stage.theatre), language("en"), printed_at=AT)
    with Preview(result.data) as preview:
        assert len(preview.sizes) == result.count
        small, large = preview.picture(0, 72), preview.picture(0, 144)
    assert small is not None and large is not None
    assert abs(large.width - 2 * small.width) <= 2 and abs(large.height - 2 * small.height) <= 2
    assert len(large.pixels) == large.width * large.height * 4
