"""What is still missing from the file, shown before a decision: a prompt, never a block (SM-1.15, 1.23)."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.evidence import service as evidence
from intake_api.worksheets import reading, service
from intake_api.worksheets.kinds import KINDS
from service_model.casework.file_contents import FileFacts, missing_from_file
from service_model.record import Complaint

REQUESTS = "information_request"


def _telephones(complaint: Complaint) -> dict[str, str | None]:
    """The number of who the complaint is for, and of who makes it for them."""
    if complaint.complaining_for == "someone_else":
        return {"complainant_phone": complaint.aggrieved_phone, "representative_phone": complaint.complainant.phone}
    return {"complainant_phone": complaint.complainant.phone}


def from_file(session: Session, case: Case) -> list[str]:
    """The complaint responses and the consent that are not on file, and information asked for that has not come."""
    complaint = Complaint.model_validate(case.record)
    kinds = {each.kind for each in evidence.fetch_files(session, case.conversation_id)} if case.conversation_id else set()
    handlers = tuple(dict.fromkeys(each.organisation for each in complaint.issues if each.organisation))
    values: dict[str, Any] = {
        "handlers": handlers, "replies_on_file": handlers if "final_response" in kinds else (),
        "represented": complaint.complaining_for == "someone_else", "consent_on_file": "consent" in kinds, "form_completed": True,
        **_telephones(complaint),
    }  # fmt: skip
    asked = [
        reading.facts_of(KINDS[REQUESTS], row.answers) for row in service.fetch_newest(session, case) if row.kind == REQUESTS
    ]
    waiting = [getattr(each, "what", None) for each in asked if getattr(each, "status", None) == "open"]
    return [*missing_from_file(FileFacts(**values)), *(f"Asked for: {what}" for what in waiting if what)]
