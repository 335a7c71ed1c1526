"""A calendar file's components and the properties that matter here, read with patience.

Files from the wild have bare line feeds, odd characters, lines that are no properties and components
that never end. What cannot be understood is left out and told; only a file that holds no calendar
at all is refused.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.errors import UnreadableFile

LARGEST = 30_000_000
"""Bytes; a landlord's ten years are about five million."""

_DEEPEST = 12
_MOST_PROPERTIES = 1_500_000
_WANTED = frozenset(
    """UID SUMMARY DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE STATUS LOCATION
    DESCRIPTION CATEGORIES TZID TZOFFSETFROM TZOFFSETTO X-WR-TIMEZONE X-LIC-LOCATION LAST-MODIFIED
    VERSION X-PALIER-ACTION""".split()
)
_HEAD = re.compile(r'(?:[^":]++|"[^"]*+"|")*+')
_PARAMETER = re.compile(r';([^=;":]++)(?:=((?:[^";]++|"[^"]*+"|")*+))?')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """A content line: its parameters and its value as it stands in the file."""

    value: str
    parameters: dict[str, str]

    @property
    def text(self) -> str:
        """The value as text."""
        return unescaped(self.value)


@dataclass(slots=True)
class Component:
    """What stands between a BEGIN and its END."""

    name: str
    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    children: list[Component] = field(default_factory=list)
    ended: bool = False

    def first(self, name: str) -> Property | None:
        """The first property of a name."""
        found = self.properties.get(name)
        return found[0] if found else None

    def words(self, name: str) -> str:
        """The text of the first property of a name; empty where there is none."""
        found = self.first(name)
        return found.text if found is not None else ""

    def all(self, name: str) -> list[Property]:
        """All properties of a name."""
        return self.properties.get(name, [])


def unescaped(value: str) -> str:
    """Text as it was before commas, semicolons and line ends were escaped (3.3.11)."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found.group(1) in "nN" else found.group(1), value)


def read_components(data: bytes, name: str) -> list[Component]:
    """The outermost components of a file; `name` is its name, for what is told.

    Raises `UnreadableFile` where the file is no calendar or has more lines than can be read.
    """
    roots: list[Component] = []
    stack: list[Component] = []
    too_deep = properties = 0
    for number, line in _content_lines(data):
        head = line[:6].upper()
        if head == "BEGIN:":
            kind = line[6:].strip().upper()
            if len(stack) >= _DEEPEST:
                too_deep += 1
                continue
            if kind == "VEVENT":
                _give_up(stack, "VEVENT")  # an event never lies in an event: the outer one was cut off
            component = Component(kind, number)
            (stack[-1].children if stack else roots).append(component)
            stack.append(component)
        elif head[:4] == "END:":
            if too_deep:
                too_deep -= 1
            else:
                _end(stack, line[4:].strip().upper())
        elif stack and not too_deep:
            properties += _add_property(stack[-1], line)
            if properties > _MOST_PROPERTIES:
                raise UnreadableFile("“{name}” has too many entries to be read.", name=name)
    if not any(root.name == "VCALENDAR" or root.name == "VEVENT" for root in roots):
        raise UnreadableFile("“{name}” is not a calendar: it holds no VCALENDAR.", name=name)
    return roots


def _end(stack: list[Component], kind: str) -> None:
    """Close the innermost component of a kind; what lies open within it was cut off."""
    for place in range(len(stack) - 1, -1, -1):
        if stack[place].name == kind:
            stack[place].ended = True
            del stack[place:]
            return


def _give_up(stack: list[Component], kind: str) -> None:
    for place, component in enumerate(stack):
        if component.name == kind:
            del stack[place:]
            return


def _add_property(component: Component, line: str) -> bool:
    """Keep a line's property where it is one that matters here."""
    if '"' in line:
        found = _HEAD.match(line)
        end = found.end() if found else 0
        head, value = (line[:end], line[end + 1 :]) if end < len(line) else ("", "")
    else:
        head, _, value = line.partition(":")
    name, semicolon, _ = head.partition(";")
    name = name.rpartition(".")[2].strip().upper()  # vCalendar 1.0 allowed a group before the name
    if name not in _WANTED:
        return False
    parameters: dict[str, str] = {}
    if semicolon:
        for found in _PARAMETER.finditer(head, len(head.partition(";")[0])):
            parameters[found.group(1).strip().upper()] = (found.group(2) or "").replace('"', "").strip()
        if (
            parameters.get("ENCODING") or ""
        ).upper() == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in parameters:
            value = _from_quoted_printable(value, parameters.get("CHARSET", ""))
    component.properties.setdefault(name, []).append(Property(value, parameters))
    return True


def _from_quoted_printable(value: str, charset: str) -> str:
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return raw.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", "replace")


def _content_lines(data: bytes) -> Iterator[tuple[int, str]]:
    """The unfolded lines with the number of the line on which each begins.

    Lines are put together before they are decoded: some programs fold within a character.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    begin, parts = 1, [b""]
    quoted = False
    lines = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    for number, line in enumerate(lines, 1):
        if quoted:
            parts[-1] = parts[-1][:-1]  # the soft line end of quoted-printable
            parts.append(line)
        elif line[:1] in (b" ", b"\t"):
            parts.append(line[1:])
            continue
        else:
            if parts[0]:
                yield begin, _decoded(parts)
            begin, parts = number, [line]
        quoted = line.endswith(b"=") and b"QUOTED-PRINTABLE" in parts[0].upper()
    if parts[0]:
        yield begin, _decoded(parts)


def _decoded(parts: list[bytes]) -> str:
    line = parts[0] if len(parts) == 1 else b"".join(parts)
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
