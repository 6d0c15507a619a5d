"""The one clock of the action server. Everything else is given today as an argument."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """The calendar day in London, which is the day the office counts by."""
    return datetime.now(LONDON).date()


def now() -> datetime:
    """This moment, in UTC, for stamping consents."""
    return datetime.now(UTC)
