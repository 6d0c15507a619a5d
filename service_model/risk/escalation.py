"""What follows a high rating: the manager at once, a reviewed plan, senior oversight (SM-10.32 to 10.35, 10.62 to 10.72)."""

from __future__ import annotations

from datetime import date

from service_model.determination import Finding
from service_model.duties import Duty
from service_model.findings import cannot_tell, met, not_met
from service_model.risk.form import FormPoint, RiskForm
from service_model.risk.overall import Ratings
from service_model.risk.plans import mitigation_plan
from service_model.risk.policy import RISK, RiskPolicy

_REVIEW_PARAGRAPHS: dict[FormPoint, tuple[str, ...]] = {
    "propose_or_decline": ("SM-3.126",),
    "investigation_confirmed": ("SM-5.50",),
    "provisional_views": ("SM-8.72",),
    "compliance_escalation": ("SM-9.100",),
}


def high_risk_process(form: RiskForm, ratings: Ratings) -> Finding:
    """A case that is high risk after mitigation falls under the escalation and allocation process (SM-10.33, 3.126).

    Where 8.72 and 9.100 say so, a risk to people alone, such as a threat of harm, does not start it.
    """
    name, cites = "high_risk_process", ("SM-10.33", "SM-10.62", *_REVIEW_PARAGRAPHS.get(form.point or "review", ()))
    if ratings.overall is None:
        return cannot_tell(name, "The rating after mitigation is not known yet.", *cites, kind="policy", needs=("rating",))
    if ratings.overall != "high":
        return not_met(name, f"After mitigation the case is {ratings.overall}.", *cites, kind="policy")
    if ratings.aside is None:
        reason = "It is high for a risk to people. Rate the other risks too."
        return cannot_tell(name, reason, *cites, kind="policy", needs=("rating",))
    if ratings.aside != "high":
        reason = "It is high only for a risk to people. Act on that now; senior oversight is for a person to choose."
        return not_met(name, reason, *cites, "SM-8.72", "SM-9.100", kind="policy")
    return met(name, "The case is high risk after mitigation: the high risk process applies.", *cites, kind="policy")


def oversight(form: RiskForm, ratings: Ratings) -> Finding:
    """When it is agreed that a case is high risk after mitigation, its oversight by the Ombudsman or a deputy is asked for."""
    name, cite = "senior_oversight", "SM-10.63"
    process = high_risk_process(form, ratings)
    if process.status == "cannot_tell":
        return cannot_tell(name, process.reason, cite, kind="policy", needs=process.needs)
    if process.status == "not_met":
        return not_met(name, process.reason, cite, kind="policy")
    if form.manager_agrees is None:
        reason = "Does the manager agree that it is high risk? Then ask for oversight."
        return cannot_tell(name, reason, cite, "SM-10.32", kind="policy", needs=("manager_agrees",))
    if not form.manager_agrees:
        reason = "The manager does not agree. Settle the rating with a second review (10.30, 10.31)."
        return not_met(name, reason, cite, "SM-10.31", "SM-10.32", kind="policy")
    return met(name, "Ask for the case to be assigned to the Ombudsman or a deputy for oversight.", cite, kind="policy")


def high_risk_duties(form: RiskForm, ratings: Ratings, *, today: date, policy: RiskPolicy = RISK) -> tuple[Duty, ...]:
    """The steps a high rating asks for now, in order; none while no rating is high."""
    if not ratings.is_high:
        return ()
    names: list[Duty] = []
    if not form.manager_discussed and form.manager_agrees is None:
        names.append(policy.duty("discuss_with_manager", by=today))
    if form.manager_agrees:
        has_plan = mitigation_plan(form, ratings).status == "met"
        names.append(policy.duty("send_plan_for_review" if has_plan else "complete_plan"))
    if not form.who_else_should_know:
        names.append(policy.duty("who_else_should_know"))
    if ratings.overall == "high":
        names += _allocation_and_oversight(form, ratings, policy)
    return tuple(names)


def _allocation_and_oversight(form: RiskForm, ratings: Ratings, policy: RiskPolicy) -> list[Duty]:
    found = [] if form.allocated else [policy.duty("senior_caseworker", must=form.allocated is False)]
    if ratings.aside != "high":
        return [*found, policy.duty("oversight_if_wanted")]
    if oversight(form, ratings).status == "met":
        return [*found, *(policy.duty(name) for name in policy.escalation)]
    return [*found, policy.duty("senior_oversight", must=form.manager_agrees is not False)]
