"""What staff say at the two ends of a call about a case: who they are, where the case stands, how to reach them (SM-2.103)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake_api import wording
from intake_api.calls.models import Call
from intake_api.case_status.stages import meaning, stage_of
from intake_api.cases.models import Case
from intake_api.casework.work import MORE_NEEDED
from intake_api.conversations.contacts import office
from intake_api.staff.models import StaffUser


@dataclass(frozen=True, slots=True)
class Opening:
    """The lines, ready to be read out. `stage` is None on a call about no case yet, `reach` where no direct contact is known."""

    introduction: str
    stage: str | None
    reach: str | None


def opening(session: Session, call: Call, user: StaffUser) -> Opening:
    """The lines for this call and this member of staff."""
    case = session.get(Case, call.case_id) if call.case_id else None
    said = {"caseworker": user.shown_name, "office": office().name, "contact": user.direct_contact or ""}
    return Opening(
        wording.text("utter_call_introduction", "phone", **said),
        where_it_stands(session, case) if case else None,
        wording.text("utter_call_reach", "phone", **said) if user.direct_contact else None,
    )


def where_it_stands(session: Session, case: Case) -> str:
    """The stage as the person is told it everywhere else too, and that more is needed from them where it is."""
    said = meaning(stage_of(session, case))
    return f"{said} {wording.text('utter_status_more_needed_means')}" if case.status == MORE_NEEDED else said
