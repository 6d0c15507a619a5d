"""What the case shows of the high risk process: who oversees it, and what closing waits for (SM-10.65, 10.70, 10.71)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.worksheets import about as about_
from intake_api.worksheets import service
from intake_api.worksheets.ombudsman import OVERSIGHT, TITLES, maker_of
from service_model.determination import Finding
from service_model.worksheets.senior_oversight import senior_decision_is_shown


def overseen_by(session: Session, case: Case) -> str:
    """Who oversees the case; empty while nobody does."""
    held = next((row for row in service.fetch_newest(session, case) if row.kind == OVERSIGHT and row.is_finished), None)
    if held is None:
        return ""
    who = TITLES.get(maker_of(held), "")
    return ", ".join(part for part in (who, str(held.answers.get("name") or "")) if part)


def before_closing(session: Session, case: Case, *, now: datetime) -> tuple[Finding, ...]:
    """What a senior decision needs on the case before it closes (SM-10.70, 10.71)."""
    return senior_decision_is_shown(about_.make(session, case, None, now, rows=service.fetch_newest(session, case)))
