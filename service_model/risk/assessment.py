"""A risk assessment as a whole: ratings, what is missing, what follows and for whom. It recommends; people decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service_model.determination import Finding
from service_model.duties import Duty
from service_model.findings import unique
from service_model.risk.change import Supervision, reviews_due, supervision
from service_model.risk.checks import form_findings
from service_model.risk.escalation import high_risk_duties, high_risk_process, oversight
from service_model.risk.following import duties_of_kinds
from service_model.risk.form import RiskForm, TemporaryRating
from service_model.risk.overall import Ratings, overall_rating, ratings_of
from service_model.risk.override import override_process, oversight_lock
from service_model.risk.policy import RISK, Rating, RiskPolicy


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a form adds up to. `findings` are asked of the form; `process` says how far the processes beside it are."""

    form: RiskForm
    made_on: date
    ratings: Ratings
    findings: tuple[Finding, ...]
    process: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    supervision: Supervision

    @property
    def missing(self) -> tuple[Finding, ...]:
        """What keeps it from being submitted: an entry that is not one yet, and every policy requirement that is not met."""
        return tuple(each for each in self.findings if each.status != "met" and _must_be_settled(each))

    @property
    def prompts(self) -> tuple[Finding, ...]:
        """What the guidance asks to think of, or a met finding still asks for, without keeping it from being submitted."""
        return tuple(each for each in self.findings if (each.status != "met" or each.needs) and each not in self.missing)

    def finding(self, gate: str) -> Finding:
        """The first finding of that name. Raises KeyError when it was not asked."""
        for each in (*self.findings, *self.process):
            if each.gate == gate:
                return each
        raise KeyError(gate)


def _must_be_settled(finding: Finding) -> bool:
    return finding.kind != "guidance" or (finding.gate == "recorded_as_a_risk" and finding.status == "cannot_tell")


def assess(form: RiskForm, *, today: date, temporary: Iterable[TemporaryRating] = (), policy: RiskPolicy = RISK) -> Assessment:
    """Rate what the form holds, before and after mitigation, and say what is missing and what follows (SM-10.15, 10.26, 10.29).

    `temporary` are the ratings that hold for organisations or groups of cases for a time (SM-10.6). No rating is made
    up: while one is missing the overall rating is None, unless another is high.
    """
    ratings = ratings_of(form, today=today, temporary=temporary, policy=policy)
    findings = form_findings(form, ratings, policy=policy)
    process = [overall_rating(ratings), high_risk_process(form, ratings), oversight(form, ratings)]
    if form.override:
        process.append(override_process(form.override, ratings.matrix, policy=policy))
    if form.oversight:
        process.append(oversight_lock(form.oversight, _proposed(ratings)))
    duties = [*duties_of_kinds(form, policy=policy), *high_risk_duties(form, ratings, today=today, policy=policy)]
    if any(each.gate == "mitigation_plan" and each.status == "not_met" for each in findings):
        duties.append(policy.duty("make_plan"))
    duties += reviews_due(form, ratings, today=today, policy=policy)
    return Assessment(
        form=form,
        made_on=today,
        ratings=ratings,
        findings=findings,
        process=tuple(process),
        duties=unique(duties),
        supervision=supervision(ratings, policy=policy),
    )


def _proposed(ratings: Ratings) -> Rating | None:
    held = [change for change in ratings.changes if change.name == "oversight"]
    return held[0].before if held else ratings.overall
