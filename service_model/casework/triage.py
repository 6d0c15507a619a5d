"""Triage before a case is handed on: its category, the questions that lead there, and where it goes (SM-1.35 to 1.38, 2.80)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

from pydantic import Field, model_validator

from service_model.casework.scales import load_packaged
from service_model.determination import Finding
from service_model.duties import Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

Category = Literal["general", "senior_caseworker", "complex_and_significant"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
"""The three of SM-1.35, lowest first."""
HAND_ON = "triage_finished"


class CategoryQuestion(Part):
    """One question of the categorisation criteria; a yes points to a category."""

    id: str = Field(max_length=60)
    question: str = Field(max_length=500)
    yes: Category
    signals: tuple[str, ...] = ()


class Categorisation(Part):
    """The authority's categorisation criteria (SM-1.36). `default` is true while they are ours and not the authority's."""

    source: str
    default: bool
    version: str
    questions: tuple[CategoryQuestion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Categorisation:
        names = [each.id for each in self.questions]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"questions: {', '.join(twice)} stands there twice")
        return self

    def note(self) -> str:
        """What must be said beside every result: whose questions these are."""
        return " The questions are a default, not the authority's own." if self.default else ""


CATEGORISATION = load_packaged("phso_categorisation", Categorisation)


class TriageFacts(Part):
    """What the caseworker has answered so far. `answers` by the question's identifier; one that is not there is unknown."""

    answers: dict[str, bool] = Field(default_factory=dict, max_length=50)
    enough_information: bool | None = Field(None, description="Is there enough to choose a category on what we have (SM-1.37)")
    category: Category | None = Field(None, description="Chosen by the caseworker (SM-1.35)")
    confirmed: bool | None = Field(None, description="Yes to 'does the case belong to this category' (SM-1.38)")
    speciality: str | None = Field(None, max_length=100, description="The speciality it concerns, or 'none' (SM-2.80)")
    more_complicated: bool | None = Field(None, description="More complicated for another reason (SM-2.80)")


def unanswered(facts: TriageFacts, criteria: Categorisation = CATEGORISATION) -> tuple[str, ...]:
    """The questions nobody has answered, in their order (SM-1.36)."""
    return tuple(each.id for each in criteria.questions if each.id not in facts.answers)


def category(facts: TriageFacts, criteria: Categorisation = CATEGORISATION) -> Recommendation:
    """The category that the answers point to; general where there is not enough information (SM-1.35 to 1.37)."""
    cites = ("SM-1.35", "SM-1.36", "SM-1.37")
    if facts.enough_information is False:
        reason = "There is not enough information to choose, so it goes to general consideration triage."
        return Recommendation("allocation_category", "general", reason, ("SM-1.37",))
    pointed = [each for each in criteria.questions if facts.answers.get(each.id)]
    highest = max((CATEGORIES.index(each.yes) for each in pointed), default=0)
    open_ = unanswered(facts, criteria)
    if open_ and CATEGORIES[highest] != CATEGORIES[-1]:
        reason = f"{len(open_)} of {len(criteria.questions)} questions are open. Where they cannot be answered, choose general."
        needs = (*open_, "enough_information")
        return Recommendation("allocation_category", None, reason + criteria.note(), cites, "policy", needs)
    because = "; ".join(each.question for each in pointed if CATEGORIES.index(each.yes) == highest)
    reason = f"Yes to: {because}" if because else "No answer points to a higher category."
    return Recommendation("allocation_category", CATEGORIES[highest], reason + criteria.note(), cites, "policy")


def triage_finished(facts: TriageFacts, criteria: Categorisation = CATEGORISATION) -> Finding:
    """Triage is finished, with one of the three categories chosen, before the case is handed on (SM-1.35, 1.36, 1.38)."""
    if facts.confirmed is False:
        reason = "The chosen category was not confirmed. Choose the one the case belongs to."
        return not_met(HAND_ON, reason, "SM-1.35", "SM-1.38", kind="policy", needs=("category", "confirmed"))
    open_ = () if facts.enough_information is False else unanswered(facts, criteria)
    needs = (*(("category",) if facts.category is None else ()), *(("confirmed",) if facts.confirmed is None else ()), *open_)
    if needs:
        reason = f"Triage is not finished, so the case cannot be handed on. Open: {', '.join(needs)}."
        return cannot_tell(HAND_ON, reason, "SM-1.35", *(("SM-1.36",) if open_ else ()), kind="policy", needs=needs)
    return met(HAND_ON, f"Triage is finished: {facts.category}.", "SM-1.35", kind="policy")


def confirmations(chosen: Category) -> dict[Category, bool]:
    """Yes to the chosen category and no to the others, as the triage function asks for each (SM-1.38)."""
    return {each: each == chosen for each in CATEGORIES}


def from_signals(signals: Collection[str], criteria: Categorisation = CATEGORISATION) -> dict[str, bool]:
    """The answers that words read at intake already give. Only ever yes: silence is no answer."""
    return {each.id: True for each in criteria.questions if any(name in signals for name in each.signals)}


def where_it_goes(facts: TriageFacts) -> Recommendation:
    """The early consideration team, unless it concerns a speciality or is more complicated (SM-2.80)."""
    if facts.more_complicated or (facts.speciality or "none") != "none":
        what = "is more complicated" if facts.more_complicated else f"concerns a speciality ({facts.speciality})"
        reason = f"The case {what}: it can go to another team. Say why."
        return Recommendation("triage_team", "another_team", reason, ("SM-2.80",))
    open_ = ("speciality",) if facts.speciality is None else ()
    usual = "Cases are usually triaged there."
    return Recommendation("triage_team", "early_consideration_team", usual, ("SM-2.80",), needs=open_)
