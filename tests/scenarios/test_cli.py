"""The command line from a demonstration to lists, imports and exports."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection, select

from app.cli.main import main
from app.db.tables import Action, Casting, Character, Person, Production
from app.documents.preview import Preview
from app.domain.ids import ActionId
from app.queries.sessions import sessions_of_action
from app.workspace import Workspace

ROOT = Path(__file__).parents[2]
ESTATE = (
    "DEPCOM;CODEPOSTAL;LIBCOM;NUMVOIE;TYPVOIE;NOMVOIE;ESC;COMPLGEO;QPV;TYPECONST;CONSTRUCT;nb\n"
    "11262;11100;NARBONNE;1;RUE;ROMAIN;1;RESIDENCE MISTRAL;1;C;1995;20\n"
    "11262;11100;NARBONNE;3;RUE;ROMAIN;2;RESIDENCE MISTRAL;1;C;1995;14\n"
)
Run = Callable[..., str]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration that no test changes."""
    path = tmp_path_factory.mktemp("demo") / "d.palier"
    assert main(["demo", str(path), "--today", "2026-11-12", "--lang", "en"]) == 0
    return path


@pytest.fixture
def demo(demonstration: Path, tmp_path: Path) -> Path:
    """A demonstration of one's own."""
    return Path(shutil.copy(demonstration, tmp_path / "d.palier"))


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


def pages_of(path: Path) -> int:
    """How many pages a PDF has."""
    with Preview(path.read_bytes()) as preview:
        return len(preview.sizes)


