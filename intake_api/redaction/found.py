"""Finds a copy for who may see it, and records that it was seen."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake_api.audit import service as audit
from intake_api.cases.models import Case
from intake_api.casework.changing import RefusedError
from intake_api.clock import utc_now
from intake_api.problems import Problem
from intake_api.redaction import service
from intake_api.redaction.models import CaseCopy
from intake_api.staff.models import StaffUser
from intake_api.staff.reach import open_case


def find(session: Session, user: StaffUser, reference_text: str, copy_id: int) -> tuple[Case, CaseCopy]:
    """The case and its copy. Raises Problem 404 for a copy of another case, 403 for a case of another team."""
    case = open_case(session, user, reference_text, now=utc_now())
    try:
        return case, service.own(session, case, copy_id)
    except RefusedError as error:
        raise Problem(404, "No such copy", error.message) from None


def viewed(session: Session, case: Case, user: StaffUser, after: dict[str, str], action: str = "case_viewed") -> None:
    """Records it, and commits."""
    audit.record(session, actor=f"staff:{user.username}", action=action, at=utc_now(), subject=case.reference, after=after)
    session.commit()
