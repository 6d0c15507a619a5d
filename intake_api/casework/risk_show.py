"""What the Risk tab shows: risks with their versions, plans, assessments, prompts, who manages the risk."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import assessing, matching, senior
from intake_api.casework import risk as risks_
from intake_api.casework import work as work_
from intake_api.casework.models import CaseAssessment, CaseRisk
from intake_api.casework.words import code
from intake_api.staff.reach import visible_to
from service_model.risk.following import suggested_mitigation
from service_model.risk.policy import CATEGORIES, RATINGS, RISK, Rating
from service_model.risk.prompts import prompts

_CELLS = {"low": "Low", "medium_or_low": "Medium or low", "high": "High"}


def shown(view: Any) -> dict[str, Any]:
    """Everything the tab is drawn from."""
    session, case = view.session, view.case
    rows = risks_.fetch(session, case)
    open_ = [each for each in rows if each.closed_on is None]
    return {
        "risks": rows, "versions": risks_.fetch_versions(session, case), "assessments": assessing.fetch(session, case),
        "suggested": case.determinations[-1].body.get("triage", {}).get("risks", []), "matrix": matrix(),
        "likelihoods": [RISK.likelihood.label(each.level) for each in RISK.likelihood.levels],
        "impacts": [RISK.impact.label(each.level) for each in RISK.impact.levels],
        "outcomes": RISK.mitigation_outcomes, "categories": {name: RISK.categories[name] for name in CATEGORIES},
        "examples": RISK.impact_examples, "factors": RISK.external_factors,
        "suggestions": {each.id: suggested_mitigation(risks_.as_rules_read(each)) for each in open_},
        "prompts": prompts(risks_.as_rules_read(each) for each in open_),
        "monitor_notes": risks_.fetch_monitor_notes(session, case), "management": management(session, case),
        "found": matching.find_for_case(session, case, within=visible_to(view.user)),
        "is_for_review": assessing.is_for_review,
    }  # fmt: skip


def management(session: Session, case: Case) -> dict[str, str]:
    """Who manages the risk, and to whom it is reported (SM-10.4, 10.65)."""
    owner, oversight = work_.assignee(session, case) or "Nobody yet", senior.overseen_by(session, case)
    if case.risk not in RATINGS:
        return {"owner": owner, "reporting": "The case is not assessed yet.", "responsible": "", "oversight": oversight}
    rating: Rating = case.risk
    responsible = RISK.oversight.responsible if rating == "high" else ""
    what = RISK.supervision[rating].what
    return {"owner": owner, "reporting": what, "responsible": responsible, "oversight": oversight}


def matrix() -> list[list[str]]:
    """The matrix, the highest impact first."""
    return [
        [RISK.impact.label(row.level), *(_CELLS[RISK.cell(row.level, column.level)] for column in RISK.likelihood.levels)]
        for row in reversed(RISK.impact.levels)
    ]


def in_full(session: Session, case: Case) -> dict[str, Any]:
    """The risks, their plans with every version, and the assessments, as a case system reads them (SM-10.14, 10.26)."""
    versions = risks_.fetch_versions(session, case)
    return {
        "rating": case.risk, **management(session, case),
        "risks": [_risk(row, versions.get(row.id, [])) for row in risks_.fetch(session, case)],
        "assessments": [_assessment(row) for row in reversed(assessing.fetch(session, case))],
        "monitor": [
            {"text": note.text, "by": note.made_by, "at": note.made_at.isoformat()}
            for note in risks_.fetch_monitor_notes(session, case)
        ],
    }  # fmt: skip


def _risk(row: CaseRisk, versions: list[Any]) -> dict[str, Any]:
    kept = [{"number": each.number, "by": each.made_by, "at": each.made_at.isoformat(), **each.body} for each in versions]
    closed = row.closed_on.isoformat() if row.closed_on else None
    return {**row.body, "id": row.id, "closed_on": closed, "versions": kept}


def _assessment(row: CaseAssessment) -> dict[str, Any]:
    return {
        "id": row.id, "point": row.point, "point_in_words": code(row.point), "rating": row.overall, "recorded": row.recorded,
        "by": row.made_by, "at": row.made_at.isoformat(), "agreed_by": row.agreed_by, "reviewed_by": row.reviewed_by,
        "form": row.form,
    }  # fmt: skip
