"""What holds for every sheet, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from app.db.tables import Action, Objective, Person, Residence, Session, Venue
from app.db.unit_of_work import Done, UnitOfWork
from app.documents import (
    AnnualRequest,
    AttendanceRequest,
    ImpactRequest,
    RehearsalsRequest,
    Request,
    render,
)
from app.documents.attendance import load, measures
from app.documents.kit.fonts import visible
from app.domain.ids import seeded_ids
from app.i18n import LANGUAGES, Message, language
from app.workspace import Workspace
from tests.documents.naughty import NAMES
from tests.documents.reading import POINTS_PER_MM, assert_within_pages, fonts, pages
from tests.documents.stage import Stage, set_stage

AT = datetime(2026, 11, 12, 9, 5)
Shown = tuple[Workspace, Stage]

REQUESTS: dict[str, Callable[[Stage], Request]] = {
    "attendance": lambda stage: AttendanceRequest((*stage.theatre_sessions[:4], *stage.garden_sessions[:3])),
    "counting": lambda stage: AttendanceRequest(stage.cafe_sessions[:2]),
    "cycle": lambda stage: AttendanceRequest(action_id=stage.garden, variant="grid", past=True),
    "schedule": lambda stage: RehearsalsRequest(stage.theatre),
    "people": lambda stage: RehearsalsRequest(stage.garden, all_people=True),
    "impact": lambda stage: ImpactRequest(stage.theatre),
    "impact of open doors": lambda stage: ImpactRequest(stage.cafe),
    "annual": lambda stage: AnnualRequest(2026),
}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", REQUESTS)
def test_every_sheet_stays_on_its_pages_with_all_fonts_embedded(shown: Shown, name: str, code: str) -> None:
    workspace, stage = shown
    result = workspace.read(render, REQUESTS[name](stage), language(code), printed_at=AT)
    found = pages(result.data)
    assert len(found) == result.count
    assert_within_pages(result.data)
    assert fonts(result.data)
    assert all("+" in font and "Helvetica" not in font for font in fonts(result.data))
    assert b"Helvetica" not in result.data
    assert (b"/Lang (fr-FR)" if code == "fr" else b"/Lang (en-GB)") in result.data
    for number, page in enumerate(found, start=1):
        assert page.text.split(), f"page {number} is empty"
        assert "{" not in page.text


@pytest.mark.parametrize("name", REQUESTS)
def test_every_sheet_is_the_same_bytes_each_time(shown: Shown, name: str) -> None:
    workspace, stage = shown
    first, second = (
        workspace.read(render, REQUESTS[name](stage), language("fr"), printed_at=AT) for _ in range(2)
    )
    assert first.data == second.data
    assert first.sheets == second.sheets


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Stage]]:
    """The stage with the worst names that there are, as long as they may be."""
    location = str(tmp_path_factory.mktemp("renamed") / "stage.palier")
    with Workspace.create(location, clock=lambda: AT, new_id=seeded_ids(3), author="Test") as workspace:
        stage = workspace.change(set_stage).result
        workspace.change(_rename)
        yield workspace, stage


def _rename(uow: UnitOfWork) -> Done[None]:
    texts = [text.encode("utf-8", "ignore").decode().replace("\x00", "") for text in NAMES]
    for number, person in enumerate(uow.all(Person)):
        person.family_name = texts[number % len(texts)][:200]
        person.given_name = texts[(number * 7 + 3) % len(texts)][:200]
    for number, residence in enumerate(uow.all(Residence)):
        residence.name = texts[number][:200]
        residence.address = texts[-1 - number][:300]
    for action in uow.all(Action):
        action.title = (texts[0] + " " + texts[1])[:300]
        action.lessons = "\n".join(texts)
        action.description = "mot " * 3000
    for venue in uow.all(Venue):
        venue.name, venue.access = texts[1][:200], texts[0]
    for session in uow.all(Session):
        session.note = texts[2] * 5
        session.title = texts[21][:300]
    for objective in uow.all(Objective):
        objective.aim = "but " * 2000
        objective.indicator = texts[0]
    return Done(Message("Rename everything"), None)


@pytest.mark.parametrize("name", REQUESTS)
def test_every_sheet_survives_any_name(renamed: Shown, name: str) -> None:
    workspace, stage = renamed
    result = workspace.read(render, REQUESTS[name](stage), language("fr"), printed_at=AT)
    assert_within_pages(result.data)


def test_a_long_name_is_whole_on_the_attendance_sheet(renamed: Shown) -> None:
    workspace, stage = renamed
    request = AttendanceRequest((stage.garden_sessions[2],), variant="single")
    found = pages(workspace.read(render, request, language("en"), printed_at=AT).data)
    left = measures.MARGINS[3] * POINTS_PER_MM + measures.SIGN_COLUMNS[0]
    right = left + measures.SIGN_COLUMNS[1]
    letters = "".join(
        word.text for page in found for word in page.words if left <= word.left and word.right <= right + 1
    )
    facts = workspace.read(load, "en", session_ids=[stage.garden_sessions[2]])
    latin = [person.name for person in facts.sheets[0].participants if person.name.isascii()]
    assert latin
    for name in latin:
        assert _letters(visible(name)) in _letters(letters)


def _letters(text: str) -> str:
    """Letters and figures alone: a hyphen at the end of a line is read back as a soft one."""
    return "".join(character for character in text if character.isalnum())
