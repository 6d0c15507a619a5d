"""Calls as rows: begin, find, list, and say in the audit trail what was done. Codes and field names only, never words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from intake_api.audit import service as audit
from intake_api.calls.models import ENDED, LATER, OPEN, Call, CallBack
from intake_api.cases.models import Case
from intake_api.clock import utc_now
from intake_api.db.base import start_writing
from intake_api.db.session import session_maker
from intake_api.problems import Problem
from intake_api.staff.guards import allowed
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.reach import open_case
from intake_api.staff.roles import Action

MayCall = Annotated[StaffSession, allowed(Action.TAKE_CALL)]
MOST_SHOWN = 50


def find_call(request: Request, call_id: str, staff: MayCall) -> Call:
    """The call at this address; 404 where there is none, 403 for one about another team's case that somebody else took.

    A dependency of routes, below their guard.
    """
    with session_maker(request)() as session:
        call = session.get(Call, call_id[:36])
        if call is None:
            raise Problem(404, "Not Found", "There is no such call. It may have been deleted because its caller did not agree.")
        if call.staff_id != staff.user_id and (reference := session.scalar(_its_case(call))) is not None:
            open_case(session, staff.user, reference, now=utc_now())
    return call


def _its_case(call: Call) -> Select[str]:
    """The reference of the case a call is about, or that was made on it."""
    about = Case.id == call.case_id if call.case_id is not None else Case.conversation_id == call.conversation_id
    return select(Case.reference).where(about).order_by(Case.id).limit(1)


CallAt = Annotated[Call, Depends(find_call)]


def begin(session: Session, *, conversation_id: str, staff: StaffSession, case: Case | None, now: datetime) -> Call:
    """A new call. Commit is the caller's."""
    call = Call(
        id=str(uuid.uuid4()), conversation_id=conversation_id, case_id=case.id if case else None, staff_id=staff.user_id,
        started_at=now,
    )  # fmt: skip
    session.add(call)
    session.flush()
    trace(session, call, staff, "call_begun", now)
    return call


def trace(
    session: Session, call: Call, staff: StaffSession, action: str, now: datetime, *,
    fields: Iterable[str] = (), after: Mapping[str, str | None] | None = None,
) -> None:  # fmt: skip
    """An entry of the audit trail about a call, and about its case where it has one."""
    case = session.get(Case, call.case_id) if call.case_id else None
    subject = case.reference if case else f"call:{call.id}"
    actor = f"staff:{staff.user.username}"
    audit.record(session, actor=actor, action=action, at=now, subject=subject, fields=fields, after=after)


def change(session: Session, call: Call, **values: object) -> None:
    """Writes columns of a call. Commit is the caller's."""
    session.execute(update(Call).where(Call.id == call.id).values(**values))


def go_on(sessions: sessionmaker[Session], call: Call) -> None:
    """A call that was put by is taken up again."""
    with sessions() as session:
        start_writing(session)
        change(session, call, status=OPEN)
        session.commit()


def fetch_call_under_way(session: Session, *, staff_id: int) -> Call | None:
    """The newest call of this member of staff that has not ended."""
    mine = select(Call).where(Call.staff_id == staff_id, Call.status != ENDED).order_by(Call.started_at.desc()).limit(1)
    return session.scalars(mine).first()


def fetch_unfinished(session: Session) -> list[tuple[Call, str]]:
    """Calls to be finished, with who took them: the oldest first."""
    query = select(Call, StaffUser.username).join(StaffUser, StaffUser.id == Call.staff_id).where(Call.status == LATER)
    return [(call, name) for call, name in session.execute(query.order_by(Call.started_at).limit(MOST_SHOWN))]


def fetch_promises(session: Session) -> list[tuple[CallBack, Call]]:
    """Call-backs that are still to be made, the nearest first."""
    query = select(CallBack, Call).join(Call, Call.id == CallBack.call_id).where(CallBack.made_at.is_(None))
    return [(promise, call) for promise, call in session.execute(query.order_by(CallBack.due_at).limit(MOST_SHOWN))]


def fetch_calls_of_case(session: Session, case: Case) -> list[Call]:
    """The calls a case was made on or that were about it, in order."""
    of_it = or_(Call.case_id == case.id, Call.conversation_id == (case.conversation_id or ""))
    return list(session.scalars(select(Call).where(of_it).order_by(Call.started_at)))
