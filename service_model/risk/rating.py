"""The risk matrix: what an impact and a likelihood make, before and after mitigation (SM-10.25 to 10.27)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service_model.risk.form import Choice, Risk
from service_model.risk.policy import RATINGS, RISK, Cell, Rating, RiskPolicy
from service_model.risk.scale import Level


@dataclass(frozen=True, slots=True)
class Rated:
    """What the matrix makes of one risk. `cell` is None while something is missing; `rating` also while a choice is open."""

    cell: Cell | None
    rating: Rating | None
    reason: str
    paragraphs: tuple[str, ...]
    missing: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[Rating, ...]:
        """The ratings a person may choose between; none where the cell leaves no choice."""
        return ("medium", "low") if self.cell == "medium_or_low" else ()

    @property
    def choice_required(self) -> bool:
        """A person has yet to choose, with reasons."""
        return bool(self.choices) and self.rating is None

    @property
    def working(self) -> Rating | None:
        """The rating to work with meanwhile: medium while 'Medium or Low' is open (catalogue/readings.md, Risk)."""
        return "medium" if self.choice_required else self.rating


def rate(
    impact: Level | None, likelihood: Level | None, choice: Choice | None = None, *, policy: RiskPolicy = RISK, suffix: str = ""
) -> Rated:
    """Severity against likelihood, both needed (SM-10.14, 10.25); 'Medium or Low' needs a choice with reasons (SM-10.27).

    `suffix` names the missing facts: '_after' for the levels after mitigation.
    """
    missing = tuple(name + suffix for name, level in (("impact", impact), ("likelihood", likelihood)) if level is None)
    if impact is None or likelihood is None:
        words = " and ".join(name.replace("_", " ") for name in missing)
        return Rated(None, None, f"incomplete, {words} missing", ("SM-10.14", "SM-10.25"), missing)
    cell = policy.cell(impact, likelihood)
    where = f"impact {policy.impact.label(impact)}, likelihood {policy.likelihood.label(likelihood)}"
    if cell != "medium_or_low":
        return Rated(cell, cell, f"{cell}: {where}", ("SM-10.25", "SM-10.26"))
    paragraphs = ("SM-10.25", "SM-10.26", "SM-10.27")
    if choice is None:
        return Rated(cell, None, f"medium or low, choice required: {where}", paragraphs, ("choice" + suffix,))
    return Rated(cell, choice.rating, f"{choice.rating}: {where}. {choice.reasons}", paragraphs)


def rate_before(risk: Risk, *, policy: RiskPolicy = RISK) -> Rated:
    """The rating before mitigation. The likelihood of an information breach is not asked (SM-10.53)."""
    return rate(risk.impact, _happened(risk, policy) or risk.likelihood, risk.choice, policy=policy)


def rate_after(risk: Risk, *, policy: RiskPolicy = RISK) -> Rated:
    """The rating after mitigation, kept apart from the one before (SM-10.15, 10.26).

    A risk that is low already and has nothing said of it afterwards stays low: nothing can be lowered further.
    """
    before = rate_before(risk, policy=policy)
    if before.rating == "low" and risk.impact_after is None and risk.likelihood_after is None:
        return before
    likelihood = risk.likelihood_after or _happened(risk, policy)
    return rate(risk.impact_after, likelihood, risk.choice_after, policy=policy, suffix="_after")


def _happened(risk: Risk, policy: RiskPolicy) -> Level | None:
    return policy.likelihood.level_of(policy.happened_counts_as) if risk.kind == "information_breach" else None


def highest(ratings: Iterable[Rating | None]) -> Rating | None:
    """The highest of them, low if there are none; None while one that is not known could be higher (SM-10.29).

    >>> highest(["low", None, "high"]), highest(["low", None]), highest([])
    ('high', None, 'low')
    """
    rows = list(ratings)
    if "high" in rows:
        return "high"
    return None if None in rows else max((each for each in rows if each), key=RATINGS.index, default="low")


def at_least(rating: Rating | None, floor: Rating) -> Rating | None:
    """Not lower than the floor. A rating that is not known stays so, unless the floor is the highest there is."""
    if floor == "high":
        return "high"
    return rating and max(rating, floor, key=RATINGS.index)
