"""What a decision rests on, kept with it as it was then: evidence, rules, reasons (SM-1.16)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases import handing_off
from intake_api.cases.models import Case
from intake_api.casework.models import CaseComponent, CaseDecision
from intake_api.evidence import for_staff
from service_model.determination import Finding
from service_model.findings import in_order


def of(
    session: Session, case: Case, checks: Sequence[Finding], components: Sequence[CaseComponent], *, why: str | None
) -> dict[str, Any]:
    """The files on the case and what components relied on; every rule that was asked, with its answer; why it was decided so."""
    files = [row["name"] for row in for_staff.case_files(session, case.conversation_id)]
    rules = [
        {"gate": row["gate"], "status": row["status"], "paragraphs": list(row["paragraphs"])}
        for row in case.determinations[-1].body["findings"]
    ] + [{"gate": each.gate, "status": each.status, "paragraphs": list(each.paragraphs)} for each in checks]
    return {
        "evidence": files + [each.material_evidence for each in components if each.material_evidence],
        "rules": rules, "paragraphs": list(in_order(paragraph for rule in rules for paragraph in rule["paragraphs"])),
        "reasons": [each for each in (why, *(row.explanation for row in components)) if each],
    }  # fmt: skip


def decisions(session: Session, case: Case) -> list[dict[str, Any]]:
    """Every overall decision of the case with what it rests on, the oldest first."""
    rows = session.scalars(select(CaseDecision).where(CaseDecision.case_id == case.id).order_by(CaseDecision.id))
    return [
        {"kind": each.kind, "closure_code": each.closure_code, "state": each.state, "by": each.made_by,
         "at": each.made_at.isoformat(), "why": each.why, "approved_by": each.approved_by, "guidance": each.guidance,
         **each.basis}
        for each in rows
    ]  # fmt: skip


handing_off.SECTIONS["decisions"] = decisions
