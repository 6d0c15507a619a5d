"""Is it, or was it, reasonable to expect them to use the legal remedy? The points of SM-2.311, one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.financial_remedy import MoneyFacts, ability_to_pay, against_the_scale, reasonable_on_money
from service_model.casework.legal_remedy import RemedyFacts, alternative_legal_remedy
from service_model.casework.mixed_outcomes import beyond_the_law, fit_of_the_law
from service_model.determination import Finding, Flag
from service_model.duties import Recommendation
from service_model.findings import unique
from service_model.record import Part

Weighs = Literal["for", "against", "neither", "unknown"]


@dataclass(frozen=True, slots=True)
class Point:
    """One point to consider: does it speak for or against expecting them to use the remedy? `needs` what would tell."""

    name: str
    weighs: Weighs
    reason: str
    paragraphs: tuple[str, ...] = ("SM-2.311",)
    needs: tuple[str, ...] = ()
    good_reason: bool = False


class CircumstanceFacts(Part):
    """The circumstances of the complainant and the case, as talked about with them. Money and outcomes stand elsewhere."""

    only_way: bool | None = Field(None, description="The legal route is or was the only way to the outcome")
    difficulty: Literal["low", "medium", "high"] | None = None
    difficulty_words: str | None = Field(None, max_length=2000)
    wants_legal_action: bool | None = None
    unwilling_because: str | None = Field(None, max_length=2000, description="A good reason, such as fear of attending court")
    hard_for_them_because: str | None = Field(None, max_length=2000, description="Age, health or other circumstances")
    nothing_makes_it_hard: bool | None = Field(None, description="They were asked, and nothing of the kind makes it hard")
    terminally_ill: bool | None = None
    takes_too_long: bool | None = None
    achievable_by_us: bool | None = None


class Weighing(Part):
    """Everything the points are weighed from."""

    circumstances: CircumstanceFacts = CircumstanceFacts.model_validate({})
    remedy: RemedyFacts = RemedyFacts.model_validate({})
    money: MoneyFacts = MoneyFacts.model_validate({})


def points(facts: Weighing) -> tuple[Point, ...]:
    """Each of the points, in the guidance's order; the list is not exhaustive (SM-2.311)."""
    return tuple(judge(facts) for judge in _POINTS)


def weighed(facts: Weighing, authority: Authority = PHSO) -> Recommendation:
    """What speaks for and against, for a person to decide; what speaks against is never outvoted (SM-2.297, 2.311)."""
    found = points(facts)
    against = [each for each in found if each.weighs == "against"]
    on_money = reasonable_on_money(facts.money, authority)
    paragraphs = unique(("SM-2.297", *(paragraph for each in found for paragraph in each.paragraphs), *on_money.paragraphs))
    needs = unique((*(need for each in found for need in each.needs), *on_money.needs))
    if against:
        words = f"Against expecting it: {'; '.join(each.reason for each in against)}"
        return Recommendation("reasonable", "may_be_unreasonable", words, paragraphs, "policy", needs)
    if on_money.choice in ("usually_unreasonable", "may_be_unreasonable"):
        return Recommendation("reasonable", on_money.choice, on_money.reason, paragraphs, "policy", needs)
    if needs or on_money.choice is None:
        return Recommendation("reasonable", None, "Judgement needed: not every point is known.", paragraphs, "policy", needs)
    return Recommendation("reasonable", "likely_reasonable", on_money.reason, paragraphs, "policy")


def mixed_outcomes(facts: Weighing, authority: Authority = PHSO) -> Finding:
    """With mixed outcomes the test still applies, and so does the question if the sum is likely to be recommended (SM-2.320)."""
    found = alternative_legal_remedy(facts.remedy, authority)
    sums = against_the_scale(facts.money, authority)
    if (facts.remedy.gives or fit_of_the_law(facts.remedy.outcomes)) != "partial" or sums.choice is None:
        return found
    return replace(found, flags=(*found.flags, Flag(sums.choice, sums.reason, ("SM-2.320", *sums.paragraphs))))


def _only_way(facts: Weighing) -> Point:
    only = facts.circumstances.only_way
    if only is None:
        return Point("only_way", "unknown", "Is the legal route the only way to the outcome?", needs=("only_way",))
    words = "The legal route is the only way to the outcome." if only else "There is another way to the outcome."
    return Point("only_way", "for" if only else "neither", words)


