"""What each risk asks of somebody by its kind: a disclosure, a report, priority (SM-10.48, 10.50, 10.53, 10.54, 10.59)."""

from __future__ import annotations

from collections.abc import Iterator

from service_model.duties import Duty
from service_model.risk.form import Risk, RiskForm
from service_model.risk.policy import RISK, RiskPolicy, Suggestion
from service_model.risk.recording import counts


def duties_of_kinds(form: RiskForm, *, policy: RiskPolicy = RISK) -> tuple[Duty, ...]:
    """What the kinds of the open risks ask for, each once."""
    risks = [risk for risk in form.risks if counts(risk) or risk.kind == "information_breach"]
    return tuple(dict.fromkeys(duty for risk in risks for duty in _of(risk, policy)))


def _of(risk: Risk, policy: RiskPolicy) -> Iterator[Duty]:
    if risk.kind == "threat_of_harm":
        if risk.disclosure_considered is None:
            yield policy.duty("consider_disclosure")
        if risk.tied_to_our_action:
            yield policy.duty("tell_before_decision")
    if risk.kind == "information_breach":
        if risk.reported_on is None:
            yield policy.duty("report_breach")
        yield policy.duty("consider_reputation")
    if risk.kind == "terminal_illness":
        yield policy.duty("prioritise_allocation")
    if risk.category == "service" and risk.resolved_by_management is False:
        yield policy.duty("review_and_feedback")


def suggested_mitigation(risk: Risk, *, policy: RiskPolicy = RISK) -> tuple[Suggestion, ...]:
    """What the guidance suggests for the risk's category and kind (SM-10.40)."""
    return policy.categories[risk.category].suggested_for(risk.kind) if risk.category else ()
