"""What stands beside the sheets of a primary investigation: where the case is, and what the Decision Form holds."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.worksheets.beside import Beside
from service_model.worksheets import About
from service_model.worksheets.first_conversation import CANDOUR, NEXT_STEPS, STAGE, is_about_candour
from service_model.worksheets.primary_decision import decision_form as on_the_form

_LABELS = {
    "evidence_outstanding": "Evidence", "summary": "Summary", "importance": "Importance", "going_forward": "Goes forward",
    "agreed_excluded": "Left out by agreement", "excluded_by_decision": "Left out by decision", "category": "Category",
}  # fmt: skip


def where_the_case_is(_session: Session, _case: Case, about: About) -> Beside:
    """What the caseworker tells the complainant: the stage reached and the two next steps (SM-2.219)."""
    steps = [{"label": f"Next step {place}", "value": words} for place, words in enumerate(NEXT_STEPS, 1)]
    candour = [{"label": "Duty of Candour", "value": CANDOUR}] if is_about_candour(about) else []
    return Beside("Where the case is", ({"label": "Stage", "value": STAGE}, *steps, *candour))


def decision_form(_session: Session, _case: Case, about: About) -> Beside | None:
    """What other sheets put on the Decision Form (SM-2.195, 2.197, 2.228, 2.231, 2.232)."""
    rows = [
        {"label": _LABELS.get(each.gate, "Noted"), "value": each.reason, "source": ", ".join(each.paragraphs)}
        for each in on_the_form(about)
    ]
    return Beside("On the Decision Form already", tuple(rows)) if rows else None
