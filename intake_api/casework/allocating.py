"""The central allocation queue (SM-2.182 to 2.184, 2.190).

A case keeps its place and its day of entry until somebody has it. The system suggests; a person allocates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from intake_api.cases.models import CLOSED, Case
from intake_api.casework import work
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseAllocation
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Role
from service_model.casework.triage import Category

READY = "ready_for_triage"
WORKS_ON: Mapping[Category, tuple[Role, ...]] = {
    "general": (Role.CASEWORKER, Role.SENIOR_CASEWORKER), "senior_caseworker": (Role.SENIOR_CASEWORKER,),
    "complex_and_significant": (Role.SENIOR_CASEWORKER,),
}  # fmt: skip
"""Who is suggested for a category (SM-2.182). The guidance names no role for complex and significant: senior caseworkers."""


class Allocated(Filled):
    """To whom a queued case is given."""

    to: Annotated[str, Field(max_length=80)]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who may have the case, with the open cases they have already."""

    username: str
    role: str
    open_cases: int


@dataclass(frozen=True, slots=True)
class Place:
    """A case in the queue: its place in its category from 1, and the people suggested."""

    number: int
    entry: CaseAllocation
    case: Case


def give(change: Change, form: Allocated) -> None:
    """Allocates a queued case to a named caseworker. One that the rules do not find ready now is refused (SM-2.183)."""
    entry = must_wait(change)
    if change.case.outcome != READY and not entry.passed.get("why_now"):
        words = work.words_of_outcome(change.case)
        raise RefusedError(f"This case is not ready for a caseworker ({words}), so it cannot be allocated (SM-2.183).", "to")
    user = change.session.scalars(select(StaffUser).where(StaffUser.username == form.to.casefold())).one_or_none()
    if user is None or user.username not in {each.username for each in suggestions(change.session, entry.category)}:
        words = "Choose somebody who works on this category. If nobody is free, the case keeps its place (SM-2.184)."
        raise RefusedError(words, "to")
    entry.left_at, entry.given_to = change.at, user.username
    work.assign(change, user)
    change.trace("case_allocated", category=entry.category, to=user.username)


def must_wait(change: Change) -> CaseAllocation:
    """Its place in the queue. Raises RefusedError for a case that has none."""
    entry = fetch_waiting(change.session, change.case)
    if entry is None:
        raise RefusedError("This case does not wait in the allocation queue. Somebody may have allocated it.", "to")
    return entry


def must_be_allocated(change: Change) -> CaseAllocation:
    """Its newest allocation. Raises RefusedError while it was not passed on."""
    entry = fetch_newest(change.session, change.case)
    if entry is None:
        raise RefusedError("This case was not passed on for allocation yet.")
    return entry


def suggestions(session: Session, category: str) -> list[Suggestion]:
    """The people of the roles that work on a category, who has fewest open cases first (SM-2.182)."""
    roles = WORKS_ON[category]  # type: ignore[index]
    held = select(Case.assignee_id, func.count().label("held")).where(Case.status != CLOSED).group_by(Case.assignee_id).subquery()
    query = select(StaffUser, func.coalesce(held.c.held, 0)).outerjoin(held, held.c.assignee_id == StaffUser.id)
    rows = session.execute(query.where(StaffUser.is_active, StaffUser.role.in_(roles))).all()
    return sorted(
        (Suggestion(user.username, user.role, count) for user, count in rows), key=lambda each: (each.open_cases, each.username)
    )


def fetch_queue(session: Session, *, within: ColumnElement[bool], category: str | None = None, limit: int = 200) -> list[Place]:
    """The cases that wait, in the order in which they came in, each with its place in its category (SM-2.184)."""
    query = select(CaseAllocation, Case).join(Case, Case.id == CaseAllocation.case_id)
    query = query.where(CaseAllocation.left_at.is_(None), within).order_by(CaseAllocation.made_at, CaseAllocation.id)
    if category:
        query = query.where(CaseAllocation.category == category)
    counted: dict[str, int] = {}
    places = []
    for entry, case in session.execute(query.limit(limit)):
        counted[entry.category] = counted.get(entry.category, 0) + 1
        places.append(Place(counted[entry.category], entry, case))
    return places


def fetch_waiting(session: Session, case: Case) -> CaseAllocation | None:
    """Its place in the queue, while it waits."""
    found = fetch_newest(session, case)
    return found if found is not None and found.left_at is None else None


def fetch_newest(session: Session, case: Case) -> CaseAllocation | None:
    """Its newest allocation, waiting or not."""
    query = select(CaseAllocation).where(CaseAllocation.case_id == case.id).order_by(CaseAllocation.id.desc()).limit(1)
    return session.scalars(query).first()
