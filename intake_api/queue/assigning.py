"""Gives many cases to one person at once. A case that somebody changed meanwhile stays as it is, and is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from intake_api.cases.models import CLOSED, Case
from intake_api.casework import conflicts, work
from intake_api.casework.changing import Change
from intake_api.casework.forms import Nothing
from intake_api.casework.models import CaseAllocation
from intake_api.queue.conditions import Looking, in_reach
from intake_api.queue.fetching import Place
from intake_api.staff.models import StaffUser

MOST = 200  # cases in one go


@dataclass(slots=True)
class Assigned:
    """What became of the cases chosen, by reference: given, theirs already, changed meanwhile, and not found at all.

    `unexplained` are somebody's already, and nobody said why they change hands (SM-2.190), each with who has it.
    `queued` wait to be allocated, which has a page and checks of its own (SM-2.183). Nobody works on a `closed` one, and
    nobody is given one of which they declared a conflict of interest (`conflicted`).
    """

    given: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)  # with who has it now
    missing: int = 0
    unexplained: list[tuple[str, str]] = field(default_factory=list)
    queued: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    conflicted: list[str] = field(default_factory=list)


def assign(
    session: Session, chosen: Iterable[Place], *, assignee_id: int | None, names: dict[int, str], user: StaffUser,
    looking: Looking, now: datetime, reason: str = "",
) -> Assigned:  # fmt: skip
    """Assigns cases, each chosen as (version seen, number), with all that follows on a case's own page (`casework.work`).

    `user` assigns; `reason` is for those that change hands. Commit is the caller's.
    """
    wanted = {place.id: place.key for place in list(chosen)[:MOST]}
    taker = session.get_one(StaffUser, assignee_id) if assignee_id is not None else None
    waiting = _in_the_queue(session, list(wanted))
    conflicted = conflicts.fetch_cases_with_one(session, list(wanted), taker.username) if taker else frozenset()
    cases = _fetch(session, list(wanted), looking)
    done = Assigned(missing=len(wanted) - len(cases))
    for case_id, reference, version, had, status in cases:
        is_fresh = version == wanted[case_id]
        if is_fresh and had == assignee_id:
            done.theirs.append(reference)
        elif is_fresh and status == CLOSED:
            done.closed.append(reference)
        elif case_id in waiting and taker is not None:
            done.queued.append(reference)
        elif case_id in conflicted:
            done.conflicted.append(reference)
        elif is_fresh and None not in (had, assignee_id) and not reason:
            done.unexplained.append((reference, _name(names, had)))
        elif is_fresh and _take(session, case_id, version):
            _give(session, case_id, taker, user, now, reason)
            done.given.append(reference)
        else:
            holder = session.scalar(select(Case.assignee_id).where(Case.id == case_id))
            done.changed.append((reference, _name(names, holder)))
    return done


def _give(session: Session, case_id: int, taker: StaffUser | None, user: StaffUser, now: datetime, reason: str) -> None:
    """As it is given on its own page: with its status, the tasks that begin then (SM-2.212, 2.226), the trace and the reason."""
    change = Change(session, session.get_one(Case, case_id, populate_existing=True), user, now)
    if taker is None:
        work.give_back(change, Nothing())
    else:
        work.hand_over(change, taker, reason or None)
    session.flush()


def _fetch(session: Session, ids: list[int], looking: Looking) -> Sequence[Any]:
    reach = [] if looking.reach is None else [in_reach(looking.reach)]
    return session.execute(
        select(Case.id, Case.reference, Case.version, Case.assignee_id, Case.status)
        .where(Case.id.in_(ids), *reach)
        .order_by(Case.id)
    ).all()


def _in_the_queue(session: Session, ids: list[int]) -> set[int]:
    waits = CaseAllocation.case_id.in_(ids), CaseAllocation.left_at.is_(None)
    return set(session.scalars(select(CaseAllocation.case_id).where(*waits)))


def _take(session: Session, case_id: int, version: int) -> bool:
    """False where somebody was faster: the database decides, by the version."""
    taken = update(Case).where(Case.id == case_id, Case.version == version).values(version=version + 1)
    done = session.execute(taken, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount == 1


def _name(names: dict[int, str], user_id: int | None) -> str:
    return names.get(user_id, "somebody") if user_id else "nobody"
