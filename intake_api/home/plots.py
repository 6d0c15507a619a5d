"""Numbers as bars: places and lengths for the template that draws them as SVG. No library: a bar is one rectangle."""

from __future__ import annotations

from dataclasses import dataclass

from intake_api.home.numbers import Numbers

WIDTH, ROW, BAR = 320, 40, 14  # units of the drawing; letters are 13 of them
_TOP = 15


@dataclass(frozen=True, slots=True)
class Part:
    """One rectangle: from where, how long, of which series."""

    x: float
    width: float
    series: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label, its sum, where it stands, its parts."""

    label: str
    total: int
    text_y: int
    bar_y: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing with its numbers, and what it says in one sentence for who does not see it."""

    numbers: Numbers
    bars: tuple[Bar, ...]
    height: int
    says: str


def plot(numbers: Numbers) -> Plot:
    """The drawing of some numbers; the longest bar is as wide as the drawing."""
    largest = max((sum(values) for _, values in numbers.rows), default=0) or 1
    bars = tuple(_bar(at, label, values, WIDTH / largest) for at, (label, values) in enumerate(numbers.rows))
    return Plot(numbers, bars, len(bars) * ROW, _says(numbers))


def _bar(at: int, label: str, values: tuple[int, ...], scale: float) -> Bar:
    parts, x = [], 0.0
    for series, value in enumerate(values):
        if value:
            parts.append(Part(round(x, 2), round(value * scale, 2), series % 4 + 1))
        x += value * scale
    return Bar(label, sum(values), at * ROW + _TOP, at * ROW + _TOP + 6, tuple(parts))


def _says(numbers: Numbers) -> str:
    label, values = max(numbers.rows, key=lambda row: sum(row[1]))
    total = sum(sum(values) for _, values in numbers.rows)
    return f"{numbers.about} {total:,} in all. The most: {label}, {sum(values):,}. The table holds every number."
