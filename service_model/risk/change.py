"""What a change brings: reviews that are due, the supervision a rating asks for, how risks taken together are advised on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from service_model.duties import Duty, Recommendation
from service_model.risk.form import Cumulative, Risk, RiskForm
from service_model.risk.overall import Ratings
from service_model.risk.override import limited_rating_holds
from service_model.risk.policy import RISK, RiskPolicy
from service_model.risk.recording import counts


@dataclass(frozen=True, slots=True)
class Supervision:
    """How closely the case is supervised, and for what. `level` is None while the rating is not known."""

    level: str | None
    what: str
    reasons: tuple[str, ...]


def supervision(ratings: Ratings, *, policy: RiskPolicy = RISK) -> Supervision:
    """The supervision that the recorded rating asks for, with the risks that are its reasons (SM-10.1, 10.42)."""
    reasons = tuple(row.risk.label for row in ratings.risks if row.after.working in ("medium", "high"))
    reasons += tuple(change.reason for change in ratings.changes)
    if ratings.overall is None:
        return Supervision(None, "The rating is not known yet.", reasons)
    level = policy.supervision[ratings.overall]
    return Supervision(level.level, level.what, reasons)


def reviews_due(form: RiskForm, ratings: Ratings, *, today: date, policy: RiskPolicy = RISK) -> tuple[Duty, ...]:
    """A risk that came about, is no longer a concern, or is new, and a raised rating whose day has come, ask for a review."""
    return tuple(_reviews(form, ratings, today, policy))


def _reviews(form: RiskForm, ratings: Ratings, today: date, policy: RiskPolicy) -> Iterator[Duty]:
    for risk in form.risks:
        if _unreviewed(risk, risk.occurred_on):
            yield _about(policy, "review_rating", risk)  # SM-10.11
        if _unreviewed(risk, risk.closed_on):
            yield _about(policy, "review_after_change", risk)  # SM-10.44
        if counts(risk) and not risk.impact and not risk.likelihood:
            yield _about(policy, "assess_new_risk", risk)  # SM-10.12
    if form.limited and limited_rating_holds(form.limited) and form.limited.review_on <= today:
        yield policy.duty("review_raised_rating", by=form.limited.review_on)  # SM-10.24
    if form.previous_rating and ratings.overall not in (None, form.previous_rating):
        yield policy.duty("reallocation_or_supervision")  # SM-10.45


def _unreviewed(risk: Risk, changed_on: date | None) -> bool:
    return changed_on is not None and (risk.change_reviewed_on is None or risk.change_reviewed_on < changed_on)


def _about(policy: RiskPolicy, name: str, risk: Risk) -> Duty:
    return policy.duty(name, what=f"{risk.label}: {policy.duties[name].what}")


def cumulative_advice(said: Cumulative) -> Recommendation:
    """No fixed criteria: what stems from one issue is not usually raised; unlinked or stronger together may be (SM-10.38)."""
    name, cite = "cumulative_effect", ("SM-10.38",)
    if said.unlinked or said.higher_together:
        return Recommendation(name, "may_raise", "Unlinked risks, or a higher impact or likelihood together.", cite, "policy")
    if said.one_issue_one_plan:
        return Recommendation(name, "do_not_usually_raise", "One issue and one plan.", cite, "policy")
    needs = tuple(fact for fact in ("one_issue_one_plan", "unlinked", "higher_together") if getattr(said, fact) is None)
    return Recommendation(name, None, "It is judged case by case.", cite, "policy", needs)
