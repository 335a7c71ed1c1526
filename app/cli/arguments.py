"""From the words of a command line to what is wanted; anything else is told and ends with exit code 2."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from app.cli import usage
from app.i18n import LANGUAGES, Language, language
from app.i18n.messages import N_

LISTS = ("agencies", "residences", "people", "actions", "sessions")
FORMATS = ("table", "json", "csv")
VARIANTS = ("single", "grid", "count")

# argparse speaks English; what it says is recognised here and told in the user's language.
_TOLD = (
    (r"the following arguments are required: (?P<names>.+)", N_("Still to give: {names}.")),
    (r"one of the arguments (?P<names>.+) is required", N_("Give one of these: {names}.")),
    (r"unrecognized arguments: (?P<words>.+)", N_("Not understood: {words}")),
    (r"argument (?P<name>\S+): expected one argument", N_("{name} needs a value.")),
    (
        r"argument (?P<name>.+): not allowed with argument (?P<other>.+)",
        N_("{name} and {other} exclude each other."),
    ),
    (r"argument [A-Z]+: invalid choice: '(?P<word>.+?)' .*", N_("There is no command “{word}”.")),
    (
        r"argument (?P<name>.+): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
        N_("{value} is not possible here: choose from {choices}."),
    ),
    (
        r"ambiguous option: (?P<name>\S+) could match (?P<choices>.+)",
        N_("{name} can mean several things: {choices}."),
    ),
    (r"argument (?P<name>\S+): ignored explicit argument .*", N_("{name} takes no value.")),
)


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language to speak: that of `--lang`, else the system's, and French where that is neither."""
    for place, word in enumerate(words):
        given = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(words):
            given = words[place + 1]
        if given in LANGUAGES:
            return language(given)
    system = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return language("en" if system.lower().startswith("en") else "fr")


def parse(words: Sequence[str], speaking: Language) -> argparse.Namespace:
    """What the words ask for; `command` names the command, the rest are its options as text.

    Raises `SystemExit` with 0 after help was shown, with 2 where the words are not understood.
    """
    top = _Parser(speaking, None)
    first = top.add_subparsers(dest="first", metavar="COMMAND", required=True, parser_class=_made(speaking))
    _demo(first)
    _workspace(_added(first, "verify"))
    listing = _added(first, "list")
    listing.add_argument("kind", choices=LISTS)
    _workspace(listing)
    listing.add_argument("--from", dest="first_day", metavar="D")
    listing.add_argument("--to", dest="last_day", metavar="D")
    listing.add_argument("--format", choices=FORMATS, default="table")
    _imports(first, speaking)
    _prints(first, speaking)
    exports = _group(first, "export", speaking)
    annual = _added(exports, "export", "annual")
    _workspace(annual)
    annual.add_argument("--year", required=True, metavar="Y")
    annual.add_argument("--out", required=True, metavar="FILE")
    calendar = _added(exports, "export", "ics")
    _workspace(calendar)
    which = calendar.add_mutually_exclusive_group()
    which.add_argument("--action", metavar="CODE")
    which.add_argument("--residence", metavar="ID")
    which.add_argument("--person", metavar="ID")
    calendar.add_argument("--from", dest="first_day", metavar="D")
    calendar.add_argument("--to", dest="last_day", metavar="D")
    calendar.add_argument("--out", required=True, metavar="FILE")
    _calendars(first, speaking)
    return top.parse_args(words)


def _demo(first: Any) -> None:
    demo = _added(first, "demo")
    demo.add_argument("file", metavar="FILE")
    demo.add_argument("--scale", choices=("small", "large"), default="small")
    demo.add_argument("--seed", default="1", metavar="N")
    demo.add_argument("--today", metavar="YYYY-MM-DD")


