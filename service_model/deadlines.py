"""Deadlines: working days in England, calendar days and clock hours, counted from a named event.

The first day does not count and the last day is still inside (catalogue/readings.md, Time). The numbers stand in the
authority's file under `deadlines`, each with its paragraph.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from service_model.authority import Deadline

LONDON = ZoneInfo("Europe/London")


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in that year, substitute days included."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=[year]))


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday in England.

    >>> is_working_day(date(2026, 12, 28))  # Boxing Day 2026 is a Saturday; Monday stands in for it
    False
    """
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_after(day: date, number: int) -> date:
    """The working day that many working days after `day`, which itself does not count.

    >>> working_days_after(date(2026, 4, 2), 1)  # Maundy Thursday: Good Friday and Easter Monday do not count
    datetime.date(2026, 4, 7)
    """
    if number < 0:
        raise ValueError(f"{number} working days after a day: the number cannot be negative.")
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def due(deadline: Deadline, event: date | datetime) -> date | datetime:
    """The last day inside (a date), or the last moment where the deadline is in hours (an aware datetime).

    `event` is the day or moment it counts from. Raises ValueError for hours counted from a day without a time.
    """
    if deadline.hours is not None:
        if not isinstance(event, datetime) or event.tzinfo is None:
            raise ValueError(f"{deadline.hours} hours count from a moment: give a date and time with its zone.")
        return event + timedelta(hours=deadline.hours)
    day = london_day(event)
    return working_days_after(day, deadline.days) if deadline.working else day + timedelta(days=deadline.days)


def is_over(deadline: Deadline, event: date | datetime, now: date | datetime) -> bool:
    """Has the deadline gone by? Its last day, or last moment, is still inside."""
    last = due(deadline, event)
    if isinstance(last, datetime):
        if not isinstance(now, datetime) or now.tzinfo is None:
            raise ValueError("A deadline in hours is compared with a moment: give a date and time with its zone.")
        return now > last
    return london_day(now) > last


def london_day(moment: date | datetime) -> date:
    """The day in London of a moment; a day stays what it is. A moment without a zone is taken as London time."""
    if not isinstance(moment, datetime):
        return moment
    return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(LONDON).date()
