"""Ten years of work in one file, written past the journal: something to measure reading with."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app.db.engine import location_url, make_engine, writer
from app.db.images import completed
from app.db.tables import (
    Action,
    ActionResidence,
    Agency,
    Attendance,
    District,
    Enrolment,
    HeadCount,
    MoneyLine,
    Person,
    PersonResidence,
    Residence,
    ResidenceDistrict,
    Row,
    Session,
    Venue,
)
from app.domain.ids import seeded_ids
from app.domain.kinds import ActionStatus, EnrolmentStatus, MoneySide, Presence, SessionStatus, Sex
from app.workspace import Workspace

FIRST_YEAR, YEARS = 2017, 10
ACTIONS, SESSIONS = 140, 1700
PEOPLE, RESIDENCES = 75_000, 700
SESSIONS_OF_AN_ACTION = 12


def write_decade(path: Path) -> Workspace:
    """A new workspace with 17,000 sessions and about 200,000 presences over ten years; left open."""
    Workspace.create(str(path), author="benchmark").close()
    random = Random(1)
    new_id = seeded_ids(1)
    rows: dict[type[Row], list[dict[str, Any]]] = {}

    def add(table: type[Row], /, **values: Any) -> UUID:
        values["id"] = new_id()
        rows.setdefault(table, []).append(completed(table, values))
        row_id: UUID = values["id"]
        return row_id

    agencies = [add(Agency, code=f"A{n}", name=f"Agence {n}") for n in range(7)]
    areas = [add(District, code=f"QN0690{n}I", name=f"Quartier {n}") for n in range(30)]
    homes = [
        add(
            Residence,
            code=f"R{n}",
            name=f"Résidence {n}",
            commune="Lyon",
            agency_id=agencies[n % 7],
            dwellings=random.randint(10, 90),
        )
        for n in range(RESIDENCES)
    ]
    for n, home in enumerate(homes):
        if n % 5 < 2:
            add(ResidenceDistrict, residence_id=home, district_id=areas[n % 30])
    venues = [
        add(Venue, name=f"Salle {n}", residence_id=homes[n], address=f"{n} rue des Acacias")
        for n in range(120)
    ]
    people = []
    for n in range(PEOPLE):
        people.append(
            add(
                Person,
                number=n + 1,
                family_name=f"Nom{n}",
                given_name="Prénom",
                sex=random.choice(list(Sex)),
                birth_year=random.randint(1930, 2010),
            )
        )
        add(PersonResidence, person_id=people[-1], residence_id=random.choice(homes))
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        for n in range(ACTIONS):
            _action(add, random, year, n, homes, venues, people)
    engine = make_engine(location_url(str(path)))
    with writer(engine).begin() as connection:
        for table, images in rows.items():
            connection.execute(insert(table), images)
    engine.dispose()
    return Workspace.open(str(path), author="benchmark")


def _action(
    add: Any, random: Random, year: int, n: int, homes: list[UUID], venues: list[UUID], people: list[UUID]
) -> None:
    action = add(
        Action,
        code=f"{year}-{n:03}",
        title=f"Action {n} avec les habitants et les partenaires du quartier",
        kind="workshop",
        axis=str(1 + n % 8),
        status=ActionStatus.FINISHED,
    )
    add(ActionResidence, action_id=action, residence_id=random.choice(homes))
    group = random.sample(people, 25)
    for person in group:
        add(Enrolment, action_id=action, person_id=person, status=EnrolmentStatus.ENROLLED)
    for side, account in ((MoneySide.EXPENSE, "60"), (MoneySide.EXPENSE, "62"), (MoneySide.INCOME, "75")):
        add(
            MoneyLine,
            action_id=action,
            side=side,
            account=account,
            landlord=side is MoneySide.INCOME,
            forecast=Decimal(1000),
            actual=Decimal(1000),
        )
    start = datetime(year, 1, 5, 14) + timedelta(days=n % 60)
    for k in range(SESSIONS // ACTIONS + (n % ACTIONS < SESSIONS % ACTIONS)):
        at = start + timedelta(days=21 * k)
        session = add(
            Session,
            action_id=action,
            number=k + 1,
            kind="workshop",
            status=SessionStatus.HELD,
            starts_at=at,
            ends_at=at + timedelta(hours=2),
            venue_id=random.choice(venues),
        )
        for person in random.sample(group, 12):
            presence = Presence.PRESENT if random.random() < 0.85 else Presence.ABSENT
            add(Attendance, session_id=session, person_id=person, presence=presence)
        if k % 4 == 0:
            add(HeadCount, session_id=session, heads=random.randint(1, 30))
