"""The small demonstration: the same for the same seed, sound, and with everything that the product shows."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app.db.tables import (
    Action,
    ActionResidence,
    Assignment,
    Attendance,
    Casting,
    Change,
    Character,
    District,
    Enrolment,
    HeadCount,
    MoneyLine,
    Objective,
    Organisation,
    Partner,
    Person,
    PersonResidence,
    PersonRole,
    Production,
    Residence,
    ResidenceDistrict,
    Scene,
    Session,
    SessionScene,
    Step,
    Venue,
)
from app.demonstration import create_demonstration
from app.domain.kinds import (
    ActionStatus,
    EnrolmentStatus,
    OrganisationKind,
    PartnerRole,
    Presence,
    Readiness,
    Role,
    SessionStatus,
    Sex,
)
from app.queries.today import today
from app.workspace import Workspace
from tests.exchange.demonstrations import TODAY, content, rows

LIVE = (SessionStatus.PLANNED, SessionStatus.HELD, SessionStatus.OPTION)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    location = str(tmp_path_factory.mktemp("demonstration") / "demo.palier")
    create_demonstration(location, today=TODAY)
    with Workspace.open(location) as workspace:
        yield workspace


def test_the_same_seed_makes_the_same_rows_with_the_same_identities(
    demonstration: Workspace, tmp_path: Path
) -> None:
    create_demonstration(str(tmp_path / "again.palier"), today=TODAY)
    with Workspace.open(str(tmp_path / "again.palier")) as again:
        assert content(again) == content(demonstration)


def test_neither_hash_order_nor_locale_nor_time_zone_plays_a_part(
    demonstration: Workspace, tmp_path: Path
) -> None:
    program = (
        "import sys; from datetime import date; from app.demonstration import create_demonstration;"
        f"create_demonstration(sys.argv[1], today=date.fromisoformat('{TODAY}'))"
    )
    location = tmp_path / "elsewhere.palier"
    elsewhere = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "tr_TR.UTF-8"}
    subprocess.run(
        [sys.executable, "-c", program, str(location)], check=True, env={**os.environ, **elsewhere}
    )
    with Workspace.open(str(location)) as workspace:
        assert content(workspace) == content(demonstration)


def test_another_seed_makes_other_people(demonstration: Workspace, tmp_path: Path) -> None:
    create_demonstration(str(tmp_path / "other.palier"), today=TODAY, seed=2)
    with Workspace.open(str(tmp_path / "other.palier")) as other:
        names = {(row.given_name, row.family_name) for row in rows(other, Person)}
        assert other.verify() == ()
    assert len(names - {(row.given_name, row.family_name) for row in rows(demonstration, Person)}) > 200


@pytest.mark.backends("postgresql")
def test_a_server_holds_the_same_content_as_a_file(demonstration: Workspace, database_url: str) -> None:
    create_demonstration(database_url, today=TODAY)
    with Workspace.open(database_url) as workspace:
        assert workspace.verify() == ()
        assert content(workspace) == content(demonstration)


def test_it_is_sound(demonstration: Workspace) -> None:
    assert demonstration.verify() == ()


def test_there_is_nothing_to_undo_and_no_history(demonstration: Workspace) -> None:
    held = content(demonstration)
    assert demonstration.undo_label is None
    assert held[Step.__tablename__] == held[Change.__tablename__] == []


def test_it_has_twelve_residences_about_six_hundred_people_and_thirty_actions(
    demonstration: Workspace,
) -> None:
    assert len(rows(demonstration, Residence)) == 12
    assert 560 <= len(rows(demonstration, Person)) <= 640
    assert len(rows(demonstration, Action)) == 30
    assert {row.kind for row in rows(demonstration, Action)} == {
        "theatre", "cafe", "workshop", "panel", "life_stories", "information", "trial", "study", "collective",
        "garden", "gathering", "outing", "meeting", "phone",
    }  # fmt: skip
    assert {row.status for row in rows(demonstration, Action)} == set(ActionStatus)


def test_a_month_is_lively_but_not_overfull(demonstration: Workspace) -> None:
    days = Counter(row.starts_at.date() for row in rows(demonstration, Session))
    months = Counter((day.year, day.month) for day in days.elements())
    for month in ((2026, 10), (2026, 11), (2026, 12), (2027, 1)):
        assert 55 <= months[month] <= 90
    assert max(days.values()) <= 8


def test_the_play_is_cast_with_tenants_of_three_residences_and_employees(demonstration: Workspace) -> None:
    production = _only(rows(demonstration, Production))
    assert (production.work, production.author) == ("Le Malade imaginaire", "Molière")
    homes = {row.person_id: row.residence_id for row in rows(demonstration, PersonResidence)}
    cast = rows(demonstration, Casting)
    leads = {row.person_id for row in cast if not row.understudy}
    staff = {row.person_id for row in rows(demonstration, PersonRole) if row.role is Role.STAFF}
    assert len({homes[person] for person in leads if person in homes}) == 3
    assert len(leads & staff) >= 3
    assert sum(row.understudy for row in cast) >= 5
    characters = {row.id: row.name for row in rows(demonstration, Character)}
    assert {characters[row.character_id] for row in cast if not row.understudy} == set(characters.values())
    assert len(characters) == 12
    assert len(rows(demonstration, Scene)) == 31


def test_rehearsals_work_scenes_in_several_places_up_to_a_performance_ahead(demonstration: Workspace) -> None:
    production = _only(rows(demonstration, Production))
    sessions = [row for row in rows(demonstration, Session) if row.action_id == production.action_id]
    worked = Counter(row.session_id for row in rows(demonstration, SessionScene))
    rehearsals = [row for row in sessions if row.kind == "rehearsal" and row.id in worked]
    assert len({row.venue_id for row in rehearsals}) >= 3
    assert max(worked[row.id] for row in rehearsals) <= 6
    to_plan = [row for row in sessions if row.kind == "rehearsal" and row.starts_at.date() > TODAY]
    assert any(row.id not in worked for row in to_plan)
    performance = _only([row for row in sessions if row.kind == "performance"])
    assert performance.starts_at.date() > TODAY
    assert len({row.readiness for row in rows(demonstration, Scene)}) >= 3
    assert Readiness.RUN in {row.readiness for row in rows(demonstration, Scene)}


def test_the_play_comes_from_another_landlords_earlier_edition_with_shares(demonstration: Workspace) -> None:
    production = _only(rows(demonstration, Production))
    actions = {row.id: row for row in rows(demonstration, Action)}
    earlier = actions[actions[production.action_id].template_of_id]
    assert earlier.status is ActionStatus.FINISHED
    shares = {
        (row.action_id, row.share)
        for row in rows(demonstration, Partner)
        if row.role is PartnerRole.LANDLORD and row.action_id in (earlier.id, production.action_id)
    }
    assert shares == {(earlier.id, 70), (production.action_id, 30)}


def test_the_cafe_opens_weekly_counts_heads_and_has_its_partners(demonstration: Workspace) -> None:
    cafe = _only([row for row in rows(demonstration, Action) if row.kind == "cafe"])
    sessions = {row.id: row for row in rows(demonstration, Session) if row.action_id == cafe.id}
    assert {row.starts_at.weekday() for row in sessions.values()} == {1, 3, 5}
    counted = [row for row in rows(demonstration, HeadCount) if row.session_id in sessions]
    assert {row.sex for row in counted} == {Sex.FEMALE, Sex.MALE, None}
    assert len({row.age_band for row in counted}) >= 5
    kinds = {row.id: row.kind for row in rows(demonstration, Organisation)}
    partners = {
        kinds[row.organisation_id] for row in rows(demonstration, Partner) if row.action_id == cafe.id
    }
    assert partners == {OrganisationKind.ASSOCIATION, OrganisationKind.PUBLIC_BODY, OrganisationKind.COMPANY}


def test_the_panel_is_recruited_by_criteria_and_keeps_guide_and_synthesis(demonstration: Workspace) -> None:
    panel = _only([row for row in rows(demonstration, Action) if row.kind == "panel"])
    notes = [row.note for row in rows(demonstration, Session) if row.action_id == panel.id]
    assert "65 ans" in panel.audience
    assert any(note.startswith("Guide") for note in notes)
    assert any(note.startswith("Synthèse") for note in notes)


def test_life_stories_join_seniors_and_volunteers_and_register_the_kits(demonstration: Workspace) -> None:
    stories = _only([row for row in rows(demonstration, Action) if row.kind == "life_stories"])
    members = {row.person_id for row in rows(demonstration, Enrolment) if row.action_id == stories.id}
    helpers = {row.person_id for row in rows(demonstration, PersonRole) if row.role is Role.VOLUNTEER}
    assert members & helpers
    assert members - helpers
    assert "Registre des mallettes" in stories.lessons


def test_the_night_presence_keeps_counts_and_nothing_else(demonstration: Workspace) -> None:
    action = _only([row for row in rows(demonstration, Action) if row.kind == "information"])
    sessions = {row.id for row in rows(demonstration, Session) if row.action_id == action.id}
    assert any(row.session_id in sessions for row in rows(demonstration, HeadCount))
    assert not any(row.session_id in sessions for row in rows(demonstration, Attendance))
    assert not any(row.action_id == action.id for row in rows(demonstration, Enrolment))


def test_a_caretakers_idea_was_tried_decided_and_generalised_to_three_residences(
    demonstration: Workspace,
) -> None:
    actions = {row.id: row for row in rows(demonstration, Action)}
    spread = [row for row in actions.values() if row.kind == "trial" and row.template_of_id is not None]
    generalised = _only(spread)
    trial = actions[generalised.template_of_id]
    places = Counter(row.action_id for row in rows(demonstration, ActionResidence))
    assert (places[trial.id], places[generalised.id]) == (1, 3)
    aims = [row.aim for row in rows(demonstration, Objective) if row.action_id == trial.id]
    assert any(aim.startswith("Hypothèse") for aim in aims)
    assert any(aim.startswith("Go / no-go") for aim in aims)


def test_the_feasibility_study_has_milestones_and_meetings_ahead(demonstration: Workspace) -> None:
    study = _only([row for row in rows(demonstration, Action) if row.kind == "study"])
    aims = [row.aim for row in rows(demonstration, Objective) if row.action_id == study.id]
    assert [aim.split(" :")[0] for aim in aims] == ["Jalon 1", "Jalon 2", "Jalon 3"]
    meetings = [row for row in rows(demonstration, Session) if row.action_id == study.id]
    assert any(row.starts_at.date() > TODAY for row in meetings)
    home = _only([row for row in rows(demonstration, ActionResidence) if row.action_id == study.id])
    residence = _only([row for row in rows(demonstration, Residence) if row.id == home.residence_id])
    assert residence.dwellings == 120


def test_the_landlords_collective_splits_its_cost_by_shares(demonstration: Workspace) -> None:
    collective = _only([row for row in rows(demonstration, Action) if row.kind == "collective"])
    shares = [row for row in rows(demonstration, Partner) if row.action_id == collective.id and row.share]
    lines = [row for row in rows(demonstration, MoneyLine) if row.action_id == collective.id]
    own = sum(row.forecast for row in lines if row.landlord)
    paid = {row.organisation_id: row.forecast for row in lines if row.organisation_id}
    total = own + sum(paid[row.organisation_id] for row in shares)
    assert {row.share for row in shares} == {30, 20, 15}
    assert all(paid[row.organisation_id] * 100 == total * row.share for row in shares)
    assert "reçus → analysés → retenus" in "".join(
        row.indicator for row in rows(demonstration, Objective) if row.action_id == collective.id
    )


def test_the_phone_campaign_was_held_during_the_lockdown_of_2020(demonstration: Workspace) -> None:
    campaign = _only([row for row in rows(demonstration, Action) if row.kind == "phone"])
    calls = [row for row in rows(demonstration, Session) if row.action_id == campaign.id]
    assert campaign.code == "2020-001"
    assert all(date(2020, 3, 17) <= row.starts_at.date() <= date(2020, 5, 10) for row in calls)
    assert {row.kind for row in calls} == {"phone_slot"}


def test_attendance_is_of_held_sessions_and_every_past_session_is_settled(demonstration: Workspace) -> None:
    sessions = {row.id: row for row in rows(demonstration, Session)}
    for mark in (*rows(demonstration, Attendance), *rows(demonstration, HeadCount)):
        assert sessions[mark.session_id].status is SessionStatus.HELD
    for session in sessions.values():
        if session.status is SessionStatus.HELD:
            assert session.starts_at.date() < TODAY
            assert session.marked_at is not None
        else:
            assert session.marked_at is None
    open_ended = [
        row
        for row in sessions.values()
        if row.starts_at.date() < TODAY and row.status is SessionStatus.PLANNED
    ]
    assert 3 <= len(open_ended) <= 8


def test_cancelled_and_skipped_dates_give_their_reason_in_words(demonstration: Workspace) -> None:
    sessions = rows(demonstration, Session)
    for status in (SessionStatus.CANCELLED, SessionStatus.SKIPPED):
        found = [row for row in sessions if row.status is status]
        assert len(found) >= 3
        assert {row.reason for row in found} <= {
            "Intervenant absent",
            "Lieu indisponible",
            "Jour férié",
            "Trop peu d’inscrits",
            "Météo",
        }
    assert any(row.status is SessionStatus.OPTION for row in sessions)


def test_sessions_are_numbered_by_date_and_actions_by_year_and_start(demonstration: Workspace) -> None:
    by_action: dict[object, list[tuple[int, datetime]]] = {}
    for row in rows(demonstration, Session):
        by_action.setdefault(row.action_id, []).append((row.number, row.starts_at))
    for numbered in by_action.values():
        ordered = sorted(numbered)
        assert [number for number, _ in ordered] == list(range(1, len(ordered) + 1))
        assert all(one[1] <= other[1] for one, other in pairwise(ordered))
    codes = [(row.code, row.starts_on) for row in rows(demonstration, Action)]
    assert all(code.split("-")[0] == str(start.year) and len(code) == 8 for code, start in codes)
    assert [start for _, start in sorted(codes)] == sorted(start for _, start in codes)


def test_nobody_is_enrolled_beyond_the_places_and_those_who_wait_stand_in_order(
    demonstration: Workspace,
) -> None:
    places = {row.id: row.places for row in rows(demonstration, Action)}
    queues: dict[object, list[tuple[int, date]]] = {}
    enrolled: Counter[object] = Counter()
    for row in rows(demonstration, Enrolment):
        enrolled[row.action_id] += row.status is EnrolmentStatus.ENROLLED
        if row.status is EnrolmentStatus.WAITING:
            queues.setdefault(row.action_id, []).append((row.position, row.enrolled_on))
    assert all(places[action] is None or count <= places[action] for action, count in enrolled.items())
    assert len(queues) >= 5
    for action, queue in queues.items():
        assert enrolled[action] == places[action] or enrolled[action] >= places[action] - 3
        assert [day for _, day in sorted(queue)] == sorted(day for _, day in queue)


def test_budgets_balance_and_contributions_in_kind_are_equal(demonstration: Workspace) -> None:
    by_action: dict[object, list[Any]] = {}
    for row in rows(demonstration, MoneyLine):
        by_action.setdefault(row.action_id, []).append(row)
    assert len(by_action) >= 26
    finished = {row.id for row in rows(demonstration, Action) if row.status is ActionStatus.FINISHED}
    for action, lines in by_action.items():
        for column in ("forecast", "actual") if action in finished else ("forecast",):
            assert _sum(lines, column, "expense") == _sum(lines, column, "income") > 0
            assert _sum(lines, column, "expense", "86") == _sum(lines, column, "income", "87")


def test_the_coming_weeks_hold_a_clash_of_venue_and_a_clash_of_person(demonstration: Workspace) -> None:
    sessions = {row.id: row for row in rows(demonstration, Session) if row.status in LIVE}
    coming = sorted(
        (row for row in sessions.values() if TODAY <= row.starts_at.date() <= TODAY + timedelta(days=21)),
        key=lambda row: row.starts_at,
    )
    workers: dict[object, set[object]] = {}
    for row in rows(demonstration, Assignment):
        workers.setdefault(row.session_id, set()).add(row.person_id)
    overlaps = [
        (one, other)
        for index, one in enumerate(coming)
        for other in coming[index + 1 :]
        if other.starts_at < one.ends_at
    ]
    same_venue = [pair for pair in overlaps if pair[0].venue_id and pair[0].venue_id == pair[1].venue_id]
    same_person = [
        pair for pair in overlaps if workers.get(pair[0].id, set()) & workers.get(pair[1].id, set())
    ]
    assert 1 <= len(same_venue) <= 3
    assert 1 <= len(same_person) <= 3


def test_today_has_something_in_each_of_its_columns(demonstration: Workspace) -> None:
    day = demonstration.read(today, datetime.combine(TODAY, time(8, 30)))
    assert day.today
    assert day.tomorrow
    assert day.to_mark
    assert day.to_print
    assert day.to_place
    assert day.collisions
    assert day.month.people > 50
    assert day.month.heads > 50
    assert day.month.first_timers > 0


def test_people_have_reserved_numbers_and_addresses_and_vary_as_in_life(demonstration: Workspace) -> None:
    people = rows(demonstration, Person)
    assert all(row.phone == "" or row.phone.startswith(("01 99 00 ", "06 39 98 ")) for row in people)
    assert all(row.email == "" or row.email.endswith("example.org") for row in people)
    assert {row.photo_consent for row in people} == {True, False, None}
    assert 2 <= sum(row.do_not_contact for row in people) <= 20
    assert sum(row.large_print for row in people) >= 20
    assert sum(bool(row.needs) for row in people) >= 20
    assert any(row.birth_year for row in people)
    assert any(row.age_band and not row.birth_year for row in people)
    assert any(not row.age_band and not row.birth_year for row in people)
    assert not any(row.age_band and row.birth_year for row in people)
    assert [row.number for row in people] == list(range(1, len(people) + 1))
    moved = Counter(row.person_id for row in rows(demonstration, PersonResidence))
    assert sum(count > 1 for count in moved.values()) >= 10
    ended = [row for row in rows(demonstration, PersonRole) if row.valid_to is not None]
    assert {row.role for row in ended} >= {Role.TENANT, Role.VOLUNTEER}


def test_somebody_who_came_faithfully_has_stayed_away_lately(demonstration: Workspace) -> None:
    sessions = {row.id: row for row in rows(demonstration, Session)}
    marks: dict[tuple[object, object], list[tuple[datetime, Presence]]] = {}
    for row in rows(demonstration, Attendance):
        session = sessions[row.session_id]
        marks.setdefault((session.action_id, row.person_id), []).append((session.starts_at, row.presence))
    stayed_away = [
        history
        for found in marks.values()
        if len(history := [presence for _, presence in sorted(found)]) > 12
        and all(presence is Presence.PRESENT for presence in history[:-5])
        and all(presence is not Presence.PRESENT for presence in history[-5:])
    ]
    assert stayed_away


def test_priority_districts_change_in_2024_with_their_predecessors(demonstration: Workspace) -> None:
    districts = {row.id: row for row in rows(demonstration, District)}
    successors = [row for row in districts.values() if row.predecessor_id]
    assert len(successors) == 3
    for row in successors:
        former = districts[row.predecessor_id]
        assert (former.valid_to, row.valid_from) == (date(2023, 12, 31), date(2024, 1, 1))
        assert former.code.startswith("QP069")
        assert row.code.startswith("QN069")
        assert row.code.endswith("M")
    spans = Counter(row.residence_id for row in rows(demonstration, ResidenceDistrict))
    assert sorted(spans.values()) == [1, 2, 2, 2, 2]


def test_venues_say_how_to_get_in_where_the_keys_are_and_whom_to_call(demonstration: Workspace) -> None:
    for venue in rows(demonstration, Venue):
        assert venue.address
        assert venue.seats
        assert venue.access
        assert venue.keys
        assert venue.contact
    assert not all(venue.step_free for venue in rows(demonstration, Venue))


@pytest.mark.slow
@pytest.mark.parametrize(
    "day",
    ["2024-02-29", "2025-01-01", "2025-05-30", "2026-08-15", "2026-10-05", "2026-12-25", "2027-07-18"],
)
def test_on_any_day_of_the_year_it_is_sound_and_today_has_work(tmp_path: Path, day: str) -> None:
    here = date.fromisoformat(day)
    create_demonstration(str(tmp_path / "demo.palier"), today=here)
    with Workspace.open(str(tmp_path / "demo.palier")) as workspace:
        assert workspace.verify() == ()
        found = workspace.read(today, datetime.combine(here, time(8, 30)))
        months = Counter((row.starts_at.year, row.starts_at.month) for row in rows(workspace, Session))
        statuses = {row.status for row in rows(workspace, Session)}
    assert found.today
    assert found.tomorrow
    assert found.to_mark
    assert found.to_place
    assert months[here.year, here.month] >= 30
    assert statuses == set(SessionStatus)


def test_in_english_the_same_people_meet_in_the_same_sessions(
    demonstration: Workspace, tmp_path: Path
) -> None:
    create_demonstration(str(tmp_path / "english.palier"), today=TODAY, language="en")
    with Workspace.open(str(tmp_path / "english.palier")) as english:
        assert english.verify() == ()
        theirs, ours = content(english), content(demonstration)
        texts = [row.title for row in rows(english, Action)] + [row.note for row in rows(english, Session)]
    assert theirs[Attendance.__tablename__] == ours[Attendance.__tablename__]
    assert theirs[Action.__tablename__] != ours[Action.__tablename__]
    assert "Neighbours’ day" in texts
    assert not any(word in text for text in texts for word in ("séance", "habitants", " des voisins"))


def test_the_file_is_closed_when_it_is_made(tmp_path: Path) -> None:
    create_demonstration(str(tmp_path / "demo.palier"), today=TODAY)
    first = hashlib.sha256((tmp_path / "demo.palier").read_bytes()).hexdigest()
    create_demonstration(str(tmp_path / "twin.palier"), today=TODAY)
    assert not list(tmp_path.glob("*-wal"))
    assert hashlib.sha256((tmp_path / "twin.palier").read_bytes()).hexdigest() == first


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    create_demonstration(
        str(tmp_path / "demo.palier"), today=TODAY, progress=lambda done, total: told.append((done, total))
    )
    assert told
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def _only(found: list[Any]) -> Any:
    (one,) = found
    return one


def _sum(lines: list[Any], column: str, side: str, account: str = "") -> Any:
    return sum(
        getattr(line, column) for line in lines if line.side == side and line.account.startswith(account)
    )
