"""What a measure came to, beside its yardstick and its target; and the table of them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure."""

    name: str
    value: float
    unit: str
    """`ms`, `MB`, `pages/s` …"""
    target: str
    """In words, as it stands in the table: “at most 50 ms”."""
    met: bool
    yardstick_name: str = ""
    """What was measured beside it in the same run; empty where the target is a figure by itself."""
    yardstick: float | None = None
    """In the same unit."""

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick it is."""
        return self.value / self.yardstick if self.yardstick else None


def at_most(name: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that must not exceed a limit."""
    return Figure(name, value, unit, f"at most {limit:g} {unit}", value <= limit)


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table, ready for the README."""
    lines = [
        "| What | Measured | Yardstick in the same run | Target | Met |",
        "|------|---------:|---------------------------|--------|:---:|",
    ]
    for figure in figures:
        beside = "–"
        if figure.yardstick is not None and figure.ratio is not None:
            beside = (
                f"{figure.yardstick_name}: {_shown(figure.yardstick)} {figure.unit} (× {figure.ratio:.2f})"
            )
        lines.append(
            f"| {figure.name} | {_shown(figure.value)} {figure.unit} | {beside} | {figure.target}"
            f" | {'yes' if figure.met else '**no**'} |"
        )
    return "\n".join(lines)


def _shown(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
