"""The words of a command line: what is understood, what is told, in which language."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.cli import usage, values
from app.cli.arguments import language_of, parse
from app.cli.main import main
from app.domain.errors import RuleViolation
from app.i18n import language

ENGLISH = language("en")
ROOT = Path(__file__).parents[2]
OURS = [entry for entry in usage.COMMANDS if entry.words not in ((), ("open",), ("self-test",))]
"""The commands that the window does not answer itself."""


@pytest.mark.parametrize(
    ("words", "environment", "spoken"),
    [
        ([], {}, "fr"),
        ([], {"LANG": "C.UTF-8"}, "fr"),
        ([], {"LANG": "fr_FR.UTF-8"}, "fr"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "fr_FR", "LANG": "en_GB"}, "fr"),
        (["demo", "x", "--lang", "en"], {"LANG": "fr_FR"}, "en"),
        (["demo", "x", "--lang=fr"], {"LANG": "en_GB"}, "fr"),
        (["demo", "x", "--lang"], {"LANG": "en_GB"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_systems_else_french(
    words: list[str], environment: dict[str, str], spoken: str
) -> None:
    assert language_of(words, environment).code == spoken


@pytest.mark.parametrize("entry", OURS, ids=lambda entry: " ".join(entry.words))
def test_every_command_that_is_ours_has_its_help(
    entry: usage.Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*entry.words, "--help", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Usage: ./run")
    assert entry.summary in shown
    assert all(option.words in shown for option in entry.options)


@pytest.mark.parametrize("words", [["-h"], ["--help"], ["print", "--help"]])
def test_help_lists_the_commands(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "./run print attendance --workspace W" in shown
    assert ("./run demo" in shown) == (len(words) == 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Still to give: COMMAND."),
        (["frobnicate"], "There is no command “frobnicate”."),
        (["demo"], "Still to give: FILE."),
        (["verify"], "Still to give: --workspace."),
        (["verify", "--workspace"], "--workspace needs a value."),
        (["verify", "--workspace", "w", "--fast"], "Not understood: --fast"),
        (["list", "cats", "--workspace", "w"], "'cats' is not possible here"),
        (["list", "people", "--workspace", "w", "--format", "xml"], "'xml' is not possible here"),
        (["print"], "Still to give: PRINT."),
        (
            ["print", "attendance", "--workspace", "w", "--out", "x.pdf"],
            "Give one of these: --session --action --day.",
        ),
        (
            ["print", "attendance", "--workspace", "w", "--out", "x.pdf", "--action", "a", "--day", "d"],
            "--day and --action exclude each other.",
        ),
        (["print", "impact", "--workspace", "w", "--action", "a"], "Still to give: --out."),
        (["export", "annual", "--workspace", "w", "--out", "x.csv"], "Still to give: --year."),
        (["import", "play", "f", "--workspace", "w"], "Still to give: --action."),
        (["demo", "x", "--scale", "huge"], "'huge' is not possible here: choose from"),
        (["demo", "x", "--lang", "de"], "'de' is not possible here"),
    ],
)
def test_what_is_not_understood_is_told_with_the_usage_and_ends_with_two(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    first, second, *_ = captured.err.splitlines()
    assert first.startswith(f"Palier: {told}")
    assert "./run" in second


def test_options_arrive_as_they_were_given() -> None:
    options = parse(
        ["list", "sessions", "--workspace", "w", "--from", "2026-01-01", "--format", "json"], ENGLISH
    )
    assert (options.command, options.kind, options.first_day, options.last_day, options.format) == (
        "list",
        "sessions",
        "2026-01-01",
        None,
        "json",
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "30/11/2026",
        "2026-W10-1",
        "20260314",
        "tomorrow",
        "",
        "0000-01-01",
        "2500-01-01",
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation):
        values.day(text)


def test_days_years_and_numbers_are_read() -> None:
    assert values.day("2024-02-29") == date(2024, 2, 29)
    assert values.span("2026-01-01", None) == (date(2026, 1, 1), values.LATEST)
    assert values.span(None, None) is None
    assert (values.year("2026"), values.whole_number("-7")) == (2026, -7)


@pytest.mark.parametrize("text", ["26", "20260", "1066", "two", "２０２６"])
def test_a_year_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation, match="not a year"):
        values.year(text)


def test_an_end_before_its_start_is_refused() -> None:
    with pytest.raises(RuleViolation, match="comes after"):
        values.span("2026-03-02", "2026-03-01")


def test_a_slip_in_the_files_ending_replaces_no_workspace() -> None:
    with pytest.raises(RuleViolation, match="should end in"):
        values.file_to_write("d.palier", ".xlsx", ".csv")
    assert values.file_to_write("Bilan.XLSX", ".xlsx", ".csv") == Path("Bilan.XLSX")


def _imported(*words: str) -> set[str]:
    """The modules that a command loads in a fresh process."""
    program = (
        "import sys; from app.cli.main import main; code = main(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    ended = subprocess.run(
        [sys.executable, "-B", "-c", program, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return {name.partition(".")[0] for name in ended.stderr.split()}


def test_help_does_not_wait_for_what_only_commands_need() -> None:
    assert not _imported("--help") & {"sqlalchemy", "reportlab", "xlsxwriter", "PySide6", "platformdirs"}


def test_a_list_does_not_wait_for_what_draws(tmp_path: Path) -> None:
    from app.workspace import Workspace

    location = tmp_path / "test.palier"
    Workspace.create(str(location)).close()
    loaded = _imported("list", "people", "--workspace", str(location))
    assert "sqlalchemy" in loaded
    assert not loaded & {"reportlab", "xlsxwriter", "PySide6", "pypdfium2", "alembic"}
