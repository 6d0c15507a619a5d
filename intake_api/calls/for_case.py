"""What a case's page shows of its calls: the notes as they were written, how each ended, what was promised."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.calls.desk import fetch_calls_of_case
from intake_api.calls.models import CallBack
from intake_api.calls.outcomes import CONSENTS, ENDINGS
from intake_api.cases.models import Case

_YES_NO = {True: "Yes", False: "No", None: "Not recorded"}


def case_calls(session: Session, case: Case) -> list[dict[str, Any]]:
    """The calls of a case, in order, in words."""
    found = fetch_calls_of_case(session, case)
    due = {row.call_id: row for row in session.scalars(select(CallBack).where(CallBack.call_id.in_([call.id for call in found])))}
    return [
        {
            "id": call.id, "at": call.started_at, "note": call.note, "ended": ENDINGS.get(call.ended_by or "", "Not recorded"),
            "decision": _YES_NO[call.decision_given], "in_writing": _YES_NO[call.written_wanted],
            "form": _YES_NO[call.form_completed], "joint": CONSENTS.get(call.joint_consent or "", "Not recorded"),
            "call_back": due.get(call.id),
        }
        for call in found
    ]  # fmt: skip
