"""A provider with a year of everything that sheets and figures are made from, by direct rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from app.db.images import Image
from app.db.tables import (
    Action,
    ActionResidence,
    Agency,
    Assignment,
    Attendance,
    Casting,
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
    Row,
    Scene,
    SceneCharacter,
    Session,
    SessionScene,
    Venue,
)
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.ids import ActionId, PersonId, SessionId
from app.domain.kinds import (
    ActionStatus,
    AgeBand,
    EnrolmentStatus,
    MoneySide,
    OrganisationKind,
    PartnerRole,
    Presence,
    Readiness,
    Role,
    SessionStatus,
    Sex,
)
from app.i18n import Message
from app.usecases.settings import change_settings, set_up_lists

GIVEN = (
    "Jeanne", "Émile", "Aïcha", "Paul", "Rose", "Thérèse", "Mohamed", "Huguette", "Nguyễn", "Zoé", "Şerife", "Łucja",
)  # fmt: skip
FAMILY = (
    "Morel",
    "d’Arc",
    "N’Diaye",
    "Zäh",
    "Belkacem",
    "de La Tour du Pin",
    "Kowalski",
    "Öztürk",
    "Perret-Gentil",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What the tests ask sheets of."""

    theatre: ActionId
    theatre_sessions: tuple[SessionId, ...]
    garden: ActionId
    garden_sessions: tuple[SessionId, ...]
    cafe: ActionId
    cafe_sessions: tuple[SessionId, ...]
    coordinator: PersonId
    actors: tuple[PersonId, ...]
    tenants: tuple[PersonId, ...]


class _Builder:
    def __init__(self, uow: UnitOfWork, seed: int) -> None:
        self.uow = uow
        self.random = Random(seed)
        self.rows: dict[type[Row], list[Image]] = {}
        self.number = iter(range(1, 100_000))
        self.today = uow.today
        self.marked_at = uow.now_utc
        self.residences: list[UUID] = []
        self.venues: list[UUID] = []
        self.people: list[UUID] = []
        self.agencies: list[UUID] = []
        self.coordinator = self.facilitator = self.helper = uow.new_id()
        self.company = self.fund = self.city = uow.new_id()

    def add(self, table: type[Row], /, **values: Any) -> UUID:
        values.setdefault("id", self.uow.new_id())
        self.rows.setdefault(table, []).append(values)
        row_id: UUID = values["id"]
        return row_id

    def write(self) -> None:
        for table, rows in self.rows.items():
            self.uow.insert_many(table, rows)

    def person(self, family: str, given: str, role: Role, home: UUID | None = None, **more: Any) -> UUID:
        person_id = self.add(Person, number=next(self.number), family_name=family, given_name=given, **more)
        self.add(PersonRole, person_id=person_id, role=role)
        if home is not None:
            self.add(PersonResidence, person_id=person_id, residence_id=home)
        return person_id

    def action(self, code: str, title: str, kind: str, axis: str, homes: list[UUID], **more: Any) -> UUID:
        action_id = self.add(
            Action,
            code=code,
            title=title,
            kind=kind,
            axis=axis,
            status=ActionStatus.RUNNING,
            lead_id=self.coordinator,
            **more,
        )
        for home in homes:
            self.add(ActionResidence, action_id=action_id, residence_id=home)
        return action_id

    def session(self, action_id: UUID, n: int, day: date, at: time, hours: float, **more: Any) -> UUID:
        starts_at = datetime.combine(day, at)
        return self.add(
            Session,
            action_id=action_id,
            number=n,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=hours),
            **more,
        )

    def mark(self, session_id: UUID, those: list[UUID]) -> None:
        for person_id in those:
            presence = self.random.choice([Presence.PRESENT] * 4 + [Presence.ABSENT, Presence.EXCUSED, None])
            if presence is not None:
                self.add(
                    Attendance,
                    session_id=session_id,
                    person_id=person_id,
                    presence=presence,
                    walk_in=self.random.random() < 0.1,
                )

    def money(
        self, action_id: UUID, side: MoneySide, account: str, forecast: str, actual: str | None, **more: Any
    ) -> None:
        self.add(
            MoneyLine,
            action_id=action_id,
            side=side,
            account=account,
            forecast=Decimal(forecast),
            actual=None if actual is None else Decimal(actual),
            **more,
        )


