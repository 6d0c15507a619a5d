"""A time told by its distance from another: 'the week after', 'a fortnight before that', 'two months later', 'the same day'."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from narrative import calendar as cal

_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "wk": 7, "fortnight": 14, "month": 30, "year": 365}
_NUMBER = r"\d{1,2}|a couple of|couple of|a few|few|several|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_FEW = {"a few": (2, 5), "few": (2, 5), "several": (3, 7), "a couple of": (2, 2), "couple of": (2, 2)}
_AWAY = re.compile(
    rf"\b(?:(?P<number>{_NUMBER})\s+|(?:the|that)\s+)?(?P<unit>days?|nights?|weeks?|wks?|fortnights?|months?|years?)\s+"
    r"(?P<side>after(?:wards?)?|later|before(?:hand)?|earlier|prior|following)\b(?:\s+to\b)?(?P<what>[^,.;!?]*)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\bthe (?:very )?(?:next|following) (?P<unit>day|night|morning|week|month|year)\b", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:(?:(?:the|that) )?(?:very )?same (?P<unit>day|night|week|month|time)|(?:on )?that (?:very )?(?:day|night)|"
    r"(?:on )?the day(?: (?:it|of it|that it) ?(?:happened|was)?)?(?=\W*$)|straight ?(?:away|off)|right away|at once|immediately|"
    r"there and then|the (?:day|night|morning) (?:that )?(?:he|she|it|they|we|i|mum|dad|my \w+) "
    r"(?:died|happened|passed|fell|was|were|had)|"
    r"at the time(?! of year)|as soon as it happened|when it happened)\b",
    re.IGNORECASE,
)


class Step(NamedTuple):
    """So many days from another time (at least, at most; negative before it), and what they call that other time ('' if not)."""

    low: int
    high: int
    what: str

    def from_days(self, first: date, last: date, today: date) -> str | None:
        """The days it may mean as EDTF, none after today; None when all of them would be."""
        first, last = first + timedelta(days=self.low), min(last + timedelta(days=self.high), today)
        return cal.days(first, last).edtf if first <= last else None


def step_in(text: str) -> Step | None:
    """The step that an answer tells instead of a date, if it tells one.

    >>> step_in("a fortnight before that"), step_in("the week after"), step_in("last June")
    (Step(low=-17, high=-11, what='that'), Step(low=5, high=9, what=''), None)
    """
    if match := _AWAY.search(text):
        unit = match["unit"].lower().rstrip("s")
        low, high = _how_many((match["number"] or "a").lower())
        sign = -1 if match["side"].lower().startswith(("before", "earlier", "prior")) else 1
        return _step(low * _UNIT_DAYS[unit], high * _UNIT_DAYS[unit], sign, match["what"].strip().lower())
    if match := _NEXT.search(text):
        days = _UNIT_DAYS.get(match["unit"].lower(), 1)
        return _step(days, days, 1, "")
    if match := _SAME.search(text):
        slack = {"week": 6, "month": 30}.get((match["unit"] or "").lower(), 0)
        return Step(-slack, slack, "")
    return None


def _how_many(said: str) -> tuple[int, int]:
    return _FEW.get(said) or ((number := cal.number_of(said) or 1), number)


def _step(low: int, high: int, sign: int, what: str) -> Step:
    """People round: a week is about a week, a month about a month; a day is a day."""
    slack = 0 if high < 7 else max(2, high // 4)
    least, most = sorted((sign * (low - slack), sign * (high + slack)))
    return Step(least, most, what)
