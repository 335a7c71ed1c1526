"""Residences from RPLS, the State's register of social housing, as open data and landlords share it.

Source of the fields: arrêté du 5 janvier 2010, annexe (the register's dictionary of 63 fields). A
line is a dwelling, or, where there is a column `nb`, so many dwellings at one address. The register
knows no residences: lines are brought together by the programme's name (`COMPLGEO`), else by the
building's (`IMMEU`, or a residence named in `LIEUDIT`), else by their address.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from app.domain.errors import UnreadableFile
from app.domain.estate import ResidenceRecord, StairwellRecord
from app.domain.names import clean_name, fold, words
from app.exchange.addresses import StreetAddress, natural_order, readable, street_address, summary
from app.exchange.tables import Line, TableFile, read_table
from app.i18n.messages import N_, Message

V = TypeVar("V")

_NEEDED = ("CODEPOSTAL", "LIBCOM", "NOMVOIE")
_LONGEST_CODE = 40
_NO_VALUE = frozenset(("", "0", "0.0", "9999", "999"))
_FINANCING = r"(?:PLA-?I|PLA|PLUS|PLS|PLR|HLM|ILM|ILN|LOGEMENTS|LGTS)"
_COUNT_FIRST = re.compile(rf"(\d+ {_FINANCING}) +(?=\S)", re.IGNORECASE)
_NAMED_IN_PLACE = re.compile(r"\b(?:RESIDENCE|RES|RSD)\b\.?\s*(\S.*)", re.IGNORECASE)
_ALIKE = {"st": "saint", "ste": "sainte", "rsd": "residence", "res": "residence"}


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong with a line; `left_out` where nothing of it could be used."""

    line: int
    column: str
    reason: Message
    left_out: bool = True


@dataclass(frozen=True, slots=True)
class EstateFile:
    """The residences that a file tells of."""

    name: str
    lines: int
    records: tuple[ResidenceRecord, ...]
    problems: tuple[LineProblem, ...]

    @property
    def left_out(self) -> int:
        """How many lines could not be used."""
        return sum(problem.left_out for problem in self.problems)


@dataclass(frozen=True, slots=True)
class _Dwellings:
    """A line, understood."""

    line: int
    key: tuple[str, ...]
    insee: str
    name: str
    address: StreetAddress
    postal_code: str
    commune: str
    count: int
    built: int | None
    priority: bool
    collective: bool
    stair: str
    entrance: str
    block: str


def read_rpls(path: Path) -> EstateFile:
    """Read the residences of an RPLS file.

    Lines that cannot be understood are left out and told in `problems`. Raises `EnvironmentProblem`
    and `UnreadableFile` as `read_table` does, and `UnreadableFile` for a table of something else.
    """
    table = read_table(path)
    missing = [name for name in _NEEDED if fold(name) not in table.columns]
    if missing:
        raise UnreadableFile(
            "“{name}” is not an RPLS file: it has no column {columns}.",
            name=path.name,
            columns=", ".join(missing),
        )
    problems: list[LineProblem] = []
    groups: dict[tuple[str, ...], list[_Dwellings]] = defaultdict(list)
    for line in table.lines:
        dwellings = _understood(table, line, problems)
        if dwellings is not None:
            groups[dwellings.key].append(dwellings)
    names = _distinct_names(groups)
    records = [_residence(names[key], lines, problems) for key, lines in groups.items()]
    records.sort(key=lambda record: (fold(record.commune), natural_order(record.name), record.code))
    problems.sort(key=lambda problem: problem.line)
    return EstateFile(path.name, len(table.lines), tuple(records), tuple(problems))