def set_stage(uow: UnitOfWork, *, tenants: int = 40, seed: int = 7) -> Done[Stage]:
    """Fill an empty workspace: two agencies, five residences, a play, a garden, an open café; 2025 and 2026."""
    set_up_lists(uow)
    change_settings(uow, landlord="Habitat des Deux Rives", privacy_contact="dpo@deux-rives.example.org")
    make = _Builder(uow, seed)
    _places(make)
    _people(make, tenants)
    theatre, rehearsals = _theatre(make)
    garden, plots = _garden(make)
    cafe, doors = _cafe(make)
    make.write()
    stage = Stage(
        ActionId(theatre),
        tuple(map(SessionId, rehearsals)),
        ActionId(garden),
        tuple(map(SessionId, plots)),
        ActionId(cafe),
        tuple(map(SessionId, doors)),
        PersonId(make.coordinator),
        tuple(map(PersonId, make.people[:10])),
        tuple(map(PersonId, make.people)),
    )
    return Done(Message("Set the stage"), stage)


def _places(make: _Builder) -> None:
    make.agencies = [
        make.add(Agency, code=f"A{n}", name=name) for n, name in enumerate(("Agence Nord", "Agence Sud"))
    ]
    district = make.add(
        District, code="QN06901I", name="Les Grandes Terres", commune="Lyon", valid_from=date(2024, 1, 1)
    )
    older = make.add(
        District, code="QP069001", name="Grandes Terres (2015)", commune="Lyon", valid_to=date(2023, 12, 31)
    )
    make.residences = [
        make.add(
            Residence,
            code=f"R{n}",
            name=name,
            address=f"{n + 3} rue des Acacias",
            postal_code="69008",
            commune="Lyon",
            agency_id=make.agencies[n % 2],
            dwellings=40 + 30 * n,
        )
        for n, name in enumerate(
            ("Les Tilleuls", "Les Alizés", "Bellevue", "Le Clos Saint-Benoît", "Cour Verte")
        )
    ]
    for n in (0, 2):
        make.add(
            ResidenceDistrict, residence_id=make.residences[n], district_id=older, valid_to=date(2023, 12, 31)
        )
        make.add(
            ResidenceDistrict,
            residence_id=make.residences[n],
            district_id=district,
            valid_from=date(2024, 1, 1),
        )
    make.venues = [
        make.add(
            Venue,
            name=f"Salle commune {name}",
            residence_id=make.residences[n],
            address=f"{n + 3} rue des Acacias, 69008 Lyon",
            seats=30,
            access="Au rez-de-chaussée, porte verte à gauche de l’entrée.",
        )
        for n, name in enumerate(("des Tilleuls", "des Alizés"))
    ]
    make.company = make.add(
        Organisation, name="Compagnie des Passerelles", kind=OrganisationKind.COMPANY, phone="04 00 00 00 11"
    )
    make.fund = make.add(Organisation, name="Commission des financeurs", kind=OrganisationKind.PUBLIC_BODY)
    make.city = make.add(Organisation, name="Ville de Lyon", kind=OrganisationKind.PUBLIC_BODY)


