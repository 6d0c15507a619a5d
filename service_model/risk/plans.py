"""The mitigation plan: which risks need one, what it says, and how it lowered a rating (SM-10.15, 10.32, 10.39, 10.41, 10.46)."""

from __future__ import annotations

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.risk.form import Mitigation, RiskForm
from service_model.risk.overall import RatedRisk, Ratings
from service_model.risk.policy import RATINGS


def mitigation_plan(form: RiskForm, ratings: Ratings) -> Finding:
    """A case assessed as medium or high, before or after mitigation, has a mitigation plan (SM-10.39)."""
    name = "mitigation_plan"
    rows = [row for row in ratings.risks if row.before.working in ("medium", "high")]
    plans = [form.plan, *(row.risk.mitigation for row in ratings.risks)]
    unrated = tuple(path(form, row, each) for row in ratings.risks for each in row.before.missing)
    if not rows and unrated:
        reason = "A low case needs no plan, but the rating is not known yet."
        return cannot_tell(name, reason, "SM-10.39", kind="policy", needs=unrated)
    if not rows and (ratings.overall in ("low", None) or any(_is_whole(plan) for plan in plans)):
        return met(name, "No plan is missing.", "SM-10.39", kind="policy")
    left = [row for row in rows if not _is_whole(row.risk.mitigation or form.plan)]
    if rows and not left:
        return met(name, "Each medium or high risk has its plan.", "SM-10.39", kind="policy")
    needs = tuple(path(form, row, "mitigation") for row in left) or ("plan",)
    names = ", ".join(row.risk.label for row in left) or "the case"
    reason = f"A plan (remove, avoid, reduce or accept) is missing for {names}."
    cites = ("SM-10.32", "SM-10.39") if ratings.is_high else ("SM-10.39",)
    return not_met(name, reason, *cites, kind="policy", needs=needs)


def what_if_it_happens(form: RiskForm, ratings: Ratings) -> Finding:
    """Of each risk, low or high, it is said what is done if it comes about all the same (SM-10.15, 10.46)."""
    name, cites = "what_if_it_happens", ("SM-10.15", "SM-10.46")
    left = [row for row in ratings.risks if not any(each.if_it_happens for each in _plans(form, row))]
    if not left:
        return met(name, "Each risk has its answer.", *cites, kind="policy")
    needs = tuple(path(form, row, "mitigation.if_it_happens") for row in left)
    names = ", ".join(row.risk.label for row in left)
    return cannot_tell(name, f"What is done if it happens? Missing for {names}.", *cites, kind="policy", needs=needs)


def _is_whole(plan: Mitigation | None) -> bool:
    return plan is not None and plan.outcome is not None and bool(plan.action)


def lowering_is_explained(form: RiskForm, ratings: Ratings) -> Finding:
    """If mitigation has lowered a rating, the record says how; 'accept' lowers nothing by itself (SM-10.39, 10.41)."""
    lowered = [row for row in ratings.risks if _is_lowered(row) and not any(each.why_it_lowers for each in _plans(form, row))]
    if not lowered:
        return met("lowering_is_explained", "No lowering is without its reason.", "SM-10.41", kind="policy")
    accepted = any(each.outcome == "accept" for row in lowered for each in _plans(form, row))
    cites: tuple[str, ...] = ("SM-10.39", "SM-10.41") if accepted else ("SM-10.41",)
    needs = tuple(path(form, row, "mitigation.why_it_lowers") for row in lowered)
    reason = f"Say how the rating was lowered for {', '.join(row.risk.label for row in lowered)}."
    return cannot_tell("lowering_is_explained", reason, *cites, kind="policy", needs=needs)


def _plans(form: RiskForm, row: RatedRisk) -> tuple[Mitigation, ...]:
    """The risk's own plan and the one for several risks, as far as there are any (SM-10.38)."""
    return tuple(plan for plan in (row.risk.mitigation, form.plan) if plan)


def _is_lowered(row: RatedRisk) -> bool:
    before, after = row.before.working, row.after.working
    return before is not None and after is not None and RATINGS.index(after) < RATINGS.index(before)


def path(form: RiskForm, row: RatedRisk, fact: str) -> str:
    """Where a missing fact of a risk stands in the form."""
    return f"risks.{form.risks.index(row.risk)}.{fact}"
