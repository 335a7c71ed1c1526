"""What a write touched, as screens hear of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """The tables that one or more steps touched."""

    tables: frozenset[str] = field(default_factory=frozenset)

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables was touched."""
        return not self.tables.isdisjoint(tables)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.tables | other.tables)

    def __bool__(self) -> bool:
        return bool(self.tables)
