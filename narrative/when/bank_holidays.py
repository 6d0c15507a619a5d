"""Bank holidays by their names: 'the August bank holiday', 'late May bank holiday weekend', 'the bank holiday in August'."""

from __future__ import annotations

import re
from datetime import date, timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.recurring import choose
from narrative.when.words import Hit, Text

_BANK = re.compile(
    r"(?:(august|aug|summer|late may|second may|last may|early may|first may|may day|may|late spring|spring|whitsun|whit|easter|"
    r"christmas|new years?) )?bank ?holidays?(?: (monday|friday|weekends?|wkend))?"
    r"(?: in (august|may))?\b(?! (?:pay|shift|cover|hours))"
)
_MONTH = {"aug": 8, "sum": 8, "may": 5, "ear": 5, "fir": 5, "lat": 5, "sec": 5, "las": 5, "spr": 5, "whi": 5, "eas": 4,
          "chr": 12, "new": 1}  # fmt: skip


def bank_holiday(t: Text, i: int, window: str) -> Hit | None:
    """The bank holiday said here; `window`: the words from here on."""
    m = _BANK.match(window)
    if m is None:
        return None
    which, tail = m[1] or m[3] or "", m[2] or ""
    j = i + m.group().count(" ") + 1
    number = _MONTH.get(which[:3])
    known = "May Day" if which in ("early may", "first may", "may day") else "Spring" if number == 5 and which != "may" else ""
    many = "holidays" in m.group() or tail.startswith("weekends")

    def spans(y: int) -> list[Span]:
        days = [on for on, name in cal.bank_holidays(y) if number in (None, on.month) and known in name
                and (on.weekday() != 4 or number or tail != "monday")]  # fmt: skip
        if many and number and days:
            return [cal.days(days[0] - timedelta(days=2), days[-1])]
        if tail == "weekend":
            return [cal.days(*_weekend(on)) for on in days]
        return [cal.day(on) for on in days]

    span, end = choose(t, i, j, spans, "feast")
    return Hit(span, "feast", end)


def _weekend(on: date) -> tuple[date, date]:
    """The days off beside a bank holiday."""
    if on.weekday() == 4:
        return on, on + timedelta(days=3)
    return (on - timedelta(days=2), on) if on.weekday() == 0 else (on, on)
