"""At which stage of our process a case stands: one reading, for the status a person is shown, for letters and for calls.

The words of each stage stand once, in domain.yml: `utter_stage_<stage>` (its name) and `utter_stage_<stage>_means`.
"""

from __future__ import annotations

from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api import wording
from intake_api.cases.models import CLOSED, Case
from intake_api.casework.models import CaseAllocation
from intake_api.worksheets.models import CaseWorksheet
from service_model.casework.dispute_resolution import may_transfer
from service_model.worksheets.dispute_resolution import MediationSheet

Stage = Literal[
    "received", "intake", "early_consideration", "waiting", "primary_investigation", "dispute_resolution", "closed"
]  # fmt: skip
STAGES: tuple[Stage, ...] = get_args(Stage)
EARLY = "early_consideration_team"  # where triage passes a case to (SM-1.22, 2.80)
_RECEIVED = "received"


def stage_of(session: Session, case: Case) -> Stage:
    """The stage, from the work on the case alone: who has it, where it was passed, which sheets are open (SM-1.34, 2.103)."""
    if case.status == CLOSED:
        return "closed"
    if _is_in_mediation(session, case):
        return "dispute_resolution"
    early = _newest(session, case, "early_consideration")
    if early is not None and not early.is_finished:
        return "early_consideration"
    passed = session.scalars(
        select(CaseAllocation).where(CaseAllocation.case_id == case.id).order_by(CaseAllocation.id.desc()).limit(1)
    ).first()
    if passed is None:
        return "received" if case.status == _RECEIVED else "intake"
    if passed.passed.get("goes_to") == EARLY and early is None:
        return "early_consideration"
    return "waiting" if passed.left_at is None else "primary_investigation"


def stage_shown(stage: Stage, steps: tuple[str, ...]) -> Stage:
    """The stage where a case system told us of steps that the work here does not show: `steps`, the oldest first."""
    if steps and steps[-1] == "closed":
        return "closed"
    return "intake" if stage == "received" and len(steps) > 1 else stage


def name(stage: str) -> str:
    """What the stage is called, in the language of the request."""
    return wording.text(f"utter_stage_{stage}", "form")


def meaning(stage: str) -> str:
    """What happens at it, in plain words, in the language of the request."""
    return wording.text(f"utter_stage_{stage}_means", "form")


def _is_in_mediation(session: Session, case: Case) -> bool:
    """Both sides agreed to Dispute Resolution, and the agreement letters have not gone (SM-2.122, 2.127)."""
    row = _newest(session, case, "dispute_resolution")
    if row is None:
        return False
    sheet = MediationSheet.model_validate(row.answers)
    return may_transfer(sheet).status == "met" and not sheet.agreement_letters_sent


def _newest(session: Session, case: Case, kind: str) -> CaseWorksheet | None:
    query = select(CaseWorksheet).where(CaseWorksheet.case_id == case.id, CaseWorksheet.kind == kind)
    return session.scalars(query.order_by(CaseWorksheet.id.desc()).limit(1)).first()
