"""What the commands are and how each is written, for people and for the parser."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import Language
from app.i18n.messages import N_

PROGRAM = "./run"


@dataclass(frozen=True, slots=True)
class Option:
    """A word of a command and what it stands for."""

    words: str
    meaning: str
    """Message id."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its words, how the rest of the line is written, what it does."""

    words: tuple[str, ...]
    rest: str
    summary: str
    """Message id."""
    options: tuple[Option, ...] = ()

    @property
    def line(self) -> str:
        """The whole line as it is typed."""
        return " ".join(filter(None, (PROGRAM, *self.words, self.rest)))


_WORKSPACE = Option(
    "--workspace W", N_("the workspace: a file, or the address of a PostgreSQL database (postgresql://…)")
)
_OUT = Option("--out FILE", N_("the file to write; one that is there is replaced"))
_ACTION = Option("--action CODE", N_("an action’s code, 2026-042"))
_LANGUAGE = Option("--lang fr|en", N_("the language of the sheets and of what is said here"))

COMMANDS = (
    Command((), "", N_("Open the window with the workspace that was open last.")),
    Command(("open",), "FILE|URL", N_("Open the window with this workspace.")),
    Command(
        ("demo",),
        "FILE [--scale small|large] [--seed N] [--today YYYY-MM-DD] [--lang fr|en]",
        N_("Make a new workspace with an invented landlord to try Palier with."),
        (
            Option("FILE", N_("the workspace to make; there must be none yet")),
            Option(
                "--scale", N_("small: 12 residences, opens at once; large: ten years of 34,000 dwellings")
            ),
            Option("--seed N", N_("a whole number; the same number makes the same landlord (1)")),
            Option("--today YYYY-MM-DD", N_("the day around which its year is laid (today)")),
            Option("--lang fr|en", N_("the language of its content and of what is said here")),
        ),
    ),
    Command(
        ("import", "residences"),
        "FILE --workspace W [--dry-run]",
        N_("Take in residences from a file of the RPLS register (CSV)."),
        (
            Option("FILE", N_("the table: one line for each dwelling, or for each address with a column nb")),
            _WORKSPACE,
            Option("--dry-run", N_("only say what would be taken in")),
        ),
    ),
    Command(
        ("import", "play"),
        "FILE --workspace W --action CODE",
        N_("Take in the scenes and characters of a play for an action."),
        (Option("FILE", N_("the play’s scenes and characters (JSON)")), _WORKSPACE, _ACTION),
    ),
    Command(
        ("import", "ics"),
        "FILE.ics --workspace W [--action CODE] [--dry-run]",
        N_("Take in the sessions of any calendar file (iCalendar)."),
        (
            _WORKSPACE,
            Option("--action CODE", N_("the action of all of them; without it each series is an action")),
            Option("--dry-run", N_("only say what would be taken in")),
        ),
    ),
    Command(
        ("list",),
        "agencies|residences|people|actions|sessions --workspace W\n[--from D --to D] --format table|json|csv",
        N_("List what is in a workspace."),
        (
            _WORKSPACE,
            Option("--from D", N_("only what has a session on or after this day, 2026-03-14")),
            Option("--to D", N_("only what has a session up to and including this day")),
            Option("--format", N_("table for people (usual), json or csv for programs")),
        ),
    ),
    Command(
        ("print", "attendance"),
        "--workspace W (--session CODE | --action CODE | --day D)\n--out FILE.pdf [--variant single|grid|count] [--lang fr|en]",
        N_("Print attendance sheets."),
        (
            _WORKSPACE,
            Option("--session CODE", N_("one session, by its action’s code and its number: 2026-042/7")),
            Option("--action CODE", N_("all sessions to come of an action, several dates on a sheet")),
            Option("--day D", N_("all sessions of a day, 2026-03-14")),
            _OUT,
            Option(
                "--variant",
                N_("single: a sheet for each session; grid: several dates on a sheet; count: without names"),
            ),
            _LANGUAGE,
        ),
    ),
    Command(
        ("print", "rehearsals"),
        "--workspace W --action CODE\n[--person ID | --all-people] --out FILE.pdf [--lang fr|en]",
        N_("Print the rehearsal schedule of a play, or the large-type sheets of its people."),
        (
            _WORKSPACE,
            _ACTION,
            Option("--person ID", N_("the sheet of one person, by number or id")),
            Option("--all-people", N_("one sheet for each person called")),
            _OUT,
            _LANGUAGE,
        ),
    ),
    Command(
        ("print", "impact"),
        "--workspace W --action CODE --out FILE.pdf [--lang fr|en]",
        N_("Print the impact sheet of an action."),
        (_WORKSPACE, _ACTION, _OUT, _LANGUAGE),
    ),
    Command(
        ("print", "annual"),
        "--workspace W --year Y --out FILE.pdf [--lang fr|en]",
        N_("Print the annual summary of actions."),
        (_WORKSPACE, Option("--year Y", N_("the year, 2026")), _OUT, _LANGUAGE),
    ),
    Command(
        ("export", "annual"),
        "--workspace W --year Y --out FILE.xlsx|FILE.csv [--lang fr|en]",
        N_(
            "Write the annual summary as a workbook, or as CSV tables: the actions in FILE.csv, the other views beside it."
        ),
        (_WORKSPACE, Option("--year Y", N_("the year, 2026")), _OUT, _LANGUAGE),
    ),
    Command(
        ("export", "ics"),
        "--workspace W [--action CODE | --residence ID | --person ID]\n[--from D --to D] --out FILE.ics",
        N_("Write sessions as a calendar file (iCalendar), without names or notes."),
        (
            _WORKSPACE,
            _ACTION,
            Option("--residence ID", N_("a residence’s code")),
            Option("--person ID", N_("where somebody is expected, by number or id")),
            Option("--from D", N_("only what has a session on or after this day, 2026-03-14")),
            Option("--to D", N_("only what has a session up to and including this day")),
            _OUT,
        ),
    ),
    Command(
        ("ics", "occurrences"),
        "FILE.ics --from DT --to DT --format table|json|csv",
        N_("List what takes place by any calendar file (iCalendar)."),
        (
            Option(
                "--from DT", N_("from this day or moment on: 2026-03-14, 2026-03-14T18:30, with +01:00 or Z")
            ),
            Option("--to DT", N_("before this day or moment")),
            Option("--format", N_("table for people (usual), json or csv for programs")),
        ),
    ),
    Command(
        ("verify",),
        "--workspace W",
        N_("Check that a workspace is whole and its entries agree with each other."),
        (_WORKSPACE,),
    ),
    Command(("self-test",), "", N_("Try the whole program in a workspace of its own.")),
)


