"""Which cases a member of staff may open: their team's, those of no team yet, and those they work on themselves.

Managers and above, the Legal Team and auditors see every team's (`see_every_team` in delegation.yaml).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.orm import Session

from intake_api.audit import service as audit
from intake_api.cases.models import Case
from intake_api.cases.router import find_case
from intake_api.problems import Problem
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Action, may

OTHER_TEAM = (
    "This case belongs to another team, so you cannot open it. If you need it for your work, ask a manager of that team. "
    "That you tried was recorded."
)


def may_see(user: StaffUser, case: Case) -> bool:
    """May this member of staff open this case?"""
    return (
        may(user.role, Action.SEE_EVERY_TEAM)
        or case.team is None
        or case.team == user.team
        or (case.assignee_id is not None and case.assignee_id == user.id)
    )


def visible_to(user: StaffUser) -> ColumnElement[bool]:
    """The same as a condition on `cases`, for every list and count of them."""
    return true() if may(user.role, Action.SEE_EVERY_TEAM) else or_(*(reason.condition for reason in reasons_to_see(user)))


class Reason(NamedTuple):
    """One reason to see a case: a condition on `cases`, and the column of which it asks one value."""

    condition: ColumnElement[bool]
    column: Any


def reasons_to_see(user: StaffUser) -> tuple[Reason, ...]:
    """Each reason by itself, for who may not see every team's: one of them is enough."""
    own_team = () if user.team is None else (Reason(Case.team == user.team, Case.team),)
    return Reason(Case.team.is_(None), Case.team), *own_team, Reason(Case.assignee_id == user.id, Case.assignee_id)


def open_case(session: Session, user: StaffUser, reference_text: str, *, now: datetime) -> Case:
    """The case a typed reference means, if this member of staff may see it; the way every page of a case begins.

    Raises Problem 404; or 403 for another team's case, after the try was recorded (that is committed).
    """
    case = find_case(session, reference_text)
    if may_see(user, case):
        return case
    session.rollback()
    audit.record(session, actor=f"staff:{user.username}", action="refused_by_team", at=now, subject=case.reference)
    session.commit()
    raise Problem(403, "Another team's case", OTHER_TEAM)
