"""Finding a name among 75,000 people, and the annual summary of one year of ten."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from random import Random

from sqlalchemy import Connection, func, select

from app.db.tables import Person, Session
from app.documents import AnnualRequest, render
from app.i18n import language
from app.queries.annual import annual_facts
from app.queries.people import search_people
from app.workspace import Workspace
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.timing import median, p95, times

NAMES = 60


def measure(location: str) -> list[Figure]:
    """Search names letter by letter as they are typed, and ask for the last whole year."""
    with Workspace.open(location) as workspace:
        typing: list[float] = []
        for text in typed(workspace.read(_some_names)):
            typing += times(partial(workspace.read, search_people, text, today=date.today()), 1)
        year = workspace.read(_last_whole_year)
        facts = times(partial(workspace.read, annual_facts, year), 7)
        print_it = partial(
            workspace.read, render, AnnualRequest(year), language("fr"), printed_at=datetime(2026, 11, 12, 9)
        )
        pages = times(print_it, 5)
    return [
        at_most(f"Name search, {len(typing):,} searches as typed, p95", p95(typing), "ms", 20),
        at_most(f"Annual summary of {year}: the figures, median", median(facts), "ms", 1000),
        at_most(f"Annual summary of {year}: the finished PDF, median", median(pages), "ms", 1000),
    ]


def typed(names: list[tuple[str, str]]) -> list[str]:
    """What stands in the search field while these names are typed, family name first or last by turns."""
    texts = []
    for n, (given, family) in enumerate(names):
        whole = f"{family} {given}" if n % 2 else f"{given} {family}"
        texts += [whole[:length] for length in range(2, len(whole) + 1, 2)]
    return texts


def _some_names(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.execute(select(Person.given_name, Person.family_name).order_by(Person.id)).all()
    return [(row.given_name, row.family_name) for row in Random(1).sample(rows, NAMES)]


def _last_whole_year(connection: Connection) -> int:
    last = connection.scalar(select(func.max(Session.starts_at)))
    assert last is not None
    return int(min(last.year, date.today().year)) - 1