def _people(make: _Builder, tenants: int) -> None:
    make.coordinator = make.person("Belkacem", "Nadia", Role.STAFF, phone="06 00 00 00 01")
    make.facilitator = make.person(
        "Sintès", "Camille", Role.FACILITATOR, organisation_id=make.company, job="Metteuse en scène"
    )
    make.helper = make.person("Prévost", "Luc", Role.VOLUNTEER, sex=Sex.MALE, birth_year=1950)
    make.people = [
        make.person(
            make.random.choice(FAMILY),
            make.random.choice(GIVEN),
            Role.TENANT if n % 9 else Role.STAFF,
            make.random.choice(make.residences[:4]) if n % 7 else None,
            sex=make.random.choice([Sex.FEMALE, Sex.FEMALE, Sex.MALE, None]),
            birth_year=make.random.choice([1938, 1944, 1950, 1961, 1975, 1990, None]),
            age_band=make.random.choice([AgeBand.SENIOR, None]),
            photo_consent=make.random.choice([True, False, None]),
            large_print=n % 5 == 0,
        )
        for n in range(tenants)
    ]


def _theatre(make: _Builder) -> tuple[UUID, list[UUID]]:
    """A play whose rehearsals call only those who are on stage; it runs over the turn of the year."""
    actors = make.people[:10]
    theatre = make.action(
        "2025-017",
        "Le Malade imaginaire, monté avec les habitants des Tilleuls, des Alizés et de Bellevue",
        "theatre",
        "7",
        make.residences[:3],
        target_people=25,
        starts_on=date(2025, 10, 1),
        ends_on=date(2026, 12, 15),
        context="Les habitants des trois résidences se croisent sans se connaître.",
        description="Répétitions hebdomadaires avec une compagnie, une représentation publique en fin de saison.",
        lessons="Commencer les répétitions plus tôt dans l’après-midi.\nPrévoir un transport pour Bellevue.",
        follow_up="Reprise d’une scène à la fête des voisins.",
    )
    for n, person_id in enumerate(make.people[:16]):
        status = EnrolmentStatus.ENROLLED if n < 14 else EnrolmentStatus.WAITING
        make.add(Enrolment, action_id=theatre, person_id=person_id, status=status, position=n)
    production = make.add(
        Production,
        action_id=theatre,
        work="Le Malade imaginaire",
        author="Molière",
        director="Camille Sintès",
    )
    characters = [
        make.add(Character, production_id=production, name=name, position=n)
        for n, name in enumerate(
            (
                "Argan",
                "Toinette",
                "Angélique",
                "Béline",
                "Béralde",
                "Cléante",
                "Diafoirus",
                "Purgon",
                "Fleurant",
            )
        )
    ]
    for n, character in enumerate(characters):
        make.add(Casting, character_id=character, person_id=actors[n % len(actors)])
    make.add(Casting, character_id=characters[0], person_id=actors[-1], understudy=True)
    scenes = [
        make.add(
            Scene,
            production_id=production,
            code=f"{act}.{n}",
            title=title,
            position=10 * a + n,
            words=300 + 40 * n,
            readiness=list(Readiness)[(a + n) % 4],
        )
        for a, act in enumerate(("I", "II", "III"))
        for n, title in ((1, "Les comptes d’apothicaire"), (2, "Toinette"), (3, "Argan et Béline"), (4, ""))
    ]
    for n, scene in enumerate(scenes):
        for k in range(2 + n % 3):
            make.add(SceneCharacter, scene_id=scene, character_id=characters[(n + 2 * k) % 9], words=90)
    rehearsals = []
    for n in range(1, 15):
        day = date(2025, 11, 4) + timedelta(days=28 * (n - 1))
        held = day < make.today
        rehearsal = make.session(
            theatre,
            n,
            day,
            time(14),
            2,
            kind="rehearsal" if n < 14 else "performance",
            venue_id=make.venues[n % 2],
            note="Apporter le texte et des chaussures souples." if n % 2 else "",
            status=SessionStatus.HELD if held else SessionStatus.PLANNED,
            marked_at=make.marked_at if held and n % 5 else None,
        )
        rehearsals.append(rehearsal)
        for k, scene in enumerate(scenes[n % 5 : n % 5 + 3] if n < 14 else scenes):
            make.add(SessionScene, session_id=rehearsal, scene_id=scene, position=k)
        make.add(Assignment, session_id=rehearsal, person_id=make.facilitator, role=Role.FACILITATOR)
        if held:
            make.mark(rehearsal, [*make.people[:14], make.facilitator])
    for organisation, part, gives in (
        (make.company, PartnerRole.CONTRACTOR, "Mise en scène et costumes"),
        (make.fund, PartnerRole.FUNDER, "Subvention"),
        (make.city, PartnerRole.PARTNER, "Prêt du théâtre de quartier"),
    ):
        make.add(Partner, action_id=theatre, organisation_id=organisation, role=part, contribution=gives)
    for n, (aim, indicator, target, result, reached) in enumerate(
        (
            ("Faire se rencontrer les habitants", "personnes différentes", "25", "22", "partly"),
            ("Jouer en public", "représentation", "1", "", ""),
        )
    ):
        make.add(
            Objective,
            action_id=theatre,
            position=n,
            aim=aim,
            indicator=indicator,
            target=target,
            result=result,
            reached=reached,
        )

    make.money(theatre, MoneySide.EXPENSE, "60", "800", "754.20", label="Costumes et décors")
    make.money(theatre, MoneySide.EXPENSE, "62", "9200", "9245.80", label="Compagnie")
    make.money(theatre, MoneySide.EXPENSE, "864", "1200", "1200")
    make.money(theatre, MoneySide.INCOME, "74", "6000", "6000", organisation_id=make.fund)
    make.money(theatre, MoneySide.INCOME, "75", "4000", "4000", landlord=True)
    make.money(theatre, MoneySide.INCOME, "875", "1200", "1200")

    return theatre, rehearsals


