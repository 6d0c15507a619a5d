"""What a page of the queue shows of its cases: nothing that the story says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import PRIORITISED, RISK_FIRST, Case
from intake_api.cases.service import RISK_SIGNALS
from intake_api.clock import london_day
from intake_api.queue import words as queue_words
from intake_api.queue.conditions import Looking
from intake_api.queue.marks import ADJUSTMENT, FLAG
from intake_api.queue.models import CaseMark
from intake_api.staff import words
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Action, Role, may

_COLUMNS = (
    Case.id, Case.reference, Case.version, Case.status, Case.priority, Case.risk, Case.outcome, Case.received_at, Case.due_on,
    Case.complainant_name, Case.organisation, Case.assignee_id,
)  # fmt: skip
_SOON = timedelta(days=2)


def fetch_rows(session: Session, ids: Sequence[int], looking: Looking) -> list[dict[str, Any]]:
    """The rows of a page, in the order of the numbers."""
    today, names = london_day(looking.now), usernames(session)
    marks = fetch_marks(session, ids)
    cases = {case.id: case for case in session.execute(select(*_COLUMNS).where(Case.id.in_(ids)))}
    return [_row(cases[number], marks[number], names, today) for number in ids if number in cases]


def fetch_marks(session: Session, ids: Sequence[int]) -> Mapping[int, dict[str, list[str]]]:
    """The marks of some cases: number to kind to names, in the order of the alphabet."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: {FLAG: [], ADJUSTMENT: []})
    query = select(CaseMark.case_id, CaseMark.kind, CaseMark.name).where(CaseMark.case_id.in_(ids)).order_by(CaseMark.name)
    for case_id, kind, name in session.execute(query):
        found[case_id].setdefault(kind, []).append(name)
    return found


def usernames(session: Session) -> dict[int, str]:
    """Every member of staff by number, those who left too: their cases are still theirs until somebody takes them."""
    return {row.id: row.username for row in session.execute(select(StaffUser.id, StaffUser.username))}


def assignees(session: Session) -> dict[int, str]:
    """Who may be given a case: who may work on one, and is here."""
    workers = [role for role in Role if may(role, Action.CHANGE_CASE)]
    query = select(StaffUser.id, StaffUser.username).where(StaffUser.is_active, StaffUser.role.in_(workers))
    return {row.id: row.username for row in session.execute(query.order_by(StaffUser.username))}


def due_in_words(due_on: date | None, today: date) -> tuple[str, str]:
    """The day due as the queue shows it, and the colour of its tag ('' for none)."""
    if due_on is None:
        return "No day set", ""
    if due_on < today:
        return f"Overdue since {short(due_on, today)}", "govuk-tag--red"
    if due_on == today:
        return "Today", "govuk-tag--orange"
    return short(due_on, today), "govuk-tag--yellow" if due_on <= today + _SOON else ""


def short(day: date, today: date) -> str:
    """5 Mar; with the year, where it is another one. A column of days has no room for whole months."""
    return f"{day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")


def _row(case: Any, marks: Mapping[str, list[str]], names: Mapping[int, str], today: date) -> dict[str, Any]:
    due, colour = due_in_words(case.due_on, today)
    flags = sorted(marks[FLAG], key=lambda name: name not in RISK_SIGNALS)
    return {
        "id": case.id, "version": case.version, "reference": case.reference,
        "received": short(london_day(case.received_at), today),
        "organisation": case.organisation or "Organisation not known", "complainant": case.complainant_name or "Name not given",
        "is_urgent": case.priority == RISK_FIRST, "has_priority": case.priority == PRIORITISED,
        "risk": words.code(case.risk, ""), "status": words.code(case.status),
        "outcome": words.code(case.outcome, "Open question"), "flags": [words.code(name) for name in flags],
        "adjustments": [queue_words.code(ADJUSTMENT, name) for name in marks[ADJUSTMENT]], "due": due, "due_colour": colour,
        "assignee": names.get(case.assignee_id, "") if case.assignee_id else "",
    }  # fmt: skip