def _imports(first: Any, speaking: Language) -> None:
    imports = _group(first, "import", speaking)
    residences = _added(imports, "import", "residences")
    residences.add_argument("file", metavar="FILE")
    _workspace(residences)
    residences.add_argument("--dry-run", action="store_true")
    play = _added(imports, "import", "play")
    play.add_argument("file", metavar="FILE")
    _workspace(play)
    play.add_argument("--action", required=True, metavar="CODE")
    calendar = _added(imports, "import", "ics")
    calendar.add_argument("file", metavar="FILE")
    _workspace(calendar)
    calendar.add_argument("--action", metavar="CODE")
    calendar.add_argument("--dry-run", action="store_true")


def _calendars(first: Any, speaking: Language) -> None:
    calendars = _group(first, "ics", speaking)
    listing = _added(calendars, "ics", "occurrences")
    listing.add_argument("file", metavar="FILE")
    listing.add_argument("--from", dest="first", required=True, metavar="DT")
    listing.add_argument("--to", dest="last", required=True, metavar="DT")
    listing.add_argument("--format", choices=FORMATS, default="table")


def _prints(first: Any, speaking: Language) -> None:
    prints = _group(first, "print", speaking)
    attendance = _added(prints, "print", "attendance")
    which = attendance.add_mutually_exclusive_group(required=True)
    which.add_argument("--session", metavar="CODE")
    which.add_argument("--action", metavar="CODE")
    which.add_argument("--day", metavar="D")
    attendance.add_argument("--variant", choices=VARIANTS)
    rehearsals = _added(prints, "print", "rehearsals")
    rehearsals.add_argument("--action", required=True, metavar="CODE")
    whom = rehearsals.add_mutually_exclusive_group()
    whom.add_argument("--person", metavar="ID")
    whom.add_argument("--all-people", action="store_true")
    impact = _added(prints, "print", "impact")
    impact.add_argument("--action", required=True, metavar="CODE")
    annual = _added(prints, "print", "annual")
    annual.add_argument("--year", required=True, metavar="Y")
    for sheet in (attendance, rehearsals, impact, annual):
        _workspace(sheet)
        sheet.add_argument("--out", required=True, metavar="FILE")


def _workspace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", required=True, metavar="W")


def _group(first: Any, word: str, speaking: Language) -> Any:
    parser = first.add_parser(word, add_help=False, words=(word,))
    return parser.add_subparsers(
        dest="second", metavar=word.upper(), required=True, parser_class=_made(speaking)
    )


def _added(parsers: Any, *words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parsers.add_parser(words[-1], words=words)
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.set_defaults(command=" ".join(words))
    return parser


def _made(speaking: Language) -> Any:
    def make(*, words: tuple[str, ...], **_rest: Any) -> _Parser:
        return _Parser(speaking, words)

    return make


class _Parser(argparse.ArgumentParser):
    """A parser whose help and complaints are ours, in the user's language."""

    def __init__(self, speaking: Language, words: tuple[str, ...] | None) -> None:
        super().__init__(prog=usage.PROGRAM, add_help=False, allow_abbrev=False)
        self._speaking = speaking
        self._words = words
        self.add_argument("-h", "--help", action="help")

    def format_help(self) -> str:
        """All about the command, or all commands that begin with the words so far."""
        known = [entry for entry in usage.COMMANDS if self._words and entry.words == self._words]
        if known:
            return usage.help_of(known[0], self._speaking)
        return usage.help_of_all(self._speaking, self._words or ())

    def error(self, message: str) -> NoReturn:
        """Tell what was not understood and how the command is written; exit with 2."""
        known = [entry for entry in usage.COMMANDS if self._words and entry.words == self._words]
        if known:
            shown = usage.usage(known[0], self._speaking)
        else:
            line = " ".join((usage.PROGRAM, *(self._words or ()), "--help"))
            shown = self._speaking.text("All commands: {line}", line=line) + "\n"
        print(f"Palier: {self._told(message)}\n{shown}", end="", file=sys.stderr)
        raise SystemExit(2)

    def _told(self, message: str) -> str:
        for pattern, msgid in _TOLD:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                return self._speaking.text(msgid, **found.groupdict())
        return message
