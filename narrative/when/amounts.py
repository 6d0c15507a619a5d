"""Amounts of time as said, with their vagueness, and the days so long before or after another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.counts import count, manner
from narrative.when.words import UNITS, Text

_DAYS = {"d": 1.0, "w": 7.0, "f": 14.0, "h": 1 / 24, "e": 7.0, "m": 30.44, "y": 365.25, "x": 3652.5, "q": 91.3}
_MONTHS = {"m": 1, "y": 12, "x": 120, "q": 3}


@dataclass(frozen=True, slots=True)
class Amount:
    """Between `low` and `high` units (d, w, m, y ...) and so many months more; `manner` is exact, about, nearly, over, sharp."""

    low: float
    high: float
    unit: str
    manner: str
    end: int
    more_months: int = 0
    more_days: int = 0
    one: bool = False  # 'a week', not 'one week'

    @property
    def is_vague(self) -> bool:
        return self.manner not in ("exact", "sharp") or self.low != self.high


def amount(t: Text, i: int) -> Amount | None:
    """'nearly three years', 'a year and two months', 'six or seven weeks', 'a fortnight', 'a year and a half or so'."""
    how, j = manner(t, i)
    if t.at(j) in ("fortnight", "fortnights") and j >= i:
        number: tuple[float, float, str, int] | None = (1, 1, "exact", j)
    else:
        number = count(t, j)
    if number is None and t.at(j) in ("years", "weeks", "months") and how == "over":
        return None
    if number is None:
        return None
    low, high, fuzzy, k = number
    one = t.at(j) in ("a", "an") and low == 1
    how = how if how != "exact" else fuzzy
    if t.at(k) in ("good", "whole", "full", "long", "calendar"):
        how, k = ("over" if t.at(k) == "good" else how), k + 1
    unit = UNITS.get(t.at(k))
    if unit is None or (t.at(k) in ("night", "nights") and low == 1):
        return None
    k += 1
    months = days = 0
    if t.at(k) in ("and", "&", ",") or t.at(k).isdigit() or t.at(k) in cal.NUMBERS:
        k, low, high, months, days, how = _and_more(t, k, unit, low, high, how)
    for tail, kind in ((("or", "so"), "about"), (("or", "more"), "over"), (("or", "thereabouts"), "about"),
                       (("give", "or", "take"), "about"), (("plus",), "over"), (("odd",), "about"), (("roughly",), "about"),
                       (("approx",), "about"), (("at", "least"), "over"), (("or", "two"), "two"), (("nearly",), "nearly"),
                       (("+",), "over"), ((",", "roughly"), "about")):  # fmt: skip
        if t.are(k, *tail):
            if kind == "two":
                high = low + 1
            else:
                how = kind
            k += len(tail)
            break
    if high <= 0 or (unit == "y" and high > 90) or (unit == "x" and high > 8):
        return None
    return Amount(low, high, unit, how, k, months, days, one)


def _and_more(t: Text, k: int, unit: str, low: float, high: float, how: str) -> tuple[int, float, float, int, int, str]:
    j = k + (t.at(k) in ("and", "&", ","))
    if t.are(j, "a", "half") or t.at(j) == "half":
        return j + (2 if t.at(j) == "a" else 1), low + 0.5, high + 0.5, 0, 0, how
    if t.are(j, "a", "bit"):
        return j + 2, low, high, 0, 0, "over"
    rest = count(t, j)
    smaller = UNITS.get(t.at(rest[3])) if rest else None
    if rest and smaller == "m" and unit == "y" and rest[0] < 24:
        return rest[3] + 1, low, high, round(rest[0]), 0, how
    if rest and smaller in ("d", "w") and unit in "wmy" and unit != smaller and rest[0] < 30:
        return rest[3] + 1, low, high, 0, round(rest[0] * _DAYS[smaller]), how
    return k, low, high, 0, 0, how


def apart(a: Amount, start: Span, *, back: bool, sharp: bool = False) -> Span:
    """The days so long before (or after) those of `start`; `sharp` when nothing is rounded."""
    near = _shift(start.last if back else start.first, a.low, a, back)
    far = _shift(start.first if back else start.last, a.high, a, back)
    first, last = (far, near) if back else (near, far)
    if sharp and not a.is_vague:
        return _as_span(first, last, a)
    days = max(1.0, (a.high * _DAYS[a.unit]) + 30 * a.more_months)
    early, late = _slack(a, days)
    if not back:
        early, late = late, early
    first, last = first - timedelta(days=early), last + timedelta(days=late)
    if back and start.last >= start.first and last > start.last:
        last = max(first, start.last)
    return _as_span(first, last, a)


def _shift(on: date, number: float, a: Amount, back: bool) -> date:
    sign = -1 if back else 1
    on += timedelta(days=sign * a.more_days)
    if a.unit in _MONTHS:
        whole = int(number * _MONTHS[a.unit])
        moved = cal.back(on, -sign * (whole + a.more_months))
        return moved + timedelta(days=round(sign * 30 * (number * _MONTHS[a.unit] - whole)))
    return on + timedelta(days=round(sign * number * _DAYS[a.unit]))


def _slack(a: Amount, days: float) -> tuple[int, int]:
    """How many days earlier and later than the time told people may mean."""
    if a.manner == "sharp":
        return 0, 0
    if a.manner == "nearly":
        return 0, max(1, min(150, round(days / 5)))
    if a.manner == "over":
        return max(1, min(270, round(days / 3.5))), 0
    if a.unit in ("d", "h"):
        loose = max(1, round(days / 7)) if a.manner == "about" and a.low == a.high else 0
        return loose, loose
    if a.low != a.high:
        loose = {"w": 2, "m": 6, "y": 40}.get(a.unit, 3)
        return loose, loose
    if a.unit in ("w", "f"):
        loose = (3 if days <= 50 else 6) + (2 if a.manner == "about" else 0)
    elif a.unit == "m" or days < 340 or a.more_months:
        loose = 8 if days < 40 else 12 if days < 120 else 15
        loose += 8 if a.manner == "about" and days > 70 else 0
    else:
        loose = round(min(170, 30 * (days / 365) ** 0.9 + (20 if a.manner == "about" else 5)))
    return loose, loose


def _as_span(first: date, last: date, a: Amount) -> Span:
    """A month when the middle days of one are meant; whole months for long ago; days otherwise."""
    length = (last - first).days
    middle = first + timedelta(days=length // 2)
    if a.unit in ("m", "y") and 22 <= length <= 34 and 10 <= middle.day <= 21:
        return cal.month(middle.year, middle.month)
    if a.unit in ("y", "x") and length > 300:
        return cal.months(first, last)
    return cal.days(first, last)
