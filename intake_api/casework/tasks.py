"""Tasks with the day by which they are due; `cases.due_on` is always the nearest day of the open ones."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseTask
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Action, Role, may
from service_model import PHSO
from service_model.authority import Deadline
from service_model.deadlines import due, london_day, working_days_after

MANAGERS = (Role.MANAGER, Role.ASSISTANT_DIRECTOR, Role.SENIOR_DECISION_MAKER)
"""A manager, and who is above one on the line (SM-intro-6a)."""


class NewTask(Filled):
    """A task of one's own: by a day, or in so many working days."""

    what: Annotated[str, Field(max_length=500)]
    due_on: date | None = None
    working_days: Annotated[int, Field(ge=0, le=400)] | None = None


class TaskId(Filled):
    """Which task."""

    id: int


def add(change: Change, form: NewTask) -> None:
    """Adds a task. A day that is over, or a day and a number at once, is refused."""
    if form.due_on and form.working_days is not None:
        raise RefusedError("Give a day or a number of working days, not both.", "due_on")
    by = form.due_on or (working_days_after(change.today, form.working_days) if form.working_days is not None else None)
    if by and by < change.today:
        raise RefusedError("That day is over. Give today or a later day.", "due_on")
    open_task(change, kind="own", what=form.what, due_on=by)


def open_task(
    change: Change, *, kind: str, what: str, due_on: date | None = None, paragraph: str | None = None, role: Role | None = None,
    about: str | None = None,
) -> CaseTask | None:  # fmt: skip
    """Opens a task and traces it; None where one of the same kind and words is open already. `about`: what goes with it."""
    same = select(CaseTask).where(
        CaseTask.case_id == change.case.id, CaseTask.kind == kind, CaseTask.what == what, CaseTask.done_at.is_(None)
    )
    if change.session.scalars(same.limit(1)).first() is not None:
        return None
    task = CaseTask(**change.stamp(), kind=kind, what=what[:500], due_on=due_on, paragraph=paragraph, role=role, about=about)
    change.session.add(task)
    change.session.flush()
    change.trace("task_opened", task=kind, role=role, due_on=due_on.isoformat() if due_on else None)
    keep_nearest_day(change.session, change.case)
    return task


def finish_own(change: Change, form: TaskId) -> None:
    """Marks a task done: one of the case by whoever may change it, one of a role by that role or a manager.

    One that is done already, or another case's, is refused.
    """
    task = change.session.get(CaseTask, form.id)
    if task is None or task.case_id != change.case.id or task.done_at is not None:
        raise RefusedError("This case has no such open task. Somebody may have finished it.")
    if not may_finish(task, Role(change.user.role)):
        raise RefusedError("This task is not for your role.")
    _finish(change, task)


def may_finish(task: CaseTask, role: Role) -> bool:
    """A role's task is for that role or a manager; any other for whoever may change the case."""
    if task.role is None:
        return may(role, Action.CHANGE_CASE)
    return role == task.role or role in MANAGERS


def finish_kind(change: Change, kind: str) -> None:
    """Marks every open task of a kind done: what it asked for has happened."""
    for task in fetch_open(change.session, change.case):
        if task.kind == kind:
            _finish(change, task)


def fetch_open(session: Session, case: Case) -> list[CaseTask]:
    """The open tasks: those with a day first, the nearest before all."""
    query = select(CaseTask).where(CaseTask.case_id == case.id, CaseTask.done_at.is_(None))
    return list(session.scalars(query.order_by(CaseTask.due_on.is_(None), CaseTask.due_on, CaseTask.id)))


def fetch_done(session: Session, case: Case) -> list[CaseTask]:
    """The tasks that are done, the latest first."""
    query = select(CaseTask).where(CaseTask.case_id == case.id, CaseTask.done_at.is_not(None))
    return list(session.scalars(query.order_by(CaseTask.done_at.desc(), CaseTask.id.desc()).limit(50)))


def was_opened(session: Session, case: Case, kind: str) -> bool:
    """Was there ever a task of this kind on the case, done or not?"""
    return (
        session.scalars(select(CaseTask.id).where(CaseTask.case_id == case.id, CaseTask.kind == kind).limit(1)).first()
        is not None
    )


def fetch_open_of_role(session: Session, role: Role, *, limit: int = 100) -> list[tuple[CaseTask, str]]:
    """The open tasks of a role on all cases, each with its case's reference: what the Legal Team has to look at."""
    query = select(CaseTask, Case.reference).join(Case, Case.id == CaseTask.case_id)
    query = query.where(CaseTask.role == role, CaseTask.done_at.is_(None))
    rows = session.execute(query.order_by(CaseTask.due_on.is_(None), CaseTask.due_on, CaseTask.id).limit(limit))
    return [(task, reference) for task, reference in rows]


def fetch_for(session: Session, user: StaffUser, *, within: ColumnElement[bool], limit: int = 30) -> list[tuple[CaseTask, str]]:
    """What this member of staff has to do: on the cases that are theirs, and what is for their role, the nearest day first."""
    query = select(CaseTask, Case.reference).join(Case, Case.id == CaseTask.case_id)
    theirs = or_(and_(CaseTask.role.is_(None), Case.assignee_id == user.id), CaseTask.role == user.role)
    query = query.where(theirs, CaseTask.done_at.is_(None), within)
    rows = session.execute(query.order_by(CaseTask.due_on.is_(None), CaseTask.due_on, CaseTask.id).limit(limit))
    return [(task, reference) for task, reference in rows]


def last_day(name: str, event: date | datetime) -> date:
    """The last day inside a deadline of the guidance, counted from an event."""
    return london_day(due(deadline(name), event))


def deadline(name: str) -> Deadline:
    """The guidance's deadline of that name."""
    return PHSO.deadlines[name]


def keep_nearest_day(session: Session, case: Case) -> None:
    """Writes the nearest day of the open tasks to the case; none while nothing with a day is open."""
    nearest = select(func.min(CaseTask.due_on)).where(CaseTask.case_id == case.id, CaseTask.done_at.is_(None))
    case.due_on = session.scalar(nearest)


def _finish(change: Change, task: CaseTask) -> None:
    task.done_by, task.done_at = change.by, change.at
    change.session.flush()
    change.trace("task_done", task=task.kind)
    keep_nearest_day(change.session, change.case)