def _cost_against_sum(facts: Weighing) -> Point:
    money = facts.money
    known = money.sum_sought is not None and money.legal_cost is not None
    if known and (money.legal_cost or 0) > (money.sum_sought or 0):
        words = f"Legal action may cost £{money.legal_cost:,}, more than the £{money.sum_sought:,} sought."
        return Point("cost_against_sum", "against", words)
    if money.cost_disproportionate:
        return Point("cost_against_sum", "against", "Legal action would take up too much of the sum.", ("SM-2.311", "SM-2.314"))
    if known and money.cost_disproportionate is False:
        return Point("cost_against_sum", "neither", "The cost is not out of proportion to the sum.")
    words = "What is the sum, and what would legal action cost?"
    facts_needed = ("sum_sought", "legal_cost", "cost_disproportionate")
    return Point("cost_against_sum", "unknown", words, needs=tuple(name for name in facts_needed if getattr(money, name) is None))


def _all_outcomes(facts: Weighing) -> Point:
    fit = facts.remedy.gives or fit_of_the_law(facts.remedy.outcomes)
    if fit is None:
        return Point("all_outcomes", "unknown", "Would legal action give everything that they want?", needs=("outcomes",))
    if fit == "complete":
        return Point("all_outcomes", "for", "All outcomes: yes.")
    left = ", ".join(beyond_the_law(facts.remedy.outcomes))
    return Point("all_outcomes", "neither", f"All outcomes: no.{f' Not: {left}.' if left else ''}", ("SM-2.311", "SM-2.320"))


def _funding(facts: Weighing) -> Point:
    pays = ability_to_pay(facts.money)
    if facts.money.can_pay is None:
        return Point("funding", "unknown", pays.reason, ("SM-2.311", "SM-2.324"), needs=pays.needs)
    if facts.money.can_pay:
        return Point("funding", "for", pays.reason, ("SM-2.311", "SM-2.325"))
    good = [flag for flag in pays.flags if "SM-2.328" in flag.paragraphs]
    words = " ".join(("They say that they cannot fund a claim.", *(flag.reason for flag in good)))
    cites = ("SM-2.311", "SM-2.324", *(("SM-2.328",) if good else ()))
    return Point("funding", "against", words, cites, needs=pays.needs, good_reason=bool(good))


def _difficulty(facts: Weighing) -> Point:
    how = facts.circumstances.difficulty
    if how is None:
        return Point("difficulty", "unknown", "How hard would the claim be?", needs=("difficulty",))
    more = f": {facts.circumstances.difficulty_words}" if facts.circumstances.difficulty_words else ""
    return Point("difficulty", "against" if how == "high" else "neither", f"Difficulty of the claim: {how}{more}.")


def _unwilling(facts: Weighing) -> Point:
    wants, why = facts.circumstances.wants_legal_action, facts.circumstances.unwilling_because
    if wants:
        return Point("unwilling", "for", "They want to take legal action.")
    if why:
        return Point("unwilling", "against", f"They do not want legal action: {why}.")
    needs = ("wants_legal_action",) if wants is None else ("unwilling_because",)
    return Point("unwilling", "unknown", "Do they not want legal action, and is there a good reason why?", needs=needs)


def _personal(facts: Weighing) -> Point:
    circumstances = facts.circumstances
    if circumstances.hard_for_them_because:
        return Point("personal_circumstances", "against", f"Hard for them: {circumstances.hard_for_them_because}.")
    if circumstances.nothing_makes_it_hard:
        return Point("personal_circumstances", "neither", "Nothing in their age, health or circumstances makes it hard.")
    words = "Does their age, health or anything else make a claim hard?"
    return Point("personal_circumstances", "unknown", words, needs=("hard_for_them_because",))


def _time(facts: Weighing) -> Point:
    circumstances = facts.circumstances
    if circumstances.terminally_ill and circumstances.achievable_by_us:
        return Point("time", "against", "They are terminally ill, and we can achieve the outcome.")
    if circumstances.takes_too_long or facts.money.time_disproportionate:
        return Point("time", "against", "Legal action would take too long.")
    if circumstances.terminally_ill is None or circumstances.takes_too_long is None:
        return Point(
            "time", "unknown", "Is the time that legal action takes a problem?", needs=("takes_too_long", "terminally_ill")
        )
    if circumstances.terminally_ill and circumstances.achievable_by_us is None:
        return Point("time", "unknown", "They are terminally ill. Can we achieve the outcome?", needs=("achievable_by_us",))
    return Point("time", "neither", "The time that legal action takes is no problem.")


_POINTS: tuple[Callable[[Weighing], Point], ...] = (
    _only_way, _cost_against_sum, _all_outcomes, _funding, _difficulty, _unwilling, _personal, _time,
)  # fmt: skip
