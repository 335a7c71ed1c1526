"""Calendars of other programs on the command line: looked at, taken in, taken back, taken in again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from app.cli.main import main
from app.domain.calendars import CalendarPlan
from app.domain.errors import UnreadableFile
from app.domain.kinds import Role, SessionStatus
from app.domain.slots import Slot
from app.exchange.icalendar.occurrences import occurrences
from app.exchange.icalendar.reading import CalendarFile, read_calendar
from app.exchange.icalendar.sessions import sessions_of
from app.exchange.icalendar.writing import calendar_file
from app.queries.calendar_export import sessions_to_export
from app.queries.calendar_import import own_uid, plan_calendar_import
from app.queries.rows import SessionRow
from app.queries.sessions import session_rows
from app.usecases.actions import create_action
from app.usecases.calendars import import_calendar
from app.usecases.residences import create_residence, create_venue
from app.usecases.sessions import assign_new_person, create_session, edit_session
from app.workspace import Outcome, Workspace
from tests.exchange.calendars import calendar, wild

Run = Callable[..., str]

SERIES = """UID:serie
DTSTART;TZID=Europe/Paris:20260323T140000
DTEND;TZID=Europe/Paris:20260323T153000
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Café des voisins
LOCATION:SALLE POLYVALENTE
DESCRIPTION:Apporter\\, si possible\\, un gâteau.
"""
MOVED = """UID:serie
RECURRENCE-ID;TZID=Europe/Paris:20260330T140000
DTSTART:20260331T120000Z
DTEND:20260331T133000Z
SUMMARY:Café des voisins (déplacé)
LOCATION:Jardin
"""
SINGLE = "UID:fete\nDTSTART;VALUE=DATE:20260529\nSUMMARY:Fête des voisins\nSTATUS:CANCELLED"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command that must succeed, and returns what it says."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run(*words: object) -> str:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        assert (code, captured.err) == (0, "")
        return captured.out

    return run


def take_in(workspace: Workspace, data: bytes, name: str = "x.ics") -> Outcome[CalendarPlan]:
    records, _ = sessions_of(read_calendar(data, name), workspace.clock().date())
    plan = workspace.read(plan_calendar_import, records, one_action=False)
    return workspace.change(import_calendar, plan, name)


def all_sessions(workspace: Workspace) -> tuple[SessionRow, ...]:
    return workspace.read(session_rows)


def test_a_calendar_becomes_actions_sessions_and_venues_in_one_step(workspace: Workspace) -> None:
    hall = workspace.change(create_venue, "Salle polyvalente").result
    outcome = take_in(workspace, calendar(SERIES, MOVED, SINGLE))
    assert outcome.result.actions == ("Café des voisins", "Fête des voisins")
    assert outcome.result.venues == ("Jardin",)
    found = all_sessions(workspace)
    assert [(row.starts_at, row.ends_at.hour, row.title, row.venue) for row in found] == [
        (datetime(2026, 3, 23, 14), 15, "Café des voisins", "Salle polyvalente"),
        (datetime(2026, 3, 31, 14), 15, "Café des voisins (déplacé)", "Jardin"),
        (datetime(2026, 4, 6, 14), 15, "Café des voisins", "Salle polyvalente"),
        (datetime(2026, 5, 29), 0, "Fête des voisins", ""),
    ]
    assert found[0].venue_id == hall
    assert found[0].note == "Apporter, si possible, un gâteau."
    assert [row.code for row in found] == ["2026-001/1", "2026-001/2", "2026-001/3", "2026-002/1"]
    assert [row.status for row in found][2:] == [SessionStatus.PLANNED, SessionStatus.CANCELLED]
    assert workspace.verify() == ()

    workspace.undo()
    assert all_sessions(workspace) == ()
    workspace.redo()
    assert [replace(row, version=1) for row in all_sessions(workspace)] == list(found)


def test_the_same_calendar_again_adds_only_what_is_new_and_changes_nothing_made_here(
    workspace: Workspace,
) -> None:
    take_in(workspace, calendar(SERIES, MOVED))
    first = all_sessions(workspace)[0]
    workspace.change(edit_session, first.id, title="Café au jardin")
    plan = take_in(workspace, calendar(SERIES.replace("COUNT=3", "COUNT=4"), MOVED)).result
    assert (plan.known, [f"{record.starts_at:%d %b}" for record in plan.new], plan.actions) == (
        3,
        ["13 Apr"],
        (),
    )
    found = all_sessions(workspace)
    assert [row.code for row in found] == ["2026-001/1", "2026-001/2", "2026-001/3", "2026-001/4"]
    assert found[0].title == "Café au jardin"
    own = calendar(f"UID:{own_uid(first.id)}\nDTSTART:20260323T140000\nSUMMARY:Café")
    assert take_in(workspace, own).result.new == ()


def test_endless_series_are_followed_for_two_years_and_long_events_are_told(workspace: Workspace) -> None:
    data = calendar(
        "UID:a\nDTSTART:20260105T100000\nRRULE:FREQ=WEEKLY\nSUMMARY:Sans fin",
        "UID:b\nDTSTART:20260105T100000\nDTEND:20260305T100000\nSUMMARY:Exposition",
        "UID:c\nDTSTART:19800105T100000\nSUMMARY:Autrefois",
    )
    records, told = sessions_of(read_calendar(data, "x"), workspace.clock().date())
    assert records[-1].starts_at < datetime(2028, 11, 13)
    assert {record.title for record in records} == {"Sans fin"}
    assert [(each.title, each.reason.msgid) for each in told] == [
        ("Sans fin", "It has no end: it is taken in up to {day}."),
        ("Exposition", "It lasts more than 31 days."),
        ("Autrefois", "{day} is too far away: check the year."),
    ]


@pytest.mark.backends("sqlite")
def test_calendars_from_the_wild_can_be_taken_in(workspace: Workspace) -> None:
    taken = 0
    for path in sorted(wild("calendars").glob("[a-i]*.ics")):
        file = _readable(path)
        records, _ = sessions_of(file, workspace.clock().date()) if file else ((), ())
        if len(records) < 60:
            plan = workspace.read(plan_calendar_import, records, one_action=False)
            taken += len(workspace.change(import_calendar, plan, path.name).result.new)
    assert len(all_sessions(workspace)) == taken > 200
    assert workspace.verify() == ()


def _readable(path: Path) -> CalendarFile | None:
    try:
        return read_calendar(path.read_bytes(), path.name)
    except UnreadableFile:
        return None


@pytest.mark.backends("sqlite")
def test_a_landlords_year_comes_in_whole(tmp_path: Path, run: Run) -> None:
    file = wild("landlord_year.ics")
    truth = json.loads(wild("landlord_year.truth.json").read_text(encoding="utf-8"))
    location = tmp_path / "w.palier"
    Workspace.create(str(location)).close()
    words = ("import", "ics", file, "--workspace", location)
    before = location.read_bytes()
    assert "New: 1,691. There already: 0." in run(*words, "--dry-run")
    assert location.read_bytes() == before
    assert "Nothing was written" not in run(*words)
    listed = json.loads(run("list", "sessions", "--workspace", location, "--format", "json"))
    assert Counter(row["starts_at"][:7] for row in listed) == truth["per_month"]
    assert "New: 0. There already: 1,691." in run(*words)


@pytest.mark.backends("sqlite")
def test_sessions_go_to_the_action_that_is_named(workspace: Workspace, tmp_path: Path, run: Run) -> None:
    workspace.change(create_action, "Vie de quartier", year=2026)
    location = workspace.location
    workspace.close()
    file = tmp_path / "c.ics"
    file.write_bytes(calendar(SERIES, "SUMMARY:sans date"))
    said = run("import", "ics", file, "--workspace", location, "--action", "2026-001")
    assert "New actions: 0. New venues: 1." in said
    assert "  ! line 12, sans date: It has no start: DTSTART is missing." in said.splitlines()
    listed = json.loads(run("list", "sessions", "--workspace", location, "--format", "json"))
    assert {(row["code"].partition("/")[0], row["title"]) for row in listed} == {
        ("2026-001", "Café des voisins")
    }


def test_occurrences_are_listed_for_programs_and_for_people(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "c.ics"
    file.write_bytes(calendar(SERIES, SINGLE))
    words = ("ics", "occurrences", file, "--from", "2026-04-01", "--to", "2026-06-01T00:00:00+02:00")
    assert json.loads(run(*words, "--format", "json")) == [
        {
            "uid": "serie",
            "summary": "Café des voisins",
            "start": "2026-04-06T14:00:00+02:00",
            "end": "2026-04-06T15:30:00+02:00",
        },
        {"uid": "fete", "summary": "Fête des voisins", "start": "2026-05-29", "end": "2026-05-30"},
    ]
    assert "Fête des voisins" in run(*words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "tomorrow", "--to", "2026-01-01"), "is neither a day nor a time"),
        (("--from", "2026-01-01", "--to", "2026-02-30"), "There is no day 2026-02-30"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "comes after the last"),
    ],
)
def test_a_span_that_cannot_be_is_told_in_one_line(
    words: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.ics"
    file.write_bytes(calendar(SINGLE))
    assert main(["ics", "occurrences", str(file), *words, "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


# --- out again --------------------------------------------------------------------------------------


def test_what_is_written_comes_in_elsewhere_as_it_was(workspace: Workspace, tmp_path: Path, run: Run) -> None:
    take_in(workspace, calendar(SERIES, MOVED, SINGLE))
    before = all_sessions(workspace)
    location = workspace.location
    first, second, other = tmp_path / "a.ics", tmp_path / "b.ics", tmp_path / "other.palier"
    if workspace.location.startswith("postgresql"):
        first.write_bytes(calendar_file(workspace.read(sessions_to_export), workspace.clock()))
    else:
        assert run("export", "ics", "--workspace", location, "--out", first) == f"{first}\n"
    with Workspace.create(str(other)) as elsewhere:
        take_in(elsewhere, first.read_bytes())
        kept = [
            [(row.starts_at, row.ends_at, row.title, row.action_title, row.venue, row.status) for row in rows]
            for rows in (before, all_sessions(elsewhere))
        ]
        assert kept[0] == kept[1]
        second.write_bytes(calendar_file(elsewhere.read(sessions_to_export), workspace.clock()))
    assert _without_stamps(first) == _without_stamps(second)
    assert take_in(workspace, first.read_bytes()).result.new == ()


def _without_stamps(file: Path) -> list[bytes]:
    return [line for line in file.read_bytes().split(b"\r\n") if not line.startswith(b"DTSTAMP")]


def test_a_written_calendar_is_sound_folded_and_keeps_names_and_notes_to_itself(workspace: Workspace) -> None:
    title = "Fête ; goûter, thé \\ café – " + "é" * 90
    action_id = workspace.change(create_action, title).result
    slot = Slot(datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 4, 0))
    session_id = workspace.change(create_session, action_id, slot).result
    workspace.change(edit_session, session_id, note="Mme Morel est malade")
    workspace.change(assign_new_person, session_id, "Jeanne", "Morel", Role.VOLUNTEER)
    data = calendar_file(workspace.read(sessions_to_export, action_id=action_id), workspace.clock())
    assert b"Morel" not in data
    assert max(map(len, data.split(b"\r\n"))) <= 75
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["UID"])) == (title, own_uid(session_id))
    assert b"DTSTART;TZID=Europe/Paris:20261025T013000\r\nDTEND;TZID=Europe/Paris:20261025T040000" in data


@pytest.mark.backends("sqlite")
def test_a_landlords_year_goes_out_without_loss(workspace: Workspace) -> None:
    source = read_calendar(wild("landlord_year.ics").read_bytes(), "landlord_year.ics")
    take_in(workspace, wild("landlord_year.ics").read_bytes())
    written = calendar_file(workspace.read(sessions_to_export), workspace.clock())
    told = [
        Counter(
            (each.start, each.end, each.event.summary, each.event.location)
            for each in occurrences(file, date(2025, 1, 1), date(2028, 1, 1))[0]
        )
        for file in (source, read_calendar(written, "out.ics"))
    ]
    assert told[0] == told[1]
    assert told[0].total() == 1691


@pytest.mark.backends("sqlite")
def test_sessions_are_written_by_action_residence_person_and_days(
    workspace: Workspace, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    roses = workspace.change(create_residence, "Les Roses", code="ROSES").result
    hall = workspace.change(create_venue, "Salle", residence_id=roses).result
    cafe = workspace.change(create_action, "Café", year=2026).result
    fair = workspace.change(create_action, "Fête", year=2026).result
    march = workspace.change(
        create_session, cafe, Slot(datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 10)), venue_id=hall
    )
    workspace.change(create_session, fair, Slot(datetime(2026, 5, 2, 9), datetime(2026, 5, 2, 10)))
    helper = workspace.change(assign_new_person, march.result, "Jeanne", "Morel", Role.VOLUNTEER).result
    location = workspace.location
    workspace.close()
    out = tmp_path / "out.ics"

    def titles(*words: object) -> list[str]:
        run("export", "ics", "--workspace", location, *words, "--out", out)
        return [event.summary for event in read_calendar(out.read_bytes(), "x").events]

    assert titles() == ["Café", "Fête"]
    assert titles("--action", "2026-002") == ["Fête"]
    assert titles("--residence", "ROSES") == titles("--residence", roses) == ["Café"]
    assert titles("--person", helper) == ["Café"]
    assert titles("--from", "2026-05-02", "--to", "2026-05-02") == ["Fête"]
    for words, said in (
        (("--from", "2027-01-01"), "There is no session to write"),
        (("--residence", "none"), "There is no residence with the code or id none"),
        (("--action", "1999-001"), "There is no action 1999-001"),
    ):
        assert (
            main(["export", "ics", "--workspace", location, *words, "--out", str(out), "--lang", "en"]) == 1
        )
        assert said in capsys.readouterr().err
