"""A provider at its extremes: an action with nothing, one with far too much of everything, a year of 140."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.db.images import Image
from app.db.tables import (
    Action,
    ActionResidence,
    Agency,
    Attendance,
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
    Residence,
    ResidenceDistrict,
    Row,
    Session,
)
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.ids import ActionId
from app.domain.kinds import (
    ActionStatus,
    AgeBand,
    MoneySide,
    OrganisationKind,
    PartnerRole,
    Presence,
    Role,
    SessionStatus,
    Sex,
)
from app.i18n import Message
from app.usecases.settings import change_settings, set_up_lists

LONG = (
    "Réunion d’échanges et de concertation avec les habitantes et les habitants des résidences "
    "intergénérationnelles du quartier, avec les partenaires associatifs et institutionnels, "
)
TITLE = (LONG * 3)[:300]
TEXT = "Les voisins se sont retrouvés chaque semaine autour d’un repas partagé. " * 25


@dataclass(frozen=True, slots=True)
class Extremes:
    """The actions to print."""

    bare: ActionId
    """A title and nothing else."""
    huge: ActionId
    """Sixty sessions, forty residences, the longest texts that can be kept."""
    poor: ActionId
    """Sessions and people, no money, no texts."""
    tiny: ActionId
    """Three people in one session."""


class _Builder:
    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self.rows: dict[type[Row], list[Image]] = {}
        self.homes: list[UUID] = []
        self.people: list[UUID] = []
        self.others: list[UUID] = []

    def add(self, table: type[Row], /, **values: Any) -> UUID:
        values.setdefault("id", self.uow.new_id())
        self.rows.setdefault(table, []).append(values)
        row_id: UUID = values["id"]
        return row_id

    def action(self, code: str, title: str, status: ActionStatus = ActionStatus.RUNNING, **more: Any) -> UUID:
        values = {"kind": "", "axis": "", **more}
        return self.add(Action, code=code, title=title, status=status, **values)

    def held(self, action_id: UUID, n: int, day: date, people: list[UUID]) -> UUID:
        start = datetime.combine(day, time(14))
        session = self.add(
            Session,
            action_id=action_id,
            number=n,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            status=SessionStatus.HELD,
            marked_at=self.uow.now_utc,
        )
        for person in people:
            self.add(Attendance, session_id=session, person_id=person, presence=Presence.PRESENT)
        return session

    def money(self, action_id: UUID, account: str, forecast: str, actual: str | None, **more: Any) -> None:
        self.add(
            MoneyLine,
            action_id=action_id,
            side=MoneySide.EXPENSE if account[0] == "6" or account == "86" else MoneySide.INCOME,
            account=account,
            forecast=Decimal(forecast),
            actual=None if actual is None else Decimal(actual),
            **more,
        )


def set_extremes(uow: UnitOfWork) -> Done[Extremes]:
    """Fill an empty workspace; 2024 is the year of 140 actions."""
    set_up_lists(uow)
    change_settings(uow, landlord=LONG[:120])
    make = _Builder(uow)
    _estate(make)
    bare = make.action("2026-001", "Une idée", ActionStatus.IDEA)
    huge = _huge(make)
    poor = make.action("2026-003", "Sans le sou", kind="cafe", axis="6")
    for n in range(8):
        make.held(poor, n + 1, date(2026, 1, 6) + timedelta(days=14 * n), make.people[:30])
    tiny = make.action("2026-004", "À trois", ActionStatus.FINISHED)
    make.held(tiny, 1, date(2026, 3, 3), make.people[:3])
    for n in range(140):
        _of_2024(make, n)
    for table, rows in make.rows.items():
        uow.insert_many(table, rows)
    return Done(Message("Set the extremes"), Extremes(*(ActionId(each) for each in (bare, huge, poor, tiny))))


def _estate(make: _Builder) -> None:
    agencies = [
        make.add(Agency, code=f"A{n}", name=f"Agence n° {n}" if n else f"Agence {LONG[:90]}")
        for n in range(7)
    ]
    districts = [make.add(District, code=f"QN0690{n}M", name=f"Quartier {n}") for n in range(9)]
    for n in range(60):
        home = make.add(
            Residence,
            code=f"R{n:03}",
            name=f"Résidence n° {n}" if n % 9 else f"Résidence {LONG[:150]} {n}",
            commune="Lyon",
            dwellings=20 + n,
            agency_id=agencies[n % 7],
        )
        make.homes.append(home)
        if n % 3:
            make.add(ResidenceDistrict, residence_id=home, district_id=districts[n % 9])
    for n in range(120):
        person = make.add(
            Person,
            number=n + 1,
            family_name=f"Nom{n}",
            given_name="Anne",
            sex=(Sex.FEMALE, Sex.MALE, None)[n % 3],
            age_band=list(AgeBand)[n % 6] if n % 4 else None,
        )
        make.add(PersonRole, person_id=person, role=Role.TENANT)
        # A third of them in three residences, the others one by one or in pairs.
        home = make.homes[n % 3] if n % 3 == 0 else make.homes[n % 45]
        make.add(PersonResidence, person_id=person, residence_id=home)
        make.people.append(person)
    make.others = [
        make.add(Organisation, name=f"Association n° {n}", kind=OrganisationKind.ASSOCIATION)
        for n in range(12)
    ]


def _huge(make: _Builder) -> UUID:
    fund = make.add(Organisation, name=f"Fonds {LONG}"[:200], kind=OrganisationKind.PUBLIC_BODY)
    huge = make.action(
        "2026-002",
        TITLE,
        kind="workshop",
        axis="7",
        starts_on=date(2025, 9, 1),
        ends_on=date(2026, 12, 20),
        target_people=200,
        audience=TITLE,
        context=TEXT,
        description="\n".join([TEXT] * 3),
        lessons=TEXT,
        follow_up=TEXT,
    )
    for home in make.homes[:40]:
        make.add(ActionResidence, action_id=huge, residence_id=home)
    for n, person in enumerate(make.people):
        make.add(Enrolment, action_id=huge, person_id=person, position=n)
    for n in range(60):
        day = date(2025, 9, 2) + timedelta(days=7 * n)
        session = make.held(huge, n + 1, day, make.people[n % 7 :: 3])
        make.add(HeadCount, session_id=session, heads=n % 11, sex=None, age_band=None)
    make.add(Partner, action_id=huge, organisation_id=fund, role=PartnerRole.FUNDER, contribution=TITLE)
    for other in make.others:
        make.add(
            Partner, action_id=huge, organisation_id=other, role=PartnerRole.PARTNER, contribution="Prêt"
        )
    for n in range(12):
        make.add(
            Objective,
            action_id=huge,
            position=n,
            aim=TITLE if n % 2 else "Se connaître",
            indicator="personnes",
            target="20",
            result="",
            reached="",
        )
    for account in ("60", "61", "62", "63", "64", "65", "66", "67", "68", "86"):
        make.money(huge, account, "12345678.90", "10000000.01" if int(account) % 2 else None)
    for account in ("70", "74", "75", "87"):
        own = account == "75"
        make.money(huge, account, "30000000", None, organisation_id=None if own else fund, landlord=own)
    return huge


def _of_2024(make: _Builder, n: int) -> None:
    action = make.action(
        f"2024-{n + 1:03}",
        f"Action n° {n + 1}" if n % 4 else TITLE,
        ActionStatus.FINISHED,
        kind="workshop",
        axis=str(n % 9) if n % 9 else "",
        description=TEXT if n % 10 == 0 else "",
        lessons=TEXT[:300] if n % 20 == 0 else "",
    )
    for home in make.homes[n % 50 : n % 50 + 1 + n % 6]:
        make.add(ActionResidence, action_id=action, residence_id=home)
    for k in range(1 + n % 9):
        day = date(2024, 1, 8) + timedelta(days=(n * 3 + 7 * k) % 350)
        make.held(action, k + 1, day, make.people[n % 100 : n % 100 + 5])
    if n % 3:
        make.money(action, "60", str(1000 + n), str(900 + n) if n % 2 else None)
        make.money(action, "74", str(1000 + n), None, organisation_id=make.others[n % 12])
        make.add(
            Partner,
            action_id=action,
            organisation_id=make.others[(n + 5) % 12],
            role=PartnerRole.PARTNER,
        )
