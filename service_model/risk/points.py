"""When an assessment is required: at four formal points, each before its step is taken (SM-10.13, 2.329, 3.125)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part
from service_model.risk.form import FormPoint
from service_model.risk.policy import RISK, Rating, RiskPolicy, Step

NAME = "formal_risk_assessment"


class MadeAssessment(Part):
    """An assessment that was made: for which point, when, with what rating."""

    made_on: date
    point: FormPoint | None = None
    rating: Rating | None = None


def formal_assessment(
    step: Step, made: Iterable[MadeAssessment], *, step_began_on: date | None, today: date, policy: RiskPolicy = RISK
) -> Finding:
    """The step waits for an assessment made at its point: for that point, and not before work on the step began.

    An assessment for the same point from before, or for another point, does not do.
    """
    row = policy.steps[step]
    own = [each for each in made if each.point == row.point and each.made_on <= today]
    if not own:
        reason = f"To {row.what}, make a formal risk assessment first."
        return not_met(NAME, reason, *row.paragraphs, needs=("assessment",), kind="policy")
    if step_began_on is None:
        reason = f"When did work begin to {row.what}? The assessment is made at that point."
        return cannot_tell(NAME, reason, *row.paragraphs, needs=("step_began_on",), kind="policy")
    last = max(each.made_on for each in own)
    if last < step_began_on:
        reason = f"The last assessment ({last:%-d %B %Y}) is from before this step. To {row.what}, make one now."
        return not_met(NAME, reason, *row.paragraphs, needs=("assessment",), kind="policy")
    return met(NAME, f"Assessed on {last:%-d %B %Y}.", *row.paragraphs, kind="policy")