def _garden(make: _Builder) -> tuple[UUID, list[UUID]]:
    garden = make.action(
        "2026-003", "Jardin partagé de Bellevue", "garden", "7", [make.residences[2]], places=20
    )
    for n, person_id in enumerate(make.people[10:30]):
        make.add(Enrolment, action_id=garden, person_id=person_id, position=n)
    plots = []
    for n in range(1, 26):
        day = date(2026, 2, 3) + timedelta(days=14 * (n - 1))
        held = day < make.today and n % 8 != 0
        status = (
            SessionStatus.HELD
            if held
            else (SessionStatus.PLANNED if day >= make.today else SessionStatus.CANCELLED)
        )
        plot = make.session(
            garden,
            n,
            day,
            time(9, 30),
            2.5,
            kind="workshop",
            status=status,
            marked_at=make.marked_at if held else None,
        )
        plots.append(plot)
        make.add(Assignment, session_id=plot, person_id=make.helper, role=Role.VOLUNTEER)
        if held:
            make.mark(plot, make.people[10:30])
            if n % 6 == 0:
                make.add(HeadCount, session_id=plot, heads=4, sex=Sex.FEMALE, age_band=AgeBand.CHILD)
    make.money(garden, MoneySide.EXPENSE, "60", "600", "580")
    make.money(garden, MoneySide.EXPENSE, "61", "300", None)
    make.money(garden, MoneySide.INCOME, "74", "500", "500", organisation_id=make.city)
    make.money(garden, MoneySide.INCOME, "75", "400", None, landlord=True)

    return garden, plots


def _cafe(make: _Builder) -> tuple[UUID, list[UUID]]:
    cafe = make.action("2026-011", "Café du lundi", "cafe", "6", [make.residences[0]])
    open_doors = []
    for n in range(1, 41):
        day = date(2026, 1, 5) + timedelta(days=7 * (n - 1))
        held = day < make.today
        door = make.session(
            cafe,
            n,
            day,
            time(10),
            2,
            kind="cafe",
            venue_id=make.venues[0],
            status=SessionStatus.HELD if held else SessionStatus.PLANNED,
            marked_at=make.marked_at if held else None,
        )
        open_doors.append(door)
        if held:
            make.add(HeadCount, session_id=door, heads=9 + n % 5, sex=None, age_band=None)
            make.add(HeadCount, session_id=door, heads=3 + n % 3, sex=Sex.FEMALE, age_band=AgeBand.ELDER)

    return cafe, open_doors
