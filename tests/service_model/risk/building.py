"""Risks and forms for the tests, with sensible defaults: `a_form(a_risk(impact="critical"))`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from service_model.risk import Assessment, Risk, RiskForm, TemporaryRating, assess
from service_model.risk.policy import CATEGORIES

TODAY = date(2026, 3, 2)
LONDON = ZoneInfo("Europe/London")
A_PLAN = {
    "outcome": "reduce",
    "action": "Ask an advocate to support them.",
    "why_it_lowers": "They are no longer alone with it.",
    "if_it_happens": "Tell the advocate and use the disclosure policy.",
}
NO_PLAN = {"if_it_happens": "Tell the advocate and use the disclosure policy."}
LEVELS = {"low": ("minor", "unlikely"), "medium or low": ("moderate", "likely"), "high": ("critical", "likely")}
MEDIUM = {"rating": "medium", "reasons": "Nothing lowers it."}


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """A moment in March 2026, in London."""
    return datetime(2026, 3, day, hour, minute, tzinfo=LONDON)


def a_risk(**facts: Any) -> Risk:
    """A low risk to a person that goes on; a fact of None takes the default away."""
    defaults = {
        "category": "people",
        "description": "Worsening depression linked to the complaint",
        "timing": "now_and_continuing",
        "relates_to_case": True,
        "impact": "minor",
        "likelihood": "unlikely",
        "mitigation": NO_PLAN,
    }
    return Risk.model_validate({name: value for name, value in {**defaults, **facts}.items() if value is not None})


def rated(before: str, after: str | None = None, **facts: Any) -> Risk:
    """A risk with ratings: 'low', 'medium' (chosen where the matrix leaves it open), 'medium or low' (open) or 'high'."""
    found: dict[str, Any] = {"mitigation": A_PLAN}
    for rating, suffix in ((before, ""), (after, "_after")):
        if rating:
            found["impact" + suffix], found["likelihood" + suffix] = LEVELS["medium or low" if rating == "medium" else rating]
        if rating == "medium":
            found["choice" + suffix] = MEDIUM
    return a_risk(**{**found, **facts})


def a_form(*risks: Risk, **facts: Any) -> RiskForm:
    """A form that is whole but for what the test is about: no risk elsewhere, conflicts asked, no risk explained."""
    defaults = {
        "no_risk_in": [each for each in CATEGORIES if all(risk.category != each for risk in risks)],
        "summary": "There is no sign of another risk at this stage.",
        "casework_staff_conflict": False,
        "senior_staff_conflict": False,
        "earlier_service_complaint": False,
        "who_else_should_know": "Nobody else.",
    }
    return RiskForm.model_validate({**defaults, "risks": [risk.model_dump() for risk in risks], **facts})


def assessed(*risks: Risk, today: date = TODAY, temporary: tuple[TemporaryRating, ...] = (), **facts: Any) -> Assessment:
    """What such a form adds up to."""
    return assess(a_form(*risks, **facts), today=today, temporary=temporary)


def duty_names(found: Assessment) -> list[str]:
    """The duties that follow, by name."""
    return [duty.name for duty in found.duties]
