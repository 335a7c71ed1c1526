"""The gettext catalogues: collected from the sources, kept beside them, compiled.

    ./check translations [--merge FILE...]

refreshes resources/locale: `palier.pot` (every string of the program), `fr/LC_MESSAGES/palier.po`
(its French) and `palier.mo` (what the program reads). `--merge` fills entries that are still empty
from files of lines `source ||| translation`, or for a plural `singular ;;; plural ||| singular ;;; plural`;
a newline within a string is written `\\n`.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "palier.pot"
FRENCH = LOCALE / "fr" / "LC_MESSAGES" / "palier.po"
SOURCES = ("app", "ui")

# Calls whose first words are a source string. `text` and `plural` are a language's methods, or such a method
# under its own name; a module that takes SQLAlchemy's `text` means that one. Every kind of PalierError counts
# too; `_error_names` finds them.
METHODS = {"text": 1, "plural": 2, "_text": 1, "_plural": 2}
FUNCTIONS = {"tr": 1, "ntr": 2, "Message": 1, "N_": 1}
ERROR = "PalierError"

_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # so that a catalogue changes only where its strings do

MsgId = str | tuple[str, ...]


def extract() -> Catalog:
    """Every string of the sources that is shown to someone, in the order of files and lines."""
    template = _empty(None)
    trees = {path: ast.parse(path.read_text("utf-8")) for path in _sources()}
    errors = _error_names(trees.values())
    for path, tree in trees.items():
        for line, msgid in sorted(_strings(tree, errors), key=lambda found: found[0]):
            template.add(msgid, locations=[(path.relative_to(ROOT).as_posix(), line)])
    return template


def stored(path: Path) -> Catalog:
    """The catalogue in a .po or .pot file; an empty French one where there is none yet."""
    if not path.exists():
        return _empty("fr")
    with path.open("rb") as stream:
        return read_po(stream, locale="fr" if path == FRENCH else None)


def updated(french: Catalog, template: Catalog) -> Catalog:
    """The French catalogue with exactly the strings of the template; new ones are empty, none is guessed."""
    fresh = _empty("fr")
    for message in template:
        if message.id:
            known = french.get(message.id)
            fresh.add(message.id, known.string if known else None, locations=message.locations)
    return fresh


def merge(french: Catalog, lines: Iterable[str]) -> int:
    """Fill entries that are still empty from lines `source ||| translation`; returns how many were filled."""
    filled = 0
    for line in lines:
        source, bar, translation = line.rstrip("\n").partition("|||")
        if not bar or not translation.strip():
            continue
        msgid = tuple(_unescaped(part) for part in source.split(";;;"))
        string = tuple(typographic(_unescaped(part)) for part in translation.split(";;;"))
        message = french.get(msgid if len(msgid) > 1 else msgid[0])
        if message is None or not is_empty(message.string) or len(string) != len(msgid):
            continue
        message.string = string if len(msgid) > 1 else string[0]
        filled += 1
    return filled


def typographic(french: str) -> str:
    """French as it is set: ’ in elisions, spaces that do not break around « » and before : ; ? ! %."""
    french = re.sub(r"(?<=\w)'(?=\w)", "’", french)
    french = re.sub(r"«(?![\u00a0\u202f]) ?", "«\u00a0", french)
    french = re.sub(r"(?<![\u00a0\u202f ]) ?»", "\u00a0»", french)
    return re.sub(r" (?=[:;?!%€])", "\u00a0", french)


def is_empty(string: str | Iterable[str] | None) -> bool:
    """Whether a translation, or one of its plural forms, is missing."""
    return not string or (not isinstance(string, str) and not all(string))


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as the .mo file that the program reads."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def refresh(merged: Iterable[Path] = ()) -> Catalog:
    """Write all three files anew from the sources and what is translated; returns the French catalogue."""
    template = extract()
    french = updated(stored(FRENCH), template)
    for path in merged:
        print(f"{path}: {merge(french, path.read_text('utf-8').splitlines())} filled in")
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(po_bytes(template))
    FRENCH.write_bytes(po_bytes(french))
    FRENCH.with_suffix(".mo").write_bytes(mo_bytes(french))
    return french


def _sources() -> list[Path]:
    return sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))


def _empty(locale: str | None) -> Catalog:
    return Catalog(
        locale=locale,
        project="Palier",
        version="1",
        charset="utf-8",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        header_comment="# Palier",
        copyright_holder="",
        msgid_bugs_address="Palier",
        last_translator="Palier",
        language_team="Palier",
        fuzzy=False,
    )


def _error_names(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names of PalierError and all that descends from it."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    names = {ERROR}
    while found := {name for name, above in bases.items() if above & names} - names:
        names |= found
    return frozenset(names)


def _strings(tree: ast.Module, errors: frozenset[str]) -> Iterator[tuple[int, MsgId]]:
    """Line and id of each source string; a pair of ids is a singular and its plural."""
    methods = {**FUNCTIONS, **METHODS}
    functions = FUNCTIONS if _takes_sql_text(tree) else methods
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(attr=name):
                wanted = methods.get(name, 0)
            case ast.Name(id=name):
                wanted = 1 if name in errors else functions.get(name, 0)
            case _:
                wanted = 0
        if wanted == 1 and node.args:
            yield from ((node.lineno, text) for text in _literals(node.args[0]) if text)
        elif wanted == 2 and len(node.args) >= 2:
            for pair in zip(_literals(node.args[0]), _literals(node.args[1]), strict=True):
                yield node.lineno, pair


def _takes_sql_text(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "sqlalchemy"
        and any(alias.name == "text" for alias in node.names)
        for node in ast.walk(tree)
    )


def _literals(node: ast.expr) -> list[str]:
    """The strings an argument can be: itself, or both ways of a condition."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=otherwise):
            return _literals(body) + _literals(otherwise)
        case _:
            return []


def _unescaped(part: str) -> str:
    return part.strip(" ").replace("\\n", "\n")


def _main(arguments: list[str]) -> int:
    if arguments and arguments[0] != "--merge":
        print(__doc__, file=sys.stderr)
        return 2
    french = refresh(Path(name) for name in arguments[1:])
    rest = [message.id for message in french if message.id and is_empty(message.string)]
    for msgid in rest:
        print(f"not translated: {msgid if isinstance(msgid, str) else ' ;;; '.join(msgid)}")
    print(f"{len(french)} strings, {len(rest)} still to translate.")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
