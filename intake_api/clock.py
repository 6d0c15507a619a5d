"""The one place that looks at the clock, and the one that knows what day it is in London."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from intake_api.db.base import utc_now

__all__ = ["LONDON", "in_london", "london_day", "today", "utc_now"]

LONDON = ZoneInfo("Europe/London")


def london_day(moment: datetime) -> date:
    """The day it is in London at a moment: the day the law counts."""
    return moment.astimezone(LONDON).date()


def today() -> date:
    """The day it is in London now."""
    return london_day(utc_now())


def in_london(moment: datetime) -> str:
    """A moment as staff read it: 5 March 2026, 4:07pm."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}, {time_in_london(moment)}"


def time_in_london(moment: datetime) -> str:
    """The time of the day alone: 4:07pm."""
    local = moment.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