def _understood(table: TableFile, line: Line, problems: list[LineProblem]) -> _Dwellings | None:
    def refuse(column: str, msgid: str, **fields: object) -> None:
        problems.append(LineProblem(line.number, column, Message(msgid, **fields)))

    if len(line.cells) < table.width or any(line.cells[table.width :]):
        refuse(
            "", N_("It has {found} columns instead of {wanted}."), found=len(line.cells), wanted=table.width
        )
        return None
    commune = readable(table.cell(line, "LIBCOM"))
    if not commune:
        refuse("LIBCOM", N_("The commune is missing."))
        return None
    count = _whole(table.cell(line, "nb", "NB_LOGT")) if fold("nb") in table.columns else 1
    if count is None or not 0 < count <= 100_000:
        refuse("nb", N_("“{value}” is not a number of dwellings."), value=table.cell(line, "nb")[:40])
        return None
    address = street_address(
        table.cell(line, "NUMVOIE"),
        table.cell(line, "INDREP"),
        table.cell(line, "TYPVOIE"),
        table.cell(line, "NOMVOIE"),
    )
    name = _name_in(table, line)
    if not name and not address.street:
        refuse("NOMVOIE", N_("It has neither a street nor a name."))
        return None
    insee = table.cell(line, "DEPCOM").upper()
    postal_code = _postal_code(table, line, insee, problems)
    place = insee or fold(commune)
    return _Dwellings(
        line=line.number,
        key=(place, *_key_words(name)) if name else (place, *words(str(address))),
        insee=insee,
        name=name,
        address=address,
        postal_code=postal_code,
        commune=commune[:120],
        count=count,
        built=_year(table, line, problems),
        priority=_priority(table, line, problems),
        collective=table.cell(line, "TYPECONST").upper() != "I",
        stair=_detail(table.cell(line, "ESC")),
        entrance=_detail(table.cell(line, "ENTREE")),
        block=_block(table.cell(line, "BAT")),
    )


def _name_in(table: TableFile, line: Line) -> str:
    for column in ("COMPLGEO", "PROGRAMME", "IMMEU"):
        name = clean_name(table.cell(line, column))
        if words(name) and name not in _NO_VALUE:
            return name
    found = _NAMED_IN_PLACE.search(table.cell(line, "LIEUDIT"))
    return f"RESIDENCE {clean_name(found.group(1))}" if found else ""


@lru_cache(maxsize=10_000)
def _key_words(name: str) -> tuple[str, ...]:
    alike = tuple(_ALIKE.get(word, word) for word in words(name))
    return tuple(word for word in alike if word != "residence") or alike


def _postal_code(table: TableFile, line: Line, insee: str, problems: list[LineProblem]) -> str:
    value = table.cell(line, "CODEPOSTAL").removesuffix(".0").replace(" ", "")
    if re.fullmatch(r"\d{4}", value):
        value = f"0{value}"  # a spreadsheet took it for a number: 01000 is in the Ain
    if not re.fullmatch(r"\d{5}", value):
        reason = Message("“{value}” is not a postal code; it is left empty.", value=value[:40])
        problems.append(LineProblem(line.number, "CODEPOSTAL", reason, left_out=False))
        return ""
    return value


def _year(table: TableFile, line: Line, problems: list[LineProblem]) -> int | None:
    value = table.cell(line, "CONSTRUCT")
    if value in _NO_VALUE:
        return None
    year = _whole(value)
    if year is not None and 1000 <= year <= 2100:
        return year
    reason = Message("“{value}” is not a year; it is left empty.", value=value[:40])
    problems.append(LineProblem(line.number, "CONSTRUCT", reason, left_out=False))
    return None


def _priority(table: TableFile, line: Line, problems: list[LineProblem]) -> bool:
    """Field 22 of the dictionary: 1 in a priority district, 2 outside."""
    value = table.cell(line, "QPV", "ZUS").removesuffix(".0")
    if value not in ("1", "2", ""):
        reason = Message("“{value}” is neither 1 (in a priority district) nor 2.", value=value[:40])
        problems.append(LineProblem(line.number, "QPV", reason, left_out=False))
    return value == "1"


def _whole(value: str) -> int | None:
    """A whole number, also where a spreadsheet wrote it as “19.0” or “19,0”."""
    found = re.fullmatch(r"(\d{1,9})(?:[.,]0+)?", value)
    return int(found.group(1)) if found else None


def _detail(value: str) -> str:
    whole = value.removesuffix(".0")
    return "" if whole in _NO_VALUE else clean_name(whole)[:20]


