"""How many cases the Ombudsman oversees, beside the choice of who oversees one more (SM-10.64)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import CLOSED, Case
from intake_api.worksheets.beside import Beside
from intake_api.worksheets.models import CaseWorksheet
from service_model.risk.oversight import OversightAllocation, decision_maker
from service_model.risk.policy import RISK
from service_model.worksheets import About

OVERSIGHT = "senior_oversight"
TITLES = {
    "ombudsman": "The Ombudsman", "deputy_ombudsman": "A deputy Ombudsman",
    "director_of_legal_and_professional_services": "The Director of Legal and Professional Services",
}  # fmt: skip


def cases_of_the_ombudsman(session: Session, *, but: int | None = None) -> int:
    """How many open cases the Ombudsman oversees, `but` one left aside."""
    query = select(CaseWorksheet).join(Case, Case.id == CaseWorksheet.case_id)
    newest: dict[int, CaseWorksheet] = {}
    for row in session.scalars(query.where(CaseWorksheet.kind == OVERSIGHT, Case.status != CLOSED).order_by(CaseWorksheet.id)):
        newest[row.case_id] = row
    return sum(maker_of(row) == "ombudsman" and row.case_id != but for row in newest.values())


def ombudsman_room(session: Session, case: Case, about: About) -> Beside:
    """The Ombudsman's cases and how many there may be, with who is suggested then (SM-10.64)."""
    held, most = cases_of_the_ombudsman(session, but=case.id), RISK.oversight.ombudsman_cases
    facts = about.own.facts.allocation if about.own else OversightAllocation()
    advice = decision_maker(facts.model_copy(update={"ombudsman_has_room": held < most}))
    said = TITLES.get(advice.choice or "", "To be judged")
    return Beside("The Ombudsman's cases", (
        {"label": "Overseen now", "value": f"{held} of {most}{' (a default number)' if RISK.oversight.assumed else ''}"},
        {"label": "Suggested", "value": f"{said}. {advice.reason}", "source": "SM-10.64"},
    ))  # fmt: skip


def maker_of(row: CaseWorksheet) -> str:
    """The role of whoever oversees the case; empty while nobody does."""
    allocation: dict[str, Any] = row.answers.get("allocation") or {}
    return str(allocation.get("decision_maker") or "")
