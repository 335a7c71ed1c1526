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


def set_extremes(uow: UnitOfWork) -> Done[Extremes]:
    """Fill an empty workspace; 2024 is the year of 140 actions."""
    set_up_lists(uow)
    change_settings(uow, landlord=LONG[:120])
    rows: dict[type[Row], list[Image]] = {}

    def add(table: type[Row], /, **values: Any) -> UUID:
        values.setdefault("id", uow.new_id())
        rows.setdefault(table, []).append(values)
        row_id: UUID = values["id"]
        return row_id

    def session(action_id: UUID, n: int, day: date, **more: Any) -> UUID:
        start = datetime.combine(day, time(14))
        return add(
            Session,
            action_id=action_id,
            number=n,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            status=SessionStatus.HELD,
            marked_at=uow.now_utc,
            **more,
        )

    agencies = [add(Agency, code=f"A{n}", name=f"Agence {LONG[:60]} {n}") for n in range(7)]
    districts = [add(District, code=f"QN0690{n}M", name=f"Quartier {n}") for n in range(9)]
    homes = [
        add(
            Residence,
            code=f"R{n:03}",
            name=f"Résidence n° {n}" if n % 5 else f"Résidence {LONG[:150]} {n}",
            commune="Lyon",
            dwellings=20 + n,
            agency_id=agencies[n % 7],
        )
        for n in range(60)
    ]
    for n, home in enumerate(homes):
        if n % 3:
            add(ResidenceDistrict, residence_id=home, district_id=districts[n % 9])
    people = []
    for n in range(120):
        person = add(
            Person,
            number=n + 1,
            family_name=f"Nom{n}",
            given_name="Anne",
            sex=(Sex.FEMALE, Sex.MALE, None)[n % 3],
            age_band=list(AgeBand)[n % 6] if n % 4 else None,
        )
        add(PersonRole, person_id=person, role=Role.TENANT)
        add(PersonResidence, person_id=person, residence_id=homes[n % 45])
        people.append(person)
    fund = add(Organisation, name=f"Fonds {LONG}"[:200], kind=OrganisationKind.PUBLIC_BODY)
    others = [
        add(Organisation, name=f"Association n° {n}", kind=OrganisationKind.ASSOCIATION) for n in range(12)
    ]

    bare = add(Action, code="2026-001", title="Une idée", kind="", axis="", status=ActionStatus.IDEA)

    huge = add(
        Action,
        code="2026-002",
        title=TITLE,
        kind="workshop",
        axis="7",
        status=ActionStatus.RUNNING,
        starts_on=date(2025, 9, 1),
        ends_on=date(2026, 12, 20),
        target_people=200,
        audience=TITLE,
        context=TEXT,
        description="\n".join([TEXT] * 3),
        lessons=TEXT,
        follow_up=TEXT,
    )
    for home in homes[:40]:
        add(ActionResidence, action_id=huge, residence_id=home)
    for n, person in enumerate(people):
        add(Enrolment, action_id=huge, person_id=person, position=n)
    for n in range(60):
        held = session(huge, n + 1, date(2025, 9, 2) + timedelta(days=7 * n))
        for person in people[n % 7 :: 3]:
            add(Attendance, session_id=held, person_id=person, presence=Presence.PRESENT)
        add(HeadCount, session_id=held, heads=n % 11, sex=None, age_band=None)
    add(Partner, action_id=huge, organisation_id=fund, role=PartnerRole.FUNDER, contribution=TITLE)
    for other in others:
        add(Partner, action_id=huge, organisation_id=other, role=PartnerRole.PARTNER, contribution="Prêt")
    for n in range(12):
        add(
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
        add(
            MoneyLine,
            action_id=huge,
            side=MoneySide.EXPENSE,
            account=account,
            forecast=Decimal("12345678.90"),
            actual=Decimal("10000000.01") if int(account) % 2 else None,
        )
    for account in ("70", "74", "75", "87"):
        add(
            MoneyLine,
            action_id=huge,
            side=MoneySide.INCOME,
            account=account,
            forecast=Decimal("30000000"),
            actual=None,
            organisation_id=fund,
            landlord=account == "75",
        )

    poor = add(
        Action, code="2026-003", title="Sans le sou", kind="cafe", axis="6", status=ActionStatus.RUNNING
    )
    for n in range(8):
        held = session(poor, n + 1, date(2026, 1, 6) + timedelta(days=14 * n))
        for person in people[:30]:
            add(Attendance, session_id=held, person_id=person, presence=Presence.PRESENT)

    tiny = add(Action, code="2026-004", title="À trois", kind="", axis="", status=ActionStatus.FINISHED)
    held = session(tiny, 1, date(2026, 3, 3))
    for person in people[:3]:
        add(Attendance, session_id=held, person_id=person, presence=Presence.PRESENT)

    for n in range(140):
        action = add(
            Action,
            code=f"2024-{n + 1:03}",
            title=f"Action n° {n + 1}" if n % 4 else TITLE,
            kind="workshop",
            axis=str(n % 9) if n % 9 else "",
            status=ActionStatus.FINISHED,
            description=TEXT if n % 10 == 0 else "",
            lessons=TEXT if n % 20 == 0 else "",
        )
        for home in homes[n % 50 : n % 50 + 1 + n % 6]:
            add(ActionResidence, action_id=action, residence_id=home)
        for k in range(1 + n % 9):
            held = session(action, k + 1, date(2024, 1, 8) + timedelta(days=(n * 3 + 7 * k) % 350))
            for person in people[n % 100 : n % 100 + 5]:
                add(Attendance, session_id=held, person_id=person, presence=Presence.PRESENT)
        if n % 3:
            add(
                MoneyLine,
                action_id=action,
                side=MoneySide.EXPENSE,
                account="60",
                forecast=Decimal(1000 + n),
                actual=Decimal(900 + n) if n % 2 else None,
            )
            add(
                MoneyLine,
                action_id=action,
                side=MoneySide.INCOME,
                account="74",
                forecast=Decimal(1000 + n),
                actual=None,
                organisation_id=others[n % 12],
            )
            add(Partner, action_id=action, organisation_id=others[(n + 5) % 12], role=PartnerRole.PARTNER)
    for table, these in rows.items():
        uow.insert_many(table, these)
    ids = [ActionId(each) for each in (bare, huge, poor, tiny)]
    return Done(Message("Set the extremes"), Extremes(*ids))
