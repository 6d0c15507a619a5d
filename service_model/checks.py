"""Dates that cannot be right, said kindly: in the future, or answered before it was complained about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from service_model.dates import date_range
from service_model.record import Complaint

_ISSUE_DATES = ("event_on", "aware_on", "complained_on", "replied_on")


def check_dates(complaint: Complaint, today: date) -> None:
    """Raises ValueError, naming the field first ("issues.0.replied_on: ..."), for the first date that cannot be right."""
    for field, words in date_problems(complaint, today):
        raise ValueError(f"{field}: {words}")


def date_problems(complaint: Complaint, today: date) -> Iterator[tuple[str, str]]:
    """Every date that cannot be right: the path of the field in the record, and what to do about it. Raises nothing."""
    if complaint.received_on is not None and complaint.received_on > today:
        yield "received_on", f"{complaint.received_on} is after today. Check the year."
    yield from _after(complaint.put_to_mp_on, today, "put_to_mp_on")
    yield from _after(complaint.closed_as_premature_on, today, "closed_as_premature_on")
    if complaint.previous_case is not None and complaint.previous_case.closed_on is not None:
        yield from _after(complaint.previous_case.closed_on.isoformat(), today, "previous_case.closed_on")
    for number, issue in enumerate(complaint.issues):
        for name in _ISSUE_DATES:
            yield from _after(getattr(issue, name), today, f"issues.{number}.{name}")
        sent, answered = issue.complained_on, issue.replied_on
        if sent and answered and date_range(answered).latest < date_range(sent).earliest:
            words = f"The reply ({answered}) is before the complaint ({sent}). Check both dates."
            yield f"issues.{number}.replied_on", words


def _after(said: str | None, today: date, field: str) -> Iterator[tuple[str, str]]:
    if said and date_range(said).earliest > today:
        yield field, f"{said} is after today. Check the year, or leave it out if you are not sure."
