"""How long calls are kept, and which answers on them become consents of the case."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Delete, Select, delete, func, select
from sqlalchemy.orm import Session

from intake_api import wording
from intake_api.calls.models import Call, CallBack
from intake_api.cases.models import Case, CaseConsent
from intake_api.conversations.models import ConsentRow, Conversation

KEEP_CALLS = timedelta(days=30)  # as long as a talk that came to nothing
SHARE = "share_with_other_ombudsman"
_ANSWERS = {"yes": True, "no": False}


def of_cases() -> Select[str]:
    """The talks of calls about a case: they stay with it, whatever became of the talk."""
    return select(Call.conversation_id).where(Call.case_id.is_not(None))


def expired(now: datetime) -> Delete:
    """Calls that belong to no case, 30 days after they ended or began, where nobody waits for a call-back any more."""
    kept = select(Conversation.id).where(Conversation.status.in_(("submitted", "submit_pending")))
    promised = select(CallBack.call_id).where(CallBack.made_at.is_(None), CallBack.due_at > now - KEEP_CALLS)
    return delete(Call).where(
        Call.case_id.is_(None), Call.conversation_id.not_in(kept), Call.id.not_in(promised),
        func.coalesce(Call.ended_at, Call.started_at) <= now - KEEP_CALLS,
    )  # fmt: skip


def keep_consent(session: Session, call: Call, answer: str | None, *, now: datetime) -> None:
    """Their answer about joint working becomes a consent of the case; before there is one, of its talk (SM-1.62).

    What stands there already is not written again. Who ended the call first has not answered. Commit is the caller's.
    """
    given = _ANSWERS.get(answer or "")
    if given is None:
        return
    made = {"purpose": SHARE, "given": given, "wording_version": wording.version("utter_ask_joint_working", "phone"), "at": now}
    case_id = call.case_id or session.scalar(select(Case.id).where(Case.conversation_id == call.conversation_id))
    if case_id is not None:
        newest = select(CaseConsent.given).where(CaseConsent.case_id == case_id, CaseConsent.purpose == SHARE)
        if session.scalars(newest.order_by(CaseConsent.id.desc()).limit(1)).first() is not given:
            session.add(CaseConsent(case_id=case_id, channel="phone", **made))
        return
    said = select(ConsentRow.given).where(ConsentRow.conversation_id == call.conversation_id, ConsentRow.purpose == SHARE)
    if session.scalars(said.order_by(ConsentRow.id.desc()).limit(1)).first() is not given:
        session.add(ConsentRow(conversation_id=call.conversation_id, channel="phone", **made))
