"""Conflicts of interest of the staff who work on a case: each says for themselves; who has one does not work on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseConflict


class Declared(Filled):
    """One's own answer. With a conflict, what it is."""

    has_conflict: bool
    what: Annotated[str, Field(max_length=2000)] | None = None


def declare(change: Change, form: Declared) -> None:
    """Keeps the answer. Whoever declares a conflict gives the case back at once."""
    if form.has_conflict and not form.what:
        raise RefusedError("Say briefly what the conflict is.", "what")
    change.session.add(CaseConflict(**change.stamp(), has_conflict=form.has_conflict, what=form.what))
    change.trace("conflict_declared", conflict="yes" if form.has_conflict else "no")
    if form.has_conflict and change.case.assignee_id == change.user.id:
        change.case.assignee_id = None
        change.trace("case_given_back", before={"assignee": change.by}, assignee=None)


def fetch_declared(session: Session, case: Case) -> list[CaseConflict]:
    """What everybody said last, in the order of the names."""
    rows = session.scalars(select(CaseConflict).where(CaseConflict.case_id == case.id).order_by(CaseConflict.id))
    newest = {row.made_by: row for row in rows}
    return [newest[name] for name in sorted(newest)]


def answer_of(session: Session, case: Case, username: str) -> bool | None:
    """Has this person a conflict of interest? None while they have not said."""
    return next((row.has_conflict for row in fetch_declared(session, case) if row.made_by == username), None)


def fetch_cases_with_one(session: Session, case_ids: Sequence[int], username: str) -> frozenset[int]:
    """Of these cases, those on which this person last said that they have a conflict."""
    mine = select(CaseConflict.case_id, CaseConflict.has_conflict).where(
        CaseConflict.case_id.in_(case_ids), CaseConflict.made_by == username
    )
    newest = {row.case_id: row.has_conflict for row in session.execute(mine.order_by(CaseConflict.id))}
    return frozenset(case_id for case_id, has_conflict in newest.items() if has_conflict)


def refuse_who_has_one(session: Session, case: Case, username: str) -> None:
    """Raises RefusedError for somebody who declared a conflict on this case."""
    if answer_of(session, case, username):
        raise RefusedError(f"{username} has declared a conflict of interest on this case. Choose somebody else.", "to")
