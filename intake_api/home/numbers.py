"""The office in numbers: sums that the database makes, never rows. Weeks and days are London's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.cases.service import RISK_SIGNALS
from intake_api.casework.findings import disagreement_by_rule
from intake_api.casework.models import CaseDecision
from intake_api.clock import london_day
from intake_api.queue import words as queue_words
from intake_api.queue.conditions import IS_OPEN, start_of
from intake_api.queue.filters import AGES
from intake_api.queue.marks import ADJUSTMENT, FLAG
from intake_api.queue.models import CaseMark
from intake_api.staff import words

WEEKS = 12
_MOST = 10  # rows of a plot; the rest are summed


@dataclass(frozen=True, slots=True)
class Numbers:
    """One plot and its table: rows of a label and a number for each of `series`."""

    name: str
    title: str
    about: str
    head: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def fetch_numbers(session: Session, now: datetime) -> list[Numbers]:
    """Every plot that has something to show."""
    today = london_day(now)
    monday = today - timedelta(days=today.weekday())
    since = monday - timedelta(weeks=WEEKS - 1)
    found = [
        _intake(session, since), _outcomes(session, since), _ages(session, today), _deadlines(session, today),
        _closing(session, since), _marks(session, since, ADJUSTMENT), _marks(session, since, FLAG), _overridden(session),
    ]  # fmt: skip
    return [numbers for numbers in found if numbers and any(any(values) for _, values in numbers.rows)]


def _intake(session: Session, since: date) -> Numbers:
    """Cases received in each of the last weeks, by service."""
    mondays = [since + timedelta(weeks=week) for week in range(WEEKS)]
    week = _bucket([(Case.received_at >= start_of(monday), number) for number, monday in reversed(list(enumerate(mondays)))])
    query = select(Case.authority, week, func.count()).where(Case.received_at >= start_of(since)).group_by(Case.authority, week)
    counts = {(authority, number): count for authority, number, count in session.execute(query)}
    services = sorted({authority for authority, _ in counts}) or ["phso"]
    rows = tuple(
        (f"{monday.day} {monday:%b}", tuple(counts.get((service, number), 0) for service in services))
        for number, monday in enumerate(mondays)
    )
    return Numbers("intake", "Intake by week", "Cases received in each of the last 12 weeks, by service.", "Week from",
                   tuple(words.code(service) for service in services), rows)  # fmt: skip


def _outcomes(session: Session, since: date) -> Numbers:
    query = select(Case.outcome, func.count()).where(Case.received_at >= start_of(since)).group_by(Case.outcome)
    rows = _largest((words.code(outcome, "Open question"), count) for outcome, count in session.execute(query))
    about = "What was recommended for the cases received in the last 12 weeks."
    return Numbers("outcomes", "Outcomes recommended", about, "Outcome", ("Cases",), rows)


def _ages(session: Session, today: date) -> Numbers:
    """Open cases by the days since they came."""
    bounds = [
        (Case.received_at >= start_of(today - timedelta(days=oldest)), code) for code, (_, oldest) in AGES.items()
        if oldest is not None
    ]  # fmt: skip
    age = _bucket([*bounds, (Case.received_at.is_not(None), "over_90")])
    counts = _counts(session, select(age, func.count()).where(IS_OPEN).group_by(age))
    rows = tuple((queue_words.code("age", code), (counts.get(code, 0),)) for code in AGES)
    return Numbers("ages", "Age of open cases", "Days since open cases were received.", "Age", ("Cases",), rows)


def _deadlines(session: Session, today: date) -> Numbers:
    """Open cases by the day that is next due."""
    states = {
        "Overdue": Case.due_on < today, "Due today": Case.due_on == today,
        "Due within a week": Case.due_on <= today + timedelta(days=7), "Due later": Case.due_on.is_not(None),
        "No day set": Case.due_on.is_(None),
    }  # fmt: skip
    state = _bucket([(condition, name) for name, condition in states.items()])
    counts = _counts(session, select(state, func.count()).where(IS_OPEN).group_by(state))
    rows = tuple((name, (counts.get(name, 0),)) for name in states)
    return Numbers("deadlines", "Deadlines of open cases", "When the next step of open cases is due.", "Due", ("Cases",), rows)


def _closing(session: Session, since: date) -> Numbers:
    """Reasons for closing, as people decided."""
    decided = select(CaseDecision.closure_code, func.count()).where(CaseDecision.closed_at >= start_of(since))
    rows = session.execute(decided.group_by(CaseDecision.closure_code))
    about = "Codes that people decided, for the cases closed in the last 12 weeks."
    return Numbers("closing", "Reasons for closing", about, "Closure code", ("Cases",),
                   _largest((code or "No code", count) for code, count in rows))  # fmt: skip


def _marks(session: Session, since: date, kind: str) -> Numbers:
    """Adjustments, or flags of harm, among the cases received in the last weeks."""
    query = select(CaseMark.name, func.count()).join(Case, Case.id == CaseMark.case_id)
    query = query.where(CaseMark.kind == kind, Case.received_at >= start_of(since))
    if kind == FLAG:
        query = query.where(CaseMark.name.in_(RISK_SIGNALS))
    rows = _largest((queue_words.code(kind, name), count) for name, count in session.execute(query.group_by(CaseMark.name)))
    if kind == ADJUSTMENT:
        about = "Adjustments that people asked for or may need, in the last 12 weeks."
        return Numbers("adjustments", "Adjustments", about, "Adjustment", ("Cases",), rows)
    return Numbers("harm", "Flags of harm", "Cases of the last 12 weeks that may mean harm.", "Flag", ("Cases",), rows)


def _overridden(session: Session) -> Numbers:
    """How often people disagree with each rule."""
    most = disagreement_by_rule(session)[:_MOST]
    rows = tuple((words.code(row.gate), (row.disagreed, row.reviewed - row.disagreed)) for row in most)
    about = "How often caseworkers disagreed and agreed with each rule."
    return Numbers("overridden", "Where recommendations were overridden", about, "Rule", ("Disagreed", "Agreed"), rows)


def _counts(session: Session, query: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in session.execute(query)}


def _bucket(parts: Sequence[tuple[ColumnElement[bool], Any]]) -> ColumnElement[Any]:
    """The value of the first condition that fits."""
    return case(*parts)


def _largest(found: Iterable[tuple[str, int]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The largest first; beyond ten, the rest in one row."""
    counts: Counter[str] = Counter()
    for label, count in found:
        counts[label] += count
    first, rest = counts.most_common()[:_MOST], counts.most_common()[_MOST:]
    rows: Mapping[str, int] = dict(first) | ({f"{len(rest)} others": sum(count for _, count in rest)} if rest else {})
    return tuple((label, (count,)) for label, count in rows.items())