def command(*words: str) -> Command:
    """The command with these words."""
    return next(entry for entry in COMMANDS if entry.words == words)


def usage(entry: Command, language: Language) -> str:
    """“Usage: ./run …”, in one or more lines."""
    lead = language.text("Usage: {line}", line="")
    return f"{lead}{_aligned(entry.line, len(lead))}\n"


def help_of(entry: Command, language: Language) -> str:
    """All about one command."""
    lines = [usage(entry, language), language.text(entry.summary)]
    if entry.options:
        width = max(len(option.words) for option in entry.options)
        lines.append("")
        lines += [f"  {option.words:<{width}}  {language.text(option.meaning)}" for option in entry.options]
    return "\n".join(lines) + "\n"


def help_of_all(language: Language, words: tuple[str, ...] = ()) -> str:
    """All commands, or those that begin with these words."""
    shown = [entry for entry in COMMANDS if entry.words[: len(words)] == words]
    lines = [
        language.text("Palier plans, prints and accounts for a landlord’s social-development actions."),
        "",
    ]
    for entry in shown:
        lines += [_aligned(entry.line, 0), f"    {language.text(entry.summary)}"]
    lines += [
        "",
        language.text(
            "A session’s code is its action’s code and its number: 2026-042/7. A day is written 2026-03-14."
        ),
        language.text("All about a command: {line}", line=f"{PROGRAM} print attendance --help"),
        language.text("Exit code: 0 done, 1 a problem, told on standard error, 2 a command not understood."),
    ]
    return "\n".join(lines) + "\n"


def _aligned(line: str, indent: int) -> str:
    return line.replace("\n", "\n" + " " * (indent + len(PROGRAM) + 1))
