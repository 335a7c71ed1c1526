"""The command line: one line in, exit code out, and never a traceback on the screen."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TextIO

from app.cli.arguments import language_of, parse
from app.domain.errors import PalierError
from app.i18n import Language

DONE, PROBLEM, NOT_UNDERSTOOD, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command: 0 done, 1 a problem told in one line on standard error, 2 not understood."""
    words = sys.argv[1:] if argv is None else list(argv)
    speaking = language_of(words, os.environ)
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        options = parse(words, speaking)
        _carry_out(options, speaking)
        sys.stdout.flush()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else DONE
    except PalierError as problem:
        return _tell(speaking.say(problem.message))
    except BrokenPipeError:
        _let_go_of_output()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as bug:  # noqa: BLE001 - the edge: whatever it is, it is told in one line
        from app.cli.crash import write_report

        return _tell(
            speaking.text(
                "Unexpected problem: {kind} (details in {file})",
                kind=type(bug).__name__,
                file=str(write_report(bug)),
            )
        )
    return DONE


def _carry_out(options: Namespace, speaking: Language) -> None:
    # Each command brings its own imports: help and lists must not wait for what draws sheets.
    match options.command.split():
        case ["demo"]:
            from app.cli.workspaces import demo

            demo(options.file, options.scale, options.seed, options.today, speaking)
        case ["verify"]:
            from app.cli.workspaces import verify

            verify(options.workspace, speaking)
        case ["list"]:
            from app.cli.lists import show

            show(
                options.kind,
                options.workspace,
                options.first_day,
                options.last_day,
                options.format,
                speaking,
            )
        case ["import", "residences"]:
            from app.cli.imports import residences

            residences(options.file, options.workspace, options.dry_run, speaking)
        case ["import", "play"]:
            from app.cli.imports import play

            play(options.file, options.workspace, options.action, speaking)
        case ["import", "ics"]:
            from app.cli.calendars import take_in

            take_in(options.file, options.workspace, options.action, options.dry_run, speaking)
        case ["export", "ics"]:
            from app.cli.calendars import write as write_calendar

            write_calendar(options, speaking)
        case ["ics", "occurrences"]:
            from app.cli.calendars import show_occurrences

            show_occurrences(options.file, options.first, options.last, options.format, speaking)
        case ["print", sheet]:
            from app.cli.printing import write

            write(sheet, options, speaking)
        case ["export", "annual"]:
            from app.cli.exports import annual

            annual(options.workspace, options.year, options.out, speaking)


def _tell(sentence: str) -> int:
    print("Palier:", " ".join(sentence.split()), file=sys.stderr)
    return PROBLEM


def _speak_utf8(stream: TextIO) -> None:
    # Windows and bare containers would stop at the first “é”.
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go_of_output() -> None:
    """The reader (`| head`) has seen enough; Python must not complain about it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
