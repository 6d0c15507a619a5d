"""What a case begins its work with, made in the transaction in which it arrives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import matching
from intake_api.casework.models import CaseAdjustment, CaseTask
from intake_api.clock import london_day
from service_model.record import Complaint

SYSTEM = "system"
_WORDS = {"acknowledge_contact": "Acknowledge or answer.", "contact_if_not_progressed": "Make contact if it has not gone on."}


def begin_work(session: Session, case: Case, complaint: Complaint, determination: dict[str, Any], *, now: datetime) -> None:
    """The keys it is found by (SM-1.1), the adjustment in the person's words (SM-1.43), what is due from receipt. No commit."""
    matching.write_keys(session, case, complaint)
    made: dict[str, Any] = {"case_id": case.id, "made_by": SYSTEM, "made_at": now}
    if complaint.complainant.adjustments:
        session.add(CaseAdjustment(**made, requested=complaint.complainant.adjustments, requested_on=london_day(now)))
    days = []
    for row in determination.get("triage", {}).get("deadlines", []):
        days.append(date.fromisoformat(row["by"]))
        what, paragraph = _WORDS.get(row["name"], row["name"].replace("_", " ")), row["paragraphs"][0]
        session.add(CaseTask(**made, kind=row["name"], what=what, due_on=days[-1], paragraph=paragraph))
    case.due_on = min(days, default=None)
