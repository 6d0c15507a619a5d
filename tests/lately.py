"""Days a while ago, as people say them: what stands on the clock of today holds next year too, when today's dates are late."""

from __future__ import annotations

from datetime import date, timedelta

from intake_api.clock import today
from service_model.dates import anniversary

_SEASONS = (("spring", 3), ("summer", 6), ("autumn", 9))


def season() -> tuple[str, date, date]:
    """The newest spring, summer or autumn that was over three months ago: as it is said, its first and its last day."""
    now = today()
    found = [
        (f"{name} {year}", date(year, month, 1), date(year, month + 3, 1) - timedelta(days=1))
        for year in (now.year - 1, now.year)
        for name, month in _SEASONS
    ]
    return [each for each in found if each[2] < now - timedelta(days=95)][-1]


def month(after: int = 0) -> str:
    """The first month of that season, or one so many months after it: March 2026."""
    return f"{anniversary(season()[1], after):%B %Y}"


def said(day: date) -> str:
    """A day as a page says it: 10 June 2026."""
    return f"{day.day} {day:%B %Y}"
