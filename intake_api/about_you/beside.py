"""What a caseworker sees beside the Public Value Model: what the person told us, or that they did not. Never a score."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake_api.about_you import service
from intake_api.about_you.pages import told
from intake_api.cases.models import Case
from intake_api.staff.roles import Action, may
from intake_api.worksheets.beside import Beside
from service_model.worksheets import About

HEADING = "What the person told us about themselves"
NOT_GIVEN = "Not given. They need not answer, and it means nothing for the complaint."
FOR_OTHERS = "Your role does not see this."
OPEN = "It is what they said, not a score. The question about underrepresented groups stays yours to answer."
VIEWED = "about_you_viewed"


def what_they_told(session: Session, case: Case, about: About) -> Beside:
    """Their answers, for the roles that may see them; each look at them leaves a trace (SM-2.82, 2.83)."""
    if not may(about.role, Action.VIEW_ABOUT_YOU):
        return Beside(HEADING, ({"label": "Answers", "value": FOR_OTHERS},))
    row = service.fetch(session, case)
    rows = told(row) if row else []
    if not rows:
        return Beside(HEADING, ({"label": "Answers", "value": NOT_GIVEN},))
    shown = [{"label": label, "value": value, "source": "said by the complainant"} for label, value in rows]
    return Beside(HEADING, (*shown, {"label": "Please note", "value": OPEN, "source": "SM-2.82, SM-2.83"}), trace=VIEWED)
