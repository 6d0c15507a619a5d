"""What the single ratings add up to: a category, the case before and after mitigation, and the level that is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from service_model.determination import Finding
from service_model.findings import cannot_tell, met
from service_model.risk.form import Risk, RiskForm, TemporaryRating
from service_model.risk.override import Change, changes
from service_model.risk.policy import CATEGORIES, RATINGS, RISK, Category, Rating, RiskPolicy
from service_model.risk.rating import Rated, highest, rate_after, rate_before
from service_model.risk.recording import counts


@dataclass(frozen=True, slots=True)
class RatedRisk:
    """A risk that counts, with its rating before and after mitigation."""

    risk: Risk
    before: Rated
    after: Rated


@dataclass(frozen=True, slots=True)
class Ratings:
    """All ratings of a case (SM-10.26, 10.29). None is 'not known yet', never low.

    `before` and `after` hold one rating a category. `matrix` is the highest left after mitigation; `overall`, the level
    that is recorded, is that one unless a change says otherwise. `aside` is what the overall rating would be without the
    risks to people that do not by themselves start the senior oversight process (SM-8.72, 9.100).
    """

    risks: tuple[RatedRisk, ...]
    before: Mapping[Category, Rating | None]
    after: Mapping[Category, Rating | None]
    overall_before: Rating | None
    matrix: Rating | None
    overall: Rating | None
    changes: tuple[Change, ...]
    aside: Rating | None = None

    @property
    def is_high(self) -> bool:
        """Is anything high: before mitigation, after it, or as recorded (SM-10.32)."""
        return "high" in (self.overall_before, self.overall, self.so_far)

    @property
    def so_far(self) -> Rating | None:
        """The highest rating already known after mitigation, for display while others are missing."""
        known = [each.after.working for each in self.risks if each.after.working]
        return max(known, key=RATINGS.index, default=None)

    @property
    def recorded(self) -> str:
        """How the level is recorded, the one before mitigation still referenced: 'low (pre-mitigation high)' (SM-10.26)."""
        before = self.overall_before or "not rated"
        return f"{self.overall or 'not rated'} (pre-mitigation {before})"


def ratings_of(form: RiskForm, *, today: date, temporary: Iterable[TemporaryRating] = (), policy: RiskPolicy = RISK) -> Ratings:
    """One rating a category and the case's own: the highest, before and after mitigation; low if no risk is found (SM-10.22)."""
    rated = tuple(
        RatedRisk(risk, rate_before(risk, policy=policy), rate_after(risk, policy=policy)) for risk in form.risks if counts(risk)
    )
    before = {each: _category(each, form, [(row.risk, row.before) for row in rated]) for each in CATEGORIES}
    after = {each: _category(each, form, [(row.risk, row.after) for row in rated]) for each in CATEGORIES}
    outside = [row for row in rated if row.risk.category is None]
    matrix = highest([*after.values(), *(row.after.working for row in outside)])
    moved = changes(form, matrix, today=today, temporary=temporary, policy=policy)
    overall = moved[-1].after if moved else matrix
    kept = _without_left_out(form, policy)
    return Ratings(
        risks=rated,
        before=before,
        after=after,
        overall_before=highest([*before.values(), *(row.before.working for row in outside)]),
        matrix=matrix,
        overall=overall,
        changes=moved,
        aside=overall if kept is form else ratings_of(kept, today=today, temporary=temporary, policy=policy).overall,
    )


def overall_rating(ratings: Ratings) -> Finding:
    """The level that is recorded and what it rests on: usually the highest left after mitigation (SM-10.22, 10.26, 10.29)."""
    cites = ("SM-10.26", "SM-10.29") if ratings.risks else ("SM-10.22",)
    if ratings.overall is None:
        reason = "A rating or a category is missing, so the overall rating is not known yet."
        return cannot_tell("overall_rating", reason, *cites, kind="policy", needs=("rating",))
    if ratings.changes:
        last = ratings.changes[-1]
        reason = f"{ratings.overall} instead of {ratings.matrix or 'a rating that is not known'}. {last.reason}".strip()
        return met("overall_rating", reason, *cites, *last.paragraphs, kind="policy")
    reason = "the highest level left after mitigation" if ratings.risks else "no risk is found"
    return met("overall_rating", f"{ratings.overall}: {reason}.", *cites, kind="policy")


def _without_left_out(form: RiskForm, policy: RiskPolicy) -> RiskForm:
    """At the points the guidance names, the form without any risk to people; elsewhere the form as it is (SM-8.72, 9.100)."""
    if form.point not in policy.people_left_out_of_oversight:
        return form
    kept = tuple(risk for risk in form.risks if risk.category != "people")
    if len(kept) == len(form.risks):
        return form
    return form.model_copy(update={"risks": kept, "no_risk_in": (*form.no_risk_in, "people")})


def _category(category: Category, form: RiskForm, rated: list[tuple[Risk, Rated]]) -> Rating | None:
    """The highest rating in the category; low where somebody looked and found none; None where nobody has said."""
    own = [rate.working for risk, rate in rated if risk.category == category]
    return highest(own) if own or is_answered(form, category) else None


def is_answered(form: RiskForm, category: Category) -> bool:
    """Has somebody said of the category that there is a risk, that there was one, or that there is none (SM-10.17)."""
    return category in form.no_risk_in or any(risk.category == category for risk in form.risks)
