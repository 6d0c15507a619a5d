"""Filters to conditions on `cases`. Days are London's, and the moment is an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, literal_column, or_, select

from intake_api.cases.models import CLOSED, FIRST_CLOSED_KEY, RISK_FIRST, Case
from intake_api.clock import LONDON, london_day
from intake_api.queue.filters import AGES, ANY, HARM, MINE, NOBODY, NONE, Filters
from intake_api.queue.marks import ADJUSTMENT, FLAG
from intake_api.queue.models import CaseMark
from intake_api.staff.reach import Reason

# A literal, so that partial indexes fit
IS_OPEN: ColumnElement[bool] = Case.queue_key < literal_column(str(FIRST_CLOSED_KEY))
MARKED = {"adjustment": ADJUSTMENT, "flag": FLAG}
Condition = ColumnElement[bool]
Reach = tuple[Reason, ...]  # reasons to see a case: one is enough


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at the queue, when, and how far they may see (`reach`: conditions on `cases`, or None for everything)."""

    user_id: int
    now: datetime
    reach: Reach | None = None


def conditions(filters: Filters, looking: Looking) -> list[Condition]:
    """All that a case's own columns say. Marks and words are found by `fetching`, which knows how many there are."""
    found = [] if looking.reach is None else [in_reach(looking.reach)]
    for name, build in _BUILD.items():
        chosen = filters.of(name)
        if name == "status" or chosen:
            found += [build(chosen, looking)]
    return found


def in_reach(reach: Reach) -> Condition:
    """May the case in hand be seen?"""
    return or_(false(), *(reason.condition for reason in reach))


def has_mark(name: str, values: tuple[str, ...]) -> Condition:
    """Is the case in hand marked with one of these?"""
    marked: Any = select(literal_column("1")).where(
        CaseMark.case_id == Case.id, CaseMark.kind == MARKED[name], CaseMark.name.in_(values)
    )
    found: Condition = marked.correlate(Case).exists()
    return found


def start_of(day: date) -> datetime:
    """The first moment of a day in London."""
    return datetime.combine(day, time.min, LONDON)


def _status(chosen: tuple[str, ...], _looking: Looking) -> Condition:
    if ANY in chosen:
        return Case.queue_key >= 0
    if not chosen:
        return IS_OPEN
    if chosen == (CLOSED,):
        return Case.queue_key >= literal_column(str(FIRST_CLOSED_KEY))
    fits = Case.status.in_(chosen)
    return fits if CLOSED in chosen else and_(IS_OPEN, fits)


def _outcome(chosen: tuple[str, ...], _looking: Looking) -> Condition:
    return _one_or_none(Case.outcome, chosen)


def _risk(chosen: tuple[str, ...], _looking: Looking) -> Condition:
    rated = tuple(code for code in chosen if code != HARM)
    parts = [_one_or_none(Case.risk, rated)] if rated else []
    return or_(*parts, Case.priority == RISK_FIRST) if HARM in chosen else or_(false(), *parts)


def _age(chosen: tuple[str, ...], looking: Looking) -> Condition:
    today = london_day(looking.now)
    return or_(false(), *(_received_between(today, *AGES[code]) for code in chosen if code in AGES))


def _received_between(today: date, youngest: int, oldest: int | None) -> Condition:
    until = Case.received_at < start_of(today - timedelta(days=youngest - 1))
    return until if oldest is None else and_(until, Case.received_at >= start_of(today - timedelta(days=oldest)))


def _due(chosen: tuple[str, ...], looking: Looking) -> Condition:
    today = london_day(looking.now)
    sunday = today + timedelta(days=6 - today.weekday())
    each = {
        "overdue": Case.due_on < today, "today": Case.due_on == today, NONE: Case.due_on.is_(None),
        "week": Case.due_on.between(today, sunday),
    }  # fmt: skip
    return or_(false(), *(each[code] for code in chosen if code in each))


def _assignee(chosen: tuple[str, ...], looking: Looking) -> Condition:
    people = list(_people(chosen, looking.user_id))
    parts = [Case.assignee_id == people[0] if len(people) == 1 else Case.assignee_id.in_(people)] if people else []
    return or_(*parts, Case.assignee_id.is_(None)) if NOBODY in chosen else or_(false(), *parts)


def _people(chosen: tuple[str, ...], me: int) -> Iterator[int]:
    for code in chosen:
        if code == MINE:
            yield me
        elif code.isdecimal() and len(code) < 10:
            yield int(code)


def _one_or_none(column: Any, chosen: tuple[str, ...]) -> Condition:
    codes = tuple(code for code in chosen if code != NONE)
    parts: list[Condition] = [column == codes[0] if len(codes) == 1 else column.in_(codes)] if codes else []
    return or_(*parts, column.is_(None)) if NONE in chosen else or_(false(), *parts)


def _service(chosen: tuple[str, ...], _looking: Looking) -> Condition:
    return Case.authority.in_(chosen)


_BUILD: dict[str, Callable[[tuple[str, ...], Looking], Condition]] = {
    "status": _status, "service": _service, "outcome": _outcome, "risk": _risk, "age": _age, "due": _due, "assignee": _assignee,
}  # fmt: skip