def rows(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    return found


@pytest.mark.parametrize("kind", ["agencies", "residences", "people", "actions", "sessions"])
def test_a_list_says_the_same_as_table_json_and_csv(kind: str, demonstration: Path, run: Run) -> None:
    listing = ("list", kind, "--workspace", demonstration)
    objects = rows(run(*listing, "--format", "json"))
    assert objects
    assert {"id", "code"} <= objects[0].keys()
    assert (
        len({entry["id"] for entry in objects}) == len({entry["code"] for entry in objects}) == len(objects)
    )
    lines = list(csv.DictReader(StringIO(run(*listing, "--format", "csv"))))
    assert [line["code"] for line in lines] == [entry["code"] for entry in objects]
    assert list(lines[0]) == list(objects[0])
    table = run(*listing).splitlines()
    assert [line.split()[0] for line in table[2:-2]] == [entry["code"] for entry in objects]
    assert table[-1] == f"{len(objects)} lines"
    assert len({len(line) for line in table[1:2]}) == 1


def test_a_span_of_days_keeps_what_has_a_session_in_it(demonstration: Path, run: Run) -> None:
    span = ("--workspace", demonstration, "--from", "2026-11-02", "--to", "2026-11-06", "--format", "json")
    sessions = rows(run("list", "sessions", *span))
    assert sessions
    assert all("2026-11-02" <= session["starts_at"][:10] <= "2026-11-06" for session in sessions)
    actions = {entry["code"] for entry in rows(run("list", "actions", *span))}
    assert actions == {session["code"].rpartition("/")[0] for session in sessions}
    named = {entry["name"] for entry in rows(run("list", "residences", *span))}
    assert named == {session["residence"] for session in sessions} - {""}
    everybody = rows(run("list", "people", "--workspace", demonstration, "--format", "json"))
    assert 0 < len(rows(run("list", "people", *span))) < len(everybody)
    agencies = rows(run("list", "agencies", *span))
    assert {entry["agency"] for entry in rows(run("list", "residences", *span))} == {
        entry["name"] for entry in agencies
    }


def test_a_day_without_sessions_has_nothing_to_list(demonstration: Path, run: Run) -> None:
    span = ("list", "sessions", "--workspace", demonstration, "--from", "1999-01-01", "--to", "1999-01-01")
    assert run(*span) == "There is nothing to list.\n"
    assert run(*span, "--format", "json") == "[]\n"
    assert run(*span, "--format", "csv").startswith("id,code,title,")


def test_residences_are_tried_taken_in_and_taken_in_again(demo: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "rpls.csv").write_text(ESTATE, encoding="utf-8")
    taking = ("import", "residences", tmp_path / "rpls.csv", "--workspace", demo)
    before = run("list", "residences", "--workspace", demo, "--format", "json")
    trial = run(*taking, "--dry-run")
    assert "+ 11262-MISTRAL  Résidence Mistral, Narbonne  (34)" in trial
    assert "Nothing was written" in trial
    assert run("list", "residences", "--workspace", demo, "--format", "json") == before
    assert "New: 1. Changed: 0. As they were: 0." in run(*taking)
    assert "New: 0. Changed: 0. As they were: 1." in run(*taking)
    found = {
        entry["code"]: entry
        for entry in rows(run("list", "residences", "--workspace", demo, "--format", "json"))
    }
    assert found["11262-MISTRAL"]["dwellings"] == 34
    (tmp_path / "rpls.csv").write_text(ESTATE.replace(";20\n", ";21\n"), encoding="utf-8")
    assert "~ 11262-MISTRAL  Dwellings: 34 → 35" in run(*taking)
    run("verify", "--workspace", demo)


def test_lines_that_cannot_be_read_are_told_and_the_others_are_taken_in(
    demo: Path, tmp_path: Path, run: Run
) -> None:
    broken = "11262;11100;NARBONNE;5;RUE;ROMAIN;;RESIDENCE MIREILLE;1;C;1995;many\n"
    (tmp_path / "rpls.csv").write_text(ESTATE + broken, encoding="utf-8")
    told = run("import", "residences", tmp_path / "rpls.csv", "--workspace", demo)
    assert "Lines left out: 1." in told
    assert "! line 4, nb: “many” is not a number of dwellings." in told


def test_a_play_is_taken_in_for_an_action(demo: Path, tmp_path: Path, run: Run) -> None:
    play = {
        "title": "La Farce",
        "scenes": [{"id": "I.1", "act": "I", "words": 20, "characters": {"Rose": 12, "Paul": 8}}],
    }
    (tmp_path / "play.json").write_text(json.dumps(play), encoding="utf-8")
    actions = rows(run("list", "actions", "--workspace", demo, "--format", "json"))
    cafe = next(entry["code"] for entry in actions if entry["kind"] == "cafe")
    told = run("import", "play", tmp_path / "play.json", "--workspace", demo, "--action", cafe)
    assert told == f"“La Farce” is in {cafe} now. Scenes: 1. Characters: 2.\n"


def test_the_years_account_is_written_as_a_workbook(demonstration: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "account.xlsx"
    assert run("export", "annual", "--workspace", demonstration, "--year", "2026", "--out", out) == f"{out}\n"
    book = CalamineWorkbook.from_path(str(out))
    assert book.sheet_names == [
        "Totals",
        "Actions",
        "Sessions",
        "By axis",
        "By agency",
        "By residence",
        "Residences not reached",
        "By district",
        "By month",
    ]
    codes = [row[0] for row in book.get_sheet_by_name("Actions").to_python()[1:]]
    listed = rows(run("list", "actions", "--workspace", demonstration, "--format", "json"))
    assert set(codes) <= {entry["code"] for entry in listed}
    totals = {row[0]: row[1] for row in book.get_sheet_by_name("Totals").to_python()}
    assert totals["Sessions"] == len(book.get_sheet_by_name("Sessions").to_python()) - 1


def test_the_years_account_is_written_as_tables(demonstration: Path, tmp_path: Path, run: Run) -> None:
    told = run(
        "export", "annual", "--workspace", demonstration, "--year", "2026", "--out", tmp_path / "a.csv"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        Path(line).name for line in told.splitlines()
    )
    assert "a-sessions.csv" in told
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        actions = list(csv.DictReader(stream))
    assert [row["Code"] for row in actions] == sorted(row["Code"] for row in actions)


SHEETS: tuple[tuple[str, ...], ...] = (
    ("attendance", "--session", "SESSION"),
    ("attendance", "--session", "SESSION", "--variant", "count"),
    ("attendance", "--action", "THEATRE"),
    ("attendance", "--day", "DAY"),
    ("rehearsals", "--action", "THEATRE"),
    ("rehearsals", "--action", "THEATRE", "--person", "ACTOR"),
    ("impact", "--action", "THEATRE"),
    ("annual", "--year", "2026"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Somebody who plays in an action's play."""

    action_id: ActionId
    action: str
    person_id: UUID
    number: int


def somebody_cast(connection: Connection) -> Cast:
    """The first person cast in the newest play."""
    found = connection.execute(
        select(Action.id, Action.code, Person.id, Person.number)
        .join(Production, Production.action_id == Action.id)
        .join(Character, Character.production_id == Production.id)
        .join(Casting, Casting.character_id == Character.id)
        .join(Person, Person.id == Casting.person_id)
        .order_by(Action.code.desc(), Person.number)
    ).first()
    assert found is not None
    return Cast(ActionId(found[0]), *found[1:])


@pytest.fixture(scope="module")
def named(demonstration: Path) -> dict[str, str]:
    """What the sheets are printed of: a theatre project, one of its sessions to come, somebody in it."""
    with Workspace.open(str(demonstration)) as workspace:
        cast = workspace.read(somebody_cast)
        sessions = workspace.read(sessions_of_action, cast.action_id)
    coming = next(row for row in sessions if row.starts_at.date() > date(2026, 11, 12) and row.expected > 5)
    return {
        "THEATRE": cast.action,
        "SESSION": coming.code,
        "DAY": coming.starts_at.date().isoformat(),
        "ACTOR": str(cast.number),
        "ACTOR_ID": str(cast.person_id),
    }


@pytest.mark.parametrize("speaking", ["fr", "en"])
@pytest.mark.parametrize("words", SHEETS, ids=" ".join)
def test_every_sheet_is_printed_in_both_languages(
    words: tuple[str, ...], speaking: str, named: dict[str, str], demo: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "sheet.pdf"
    said = run(
        "print",
        *(named.get(word, word) for word in words),
        "--workspace",
        demo,
        "--out",
        out,
        "--lang",
        speaking,
    )
    assert str(out) in said
    data = out.read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"%%EOF" in data[-20:]


def test_a_person_is_named_by_number_or_by_id(
    named: dict[str, str], demo: Path, tmp_path: Path, run: Run
) -> None:
    printing = ("print", "rehearsals", "--workspace", demo, "--action", named["THEATRE"])
    run(*printing, "--person", named["ACTOR"], "--out", tmp_path / "number.pdf")
    run(*printing, "--person", named["ACTOR_ID"], "--out", tmp_path / "id.pdf")
    one, other = (pages_of(tmp_path / name) for name in ("number.pdf", "id.pdf"))
    assert one == other
    run(*printing, "--all-people", "--out", tmp_path / "all.pdf")
    assert pages_of(tmp_path / "all.pdf") > one


def test_what_was_printed_is_in_the_register(
    named: dict[str, str], demo: Path, tmp_path: Path, run: Run
) -> None:
    day = ("--workspace", demo, "--from", named["DAY"], "--to", named["DAY"], "--format", "json")
    before = rows(run("list", "sessions", *day))
    run("print", "attendance", "--workspace", demo, "--day", named["DAY"], "--out", tmp_path / "day.pdf")
    after = rows(run("list", "sessions", *day))
    assert [row["code"] for row in after] == [row["code"] for row in before]
    printed = [row for row in after if row["status"] in ("planned", "held", "option")]
    assert printed
    assert all(row["printed"] for row in printed)


def test_the_same_commands_work_on_a_server(database_url: str, run: Run) -> None:
    run("demo", database_url, "--today", "2026-11-12")
    assert rows(run("list", "agencies", "--workspace", database_url, "--format", "json"))
    run("verify", "--workspace", database_url)


def test_a_reader_who_has_seen_enough_is_no_problem(demonstration: Path) -> None:
    program = [sys.executable, "-B", "-m", "app.cli", "list", "sessions", "--workspace", str(demonstration)]
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(program, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")