def _block(value: str) -> str:
    """A building's letter or number; “ENSEMBLE 1” and the like name no building."""
    found = re.fullmatch(r"(?:BATIMENT|BAT|BT)?[. ]*([A-Z]{1,2}|\d{1,3})", clean_name(value).upper())
    return "" if found is None else _detail(found.group(1))


def _distinct_names(groups: dict[tuple[str, ...], list[_Dwellings]]) -> dict[tuple[str, ...], str]:
    """A readable name for each group: “29 PLA RESIDENCE CAPELLE” is called “Résidence Capelle”.

    Where two groups of a commune would be called alike, the programme stays in brackets behind.
    """
    plain: dict[tuple[str, ...], tuple[str, str]] = {}
    for key, lines in groups.items():
        name = lines[0].name
        if not name:
            plain[key] = (str(lines[0].address), "")
            continue
        found = _COUNT_FIRST.match(name)
        rest = name[found.end() :] if found else name
        plain[key] = (readable(rest), found.group(1).upper() if found else "")
    called = Counter((key[0], fold(name)) for key, (name, _) in plain.items())
    return {
        key: (f"{name} ({programme})" if programme and called[key[0], fold(name)] > 1 else name)[:200]
        for key, (name, programme) in plain.items()
    }


def _residence(name: str, lines: list[_Dwellings], problems: list[LineProblem]) -> ResidenceRecord:
    first = lines[0]
    dwellings = sum(line.count for line in lines)
    in_district = sum(line.count for line in lines if line.priority)
    if 0 < in_district < dwellings:
        reason = Message(
            "“{name}” has {count} of its {total} dwellings in a priority district; it counts where most lie.",
            name=name,
            count=in_district,
            total=dwellings,
        )
        problems.append(LineProblem(first.line, "QPV", reason, left_out=False))
    return ResidenceRecord(
        code=_code(first),
        name=name,
        address=summary(line.address for line in lines)[:300],
        postal_code=_commonest((line.postal_code, line.count) for line in lines if line.postal_code) or "",
        commune=first.commune,
        dwellings=dwellings,
        built=_commonest((line.built, line.count) for line in lines if line.built),
        priority=2 * in_district > dwellings,
        stairwells=_stairwells([line for line in lines if line.collective]),
    )


def _commonest(values: Iterable[tuple[V, int]]) -> V | None:
    """The value with the most dwellings; of several the one named first."""
    counts: dict[V, int] = {}
    for value, count in values:
        counts[value] = counts.get(value, 0) + count
    return max(counts, key=lambda value: counts[value], default=None)


def _code(line: _Dwellings) -> str:
    """The same code for the same group in every file: the commune's number and the words of the name."""
    whole = "-".join((line.insee or line.key[0].upper(), *(word.upper() for word in line.key[1:])))
    ascii_only = re.sub(r"[^A-Z0-9-]+", "", whole)
    if ascii_only == whole and len(whole) <= _LONGEST_CODE:
        return whole
    mark = hashlib.sha256(whole.encode()).hexdigest()[:6].upper()
    return f"{ascii_only[: _LONGEST_CODE - 7].rstrip('-')}-{mark}"


def _stairwells(lines: list[_Dwellings]) -> tuple[StairwellRecord, ...]:
    """The entrances of the collective buildings, in the order of streets and numbers."""
    many_blocks = len({line.block for line in lines}) > 1
    several = len({str(line.address) for line in lines}) > 1
    counts: dict[str, int] = {}
    for line in sorted(
        lines,
        key=lambda line: (
            natural_order(line.address.street),
            natural_order(line.address.number),
            natural_order(line.block),
            natural_order(line.stair),
        ),
    ):
        details = [
            f"bât. {line.block}" if line.block and many_blocks else "",
            f"entrée {line.entrance}" if line.entrance else "",
            f"esc. {line.stair}" if line.stair else "",
        ]
        detail = ", ".join(filter(None, details))
        if several:
            name = f"{line.address} ({detail})" if detail else str(line.address)
        else:
            name = detail[:1].upper() + detail[1:] or str(line.address)
        counts[name[:80]] = counts.get(name[:80], 0) + line.count
    if len(counts) < 2:
        return ()
    return tuple(StairwellRecord(name, count) for name, count in counts.items())
