"""A case that was made on a call belongs to whoever took the call, until it is given on (SM-1.2)."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from intake_api.audit import service as audit
from intake_api.calls.models import Call
from intake_api.cases.models import Case
from intake_api.clock import utc_now
from intake_api.conversations.talk import Talk
from intake_api.db.base import start_writing
from intake_api.outbox.telling import tell
from intake_api.staff.models import StaffUser


def own_new_case(sessions: sessionmaker[Session], call: Call, talk: Talk) -> None:
    """Gives a case nobody has touched yet to the member of staff whose call made it. Once; does nothing for any other."""
    if not talk.reference:
        return
    with sessions() as session:
        start_writing(session)
        user = session.get_one(StaffUser, call.staff_id)
        untouched = Case.reference == talk.reference, Case.version == 1, Case.assignee_id.is_(None)
        case = session.scalars(select(Case).where(*untouched)).one_or_none()
        if case is None:
            return
        given = {"assignee_id": user.id, "team": user.team or case.team, "version": 2}
        if session.execute(update(Case).where(*untouched).values(given)).rowcount == 1:  # type: ignore[attr-defined]
            now, after = utc_now(), {"assignee": user.username, "version": "2"}
            audit.record(
                session, actor=f"staff:{user.username}", action="case_assigned", at=now, subject=case.reference,
                before={"assignee": None}, after=after,
            )  # fmt: skip
            tell(session, reference=case.reference, action="case_assigned", role=user.role, at=now, after=after)
        session.commit()
