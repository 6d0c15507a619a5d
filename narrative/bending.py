"""Words before a date that bend it: 'the Tuesday after', 'just before', 'around'."""

from __future__ import annotations

import re
from datetime import date, timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.turns import WEEKDAY_NUMBERS


def after_or_before(lead: re.Match[str], span: Span, today: date) -> Span | None:
    """Bends a date by the words before it: 'the Tuesday after', 'just after', 'the week before', 'around'."""
    side = (lead["side"] or lead["side2"] or lead["side3"] or lead["side4"] or "").lower()
    after = side in ("after", "following")
    if lead["weekday"]:
        wanted = next(n for w, n in WEEKDAY_NUMBERS.items() if w.startswith(lead["weekday"].lower()[:3]) and len(w) > 5)
        step = (wanted - span.last.weekday()) % 7 or 7 if after else (span.first.weekday() - wanted) % 7 or 7
        return cal.day(span.last + timedelta(days=step) if after else span.first - timedelta(days=step), yearless=span.yearless)
    if lead["unit"]:
        unit = lead["unit"].lower()
        reach = 31 if "month" in unit else 7 if "week" in unit else 1
        return _beside(span, 1, reach, after=after, today=today)
    if lead["around"]:
        return _around(span, lead["around"].lower(), today)
    if (span.last - span.first).days > 120:
        return None
    return _beside(span, 1, 14 if lead["just"] else 31, after=after, today=today)


def _around(span: Span, said: str, today: date) -> Span | None:
    """'around 5 March' is a few days either side; around a month or a year says nothing new."""
    length = (span.last - span.first).days
    if length > 20 or said == "about":
        return None
    reach = 3 if said == "over" else 5
    return cal.days(
        span.first - timedelta(days=reach), max(span.first, min(today, span.last + timedelta(days=reach))), yearless=span.yearless
    )


def _beside(span: Span, near: int, far: int, *, after: bool, today: date) -> Span | None:
    if after:
        first = span.last + timedelta(days=near)
        last = span.last + timedelta(days=far)
        return cal.days(first, max(first, min(last, today)) if first <= today else last)
    return cal.days(span.first - timedelta(days=far), span.first - timedelta(days=near))
