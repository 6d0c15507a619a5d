"""Dates that cannot be right, said kindly: in the future, or answered before it was complained about."""

from __future__ import annotations

from datetime import date

from service_model.dates import date_range
from service_model.record import Complaint

_ISSUE_DATES = ("event_on", "aware_on", "complained_on", "replied_on")


def check_dates(complaint: Complaint, today: date) -> None:
    """Raises ValueError, naming the field first ("issues.0.replied_on: ..."), for a date that cannot be right."""
    if complaint.received_on is not None and complaint.received_on > today:
        raise ValueError(f"received_on: {complaint.received_on} is after today. Check the year.")
    _not_after(complaint.put_to_mp_on, today, "put_to_mp_on")
    for number, issue in enumerate(complaint.issues):
        for name in _ISSUE_DATES:
            _not_after(getattr(issue, name), today, f"issues.{number}.{name}")
        if (
            issue.complained_on
            and issue.replied_on
            and date_range(issue.replied_on).latest < date_range(issue.complained_on).earliest
        ):
            raise ValueError(
                f"issues.{number}.replied_on: the reply ({issue.replied_on}) is before the complaint ({issue.complained_on}). "
                "Check both dates."
            )


def _not_after(said: str | None, today: date, field: str) -> None:
    if said and date_range(said).earliest > today:
        raise ValueError(f"{field}: {said} is after today. Check the year, or leave it out if you are not sure.")
