"""What the room of casework adds to the hand-off record: each section as a case system reads it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from intake_api.cases import handing_off
from intake_api.cases.models import Case
from intake_api.cases.service import with_evidence
from intake_api.casework import adjustments, allocating, asking, earlier, linking, parties, reasons, risk_show
from intake_api.worksheets import service
from intake_api.worksheets.models import CaseWorksheet
from service_model.casework.not_properly_made import delivery_method
from service_model.casework.triage import confirmations
from service_model.record import Complaint


def complaint(_session: Session, case: Case) -> dict[str, Any]:
    """What happened, what it did to them and what they want: three fields, each in their own words (SM-1.11)."""
    told = Complaint.model_validate(case.record)
    return {
        "complaint_summary": told.story, "injustice_claimed": told.injustice, "desired_outcomes": told.outcome_sought,
        "delivery_method": delivery_method(told),
    }  # fmt: skip


def triage(session: Session, case: Case) -> dict[str, Any]:
    """The category with its confirmations, and the decision where the case goes, by whom and when (SM-1.22, 1.38, 2.80)."""
    entry = allocating.fetch_newest(session, case)
    if entry is None:
        return {}
    passed = entry.passed
    return {
        "category": entry.category, "confirmations": confirmations(entry.category),  # type: ignore[arg-type]
        "confirmed_on": entry.confirmed_on.isoformat() if entry.confirmed_on else None,
        "allocation": {
            "goes_to": passed["goes_to"], "why": passed.get("why_there"), "by": entry.made_by, "at": entry.made_at.isoformat(),
        },
        "risk_assessment_required": passed["risk_assessment_required"], "why_now": passed.get("why_now"),
        "note_on_the_criteria": passed.get("criteria_note"), "given_to": entry.given_to,
    }  # fmt: skip


def accessibility(session: Session, case: Case) -> list[dict[str, Any]]:
    """The agreed adjustments (SM-1.43)."""
    return [
        {
            "requested": row.requested, "basis": row.basis, "disability": row.disability,
            "decided_on": row.decided_on.isoformat() if row.decided_on else None,
        }
        for row in adjustments.fetch(session, case) if row.agreed
    ]  # fmt: skip


def consents(session: Session, case: Case) -> dict[str, Any]:
    """Each consent by itself: those of the first contact by purpose, those to pass the case on by body (SM-1.62)."""
    told = with_evidence(Complaint.model_validate(case.record), case.evidence)
    sheets = service.fetch_newest(session, case)
    passing_on = [row.answers for row in sheets if row.kind == "consent_to_refer" and row.is_finished]
    return {
        "purposes": [{"purpose": each.purpose, "given": each.given, "at": each.at.isoformat()} for each in told.consents],
        "bodies": {each["body"]: {"given": each["given"], "on": each["answered_on"]} for each in passing_on},
    }  # fmt: skip


def related(session: Session, case: Case) -> list[dict[str, Any]]:
    """The references of linked cases, whichever of the two made the link (SM-2.58)."""
    return [{"reference": each.reference, "kind": each.kind} for each in linking.fetch(session, case)]


def special_handling(session: Session, case: Case) -> dict[str, Any]:
    """The decision about priority: the reason, the manager and the day (SM-1.39)."""
    row = _sheet(session, case, "priority")
    if row is None:
        return {}
    said = row.answers
    return {
        "decision": said.get("decision"), "reason": said.get("reason"), "manager": said.get("discussed_with"),
        "date": said.get("discussed_on"), "by": row.made_by,
    }  # fmt: skip


def joint_working(session: Session, case: Case) -> dict[str, Any]:
    """The marker of a joint working case, and the other body (SM-1.50)."""
    row = _sheet(session, case, "joint_working")
    if row is None or not row.answers.get("confirmed"):
        return {}
    return {"joint working case": "yes", "other_body": row.answers.get("other_body")}


def _sheet(session: Session, case: Case, kind: str) -> CaseWorksheet | None:
    """The newest finished version of a worksheet of the case."""
    return next((row for row in service.fetch_newest(session, case) if row.kind == kind and row.is_finished), None)


def register() -> None:
    """Adds the sections to the hand-off record; once is enough, twice is harmless."""
    handing_off.SECTIONS.update({
        "complaint": complaint, "triage": triage, "accessibility and reasonable adjustment": accessibility,
        "special handling": special_handling,
        "joint working": joint_working, "consents": consents, "related_references": related,
        "complained_about": parties.complained_about, "people and organisations": parties.handed_off,
        "reasons": reasons.handed_off, "earlier_contacts": earlier.handed_off, "requests": asking.handed_off,
        "risk": risk_show.in_full,
    })  # fmt: skip
