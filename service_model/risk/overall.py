"""What the single ratings add up to: a category, the case before and after mitigation, and the level that is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

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
    that is recorded, is that one unless a change says otherwise.
    """

    risks: tuple[RatedRisk, ...]
    before: Mapping[Category, Rating | None]
    after: Mapping[Category, Rating | None]
    overall_before: Rating | None
    matrix: Rating | None
    overall: Rating | None
    changes: tuple[Change, ...]

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
    return Ratings(
        risks=rated,
        before=before,
        after=after,
        overall_before=highest([*before.values(), *(row.before.working for row in outside)]),
        matrix=matrix,
        overall=moved[-1].after if moved else matrix,
        changes=moved,
    )


def _category(category: Category, form: RiskForm, rated: list[tuple[Risk, Rated]]) -> Rating | None:
    """The highest rating in the category; low where somebody looked and found none; None where nobody has said."""
    own = [rate.working for risk, rate in rated if risk.category == category]
    return highest(own) if own or is_answered(form, category) else None


def is_answered(form: RiskForm, category: Category) -> bool:
    """Has somebody said of the category that there is a risk, that there was one, or that there is none (SM-10.17)."""
    return category in form.no_risk_in or any(risk.category == category for risk in form.risks)
