"""Days and stretches of every year, as functions of the year: fixed days, days from Easter, nth weekdays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from narrative import calendar as cal
from narrative.calendar import Span

InYear = Callable[[int], list[Span]]


def fixed(*ends: tuple[int, int]) -> InYear:
    """From one month and day to another; over New Year when the second is earlier."""
    (m1, d1), (m2, d2) = ends[0], ends[-1]
    return lambda y: [cal.days(date(y, m1, d1), date(y + (m2 < m1), m2, d2))]


def feast_of(*names: str) -> InYear:
    """Feasts that the calendar knows by these names."""
    return lambda y: sorted((cal.days(*cal.feast(name, y)) for name in names), key=lambda s: s.first)


def near(name: str, before: int, after: int) -> InYear:
    """From so many days after the first day of a feast to so many after its last."""

    def spans(y: int) -> list[Span]:
        first, last = cal.feast(name, y)
        return [cal.days(first + timedelta(days=before), last + timedelta(days=after))]

    return spans


def either(*several: InYear) -> InYear:
    """Any of several."""
    return lambda y: sorted((s for one in several for s in one(y)), key=lambda s: s.first)


def from_weekday(month: int, day: int, weekday: int, length: int = 1) -> InYear:
    """So many days from the first such weekday on or after a day: (3, 1, 3) is the first Thursday of March."""

    def spans(y: int) -> list[Span]:
        first = date(y, month, day)
        first += timedelta(days=(weekday - first.weekday()) % 7)
        return [cal.days(first, first + timedelta(days=length - 1))]

    return spans


def advent(y: int) -> date:
    """The first Sunday in Advent: the fourth before Christmas Day."""
    christmas = date(y, 12, 25)
    return christmas - timedelta(days=christmas.weekday() + 22)
