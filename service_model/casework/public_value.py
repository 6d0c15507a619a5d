"""The Public Value Model test: four criteria and the claimed injustice, scored by a person (SM-2.77 to 2.91)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import Field

from service_model.casework.public_value_scale import SCALE, PublicValueScale, Threshold
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

NAME = "public_value"
_A_PERSON_DECIDES = Duty(
    "confirm_choice", "Decide, and record your choice. This is only proposed.", "guidance", ("SM-2.84",), to=("caseworker",)
)


class ClaimedInjustice(Part):
    """One injustice as the complainant claims it. No field takes how serious a caseworker finds the circumstances (SM-2.90)."""

    words: str | None = Field(None, max_length=5000, description="In the complainant's own words")
    level: int | None = Field(None, description="Where it sits on the Severity Scale of Injustice")
    near_miss: bool | None = Field(None, description="Something serious could have happened, but did not (SM-2.91)")
    kind: Literal["distress", "physical_harm", "financial", "other"] | None = None


class PublicValueFacts(Part):
    """What the caseworker has entered. A score or answer that is not there is unknown."""

    scored_on: date | None = None
    scores: dict[str, int] = Field(default_factory=dict, max_length=10)
    answers: dict[str, bool] = Field(default_factory=dict, max_length=20)
    injustices: tuple[ClaimedInjustice, ...] = Field((), max_length=50)
    cumulative_effect: str | None = Field(None, max_length=5000)
    precedent_check: str | None = Field(None, max_length=2000, description="References of earlier cases, or 'none found'")
    wider_public_impact: bool | None = Field(None, description="Would our involvement have a wider public impact (SM-2.79)")
    adjustments_requested: bool | None = None
    adjustments_considered: bool | None = None
    hard_to_explain: bool | None = Field(None, description="A need for an adjustment stops them explaining fully (SM-2.86)")
    adjusted: bool | None = Field(None, description="The consideration was adjusted (SM-2.87)")
    how_adjusted: str | None = Field(None, max_length=2000)


def injustice_type(injustice: ClaimedInjustice) -> str | None:
    """After a near miss the injustice is the distress, not the harm that could have come (SM-2.91)."""
    return "distress" if injustice.near_miss else injustice.kind


def triage_level(facts: PublicValueFacts, scale: PublicValueScale = SCALE) -> int | None:
    """The most serious of the claimed injustices (SM-2.88); None while an unplaced one could still be higher."""
    levels = [each.level for each in facts.injustices]
    known = [level for level in levels if level is not None]
    if not known or (None in levels and max(known) < scale.injustice_levels.highest):
        return None
    return max(known)


def total(facts: PublicValueFacts, scale: PublicValueScale = SCALE) -> int | None:
    """The weighted total; None while one of the four criteria has no score (SM-2.78)."""
    if any(each.id not in facts.scores for each in scale.criteria):
        return None
    return sum(facts.scores[each.id] * each.weight for each in scale.criteria)


def open_steps(facts: PublicValueFacts, scale: PublicValueScale = SCALE) -> tuple[Finding, ...]:
    """Each step of the test that is not done, with its force; nothing is open when the test is complete."""
    steps = (
        _criteria(facts, scale),
        _injustice(facts, scale),
        _cumulative(facts),
        _adjustments(facts),
        _explained(facts),
        _precedents(facts),
        _questions(facts, scale),
    )
    return tuple(step for step in steps if step.status != "met")


def recommended(facts: PublicValueFacts, *, today: date, scale: PublicValueScale = SCALE) -> Recommendation:
    """Consider further, or consider declining, by the score and the capacity agreed (SM-2.79, 2.84). A person decides."""
    blocking = [step for step in open_steps(facts, scale) if step.kind != "guidance" or step.gate == "criteria_scored"]
    if blocking:
        reason = "The test is not complete: " + " ".join(step.reason for step in blocking)
        cites = tuple(dict.fromkeys(("SM-2.84", *(paragraph for step in blocking for paragraph in step.paragraphs))))
        needs = tuple(dict.fromkeys(need for step in blocking for need in step.needs))
        return Recommendation(NAME, None, reason + scale.note(), cites, needs=needs)
    limit = scale.in_force(facts.scored_on or today)
    summed, level = total(facts, scale), triage_level(facts, scale)
    below = _below(summed, level, limit)
    stamp = f" Total {summed}, level {level}, thresholds {limit.version if limit else 'none'}." + scale.note()
    if not below:
        reason = "Nothing in force stands against it."
        return Recommendation(NAME, "consider_further", reason + stamp, ("SM-2.78", "SM-2.84"), duties=(_A_PERSON_DECIDES,))
    cites = ("SM-2.79", "SM-2.84")
    # 2.79: a case may still be considered for its wider public impact. Reading: whichever limit it is below.
    if facts.wider_public_impact:
        reason = f"{below} It has a wider public impact."
        return Recommendation(NAME, "consider_further", reason + stamp, cites, duties=(_A_PERSON_DECIDES,))
    if facts.wider_public_impact is None:
        reason = f"{below} Would our involvement have a wider public impact?"
        return Recommendation(NAME, None, reason + stamp, cites, needs=("wider_public_impact",))
    reason = f"{below} Consider declining. First consider if it could be resolved with minimal intervention."
    return Recommendation(NAME, "consider_declining", reason + stamp, (*cites, "SM-2.85"), duties=(_A_PERSON_DECIDES,))


def _below(summed: int | None, level: int | None, limit: Threshold | None) -> str:
    """In words, the limit that the case is below; empty where capacity sets none (SM-2.78)."""
    if limit is None or not limit.capacity_limit:
        return ""
    if limit.total is not None and summed is not None and summed < limit.total:
        return f"The total is below {limit.total}, the lowest that capacity allows now."
    if limit.severity is not None and level is not None and level < limit.severity:
        return f"The claimed injustice is below level {limit.severity}, the lowest that capacity allows now."
    return ""


def _criteria(facts: PublicValueFacts, scale: PublicValueScale) -> Finding:
    """Four distinct criteria are scored, each within its range (SM-2.78)."""
    gate = "criteria_scored"
    outside = [each for each in scale.criteria if not each.lowest <= facts.scores.get(each.id, each.lowest) <= each.highest]
    if unknown := sorted(set(facts.scores) - {each.id for each in scale.criteria}):
        return not_met(gate, f"{', '.join(unknown)} is none of the four criteria.", "SM-2.78")
    if outside:
        words = "; ".join(f"{each.title}: from {each.lowest} to {each.highest}" for each in outside)
        return not_met(gate, f"A score is outside its range. {words}.", "SM-2.78")
    missing = [each for each in scale.criteria if each.id not in facts.scores]
    if missing:
        words = "; ".join(each.title for each in missing)
        return cannot_tell(gate, f"Not scored yet: {words}.", "SM-2.78", needs=tuple(each.id for each in missing))
    return met(gate, "All four criteria are scored.", "SM-2.78")


def _injustice(facts: PublicValueFacts, scale: PublicValueScale) -> Finding:
    """The claimed injustice is placed on the Severity Scale and its level recorded (SM-2.81, 2.88, 2.89)."""
    lowest, highest = scale.injustice_levels.lowest, scale.injustice_levels.highest
    levels = [each.level for each in facts.injustices if each.level is not None]
    if any(not lowest <= level <= highest for level in levels):
        reason = f"The Severity Scale of Injustice goes from {lowest} to {highest}."
        return not_met("injustice_level", reason, "SM-2.89", kind="policy", needs=("injustices",))
    if triage_level(facts, scale) is None:
        reason = "Record the level of the claimed injustice."
        return cannot_tell("injustice_level", reason, "SM-2.81", "SM-2.88", kind="policy", needs=("injustices",))
    return met("injustice_level", "The level of the claimed injustice is recorded.", "SM-2.81", kind="policy")


def _cumulative(facts: PublicValueFacts) -> Finding:
    """With more than one claimed injustice their cumulative effect counts too (SM-2.88)."""
    if len(facts.injustices) > 1 and not facts.cumulative_effect:
        reason = "More than one injustice is claimed. Record their effect together."
        return cannot_tell("cumulative_effect", reason, "SM-2.88", kind="policy", needs=("cumulative_effect",))
    return met("cumulative_effect", "Nothing more to take together.", "SM-2.88", kind="policy")


def _adjustments(facts: PublicValueFacts) -> Finding:
    """Adjustments the complainant asked for are taken into account, and whether they can fully explain (SM-2.86)."""
    gate = "adjustments_considered"
    if facts.adjustments_considered:
        return met(gate, "The adjustments asked for were considered.", "SM-2.86", kind="legal")
    if facts.adjustments_requested is False and facts.hard_to_explain is False:
        return met(gate, "No adjustment was asked for, and nothing keeps them from explaining.", "SM-2.86", kind="legal")
    prompt = "Something makes it hard for them to explain. " if facts.hard_to_explain else ""
    reason = prompt + "Consider the adjustments they asked for, and if a need for one keeps them from explaining fully."
    if facts.adjustments_considered is False:
        return not_met(gate, reason, "SM-2.86", kind="legal")
    open_ = tuple(name for name in ("adjustments_requested", "hard_to_explain") if getattr(facts, name) is None)
    return cannot_tell(gate, reason, "SM-2.86", kind="legal", needs=("adjustments_considered", *open_))


def _explained(facts: PublicValueFacts) -> Finding:
    """Where the consideration was adjusted, how is explained (SM-2.87)."""
    if facts.adjusted and not facts.how_adjusted:
        reason = "Explain how you adjusted your consideration."
        return cannot_tell("adjustment_explained", reason, "SM-2.87", kind="policy", needs=("how_adjusted",))
    return met("adjustment_explained", "Nothing is left to explain.", "SM-2.87", kind="policy")


def _precedents(facts: PublicValueFacts) -> Finding:
    """A precedent check feeds the criteria (SM-2.82)."""
    if not facts.precedent_check:
        return cannot_tell("precedent_check", "Look for earlier cases like it.", "SM-2.82", needs=("precedent_check",))
    return met("precedent_check", "Earlier cases were looked for.", "SM-2.82")


def _questions(facts: PublicValueFacts, scale: PublicValueScale) -> Finding:
    """The questions of SM-2.83 are considered for the criteria; those without an answer are named."""
    needs = _unanswered((each.id for each in scale.questions), facts)
    if needs:
        return cannot_tell("public_value_questions", f"{len(needs)} questions are still open.", "SM-2.83", needs=needs)
    return met("public_value_questions", "All questions are considered.", "SM-2.83")


def _unanswered(questions: Iterable[str], facts: PublicValueFacts) -> tuple[str, ...]:
    return tuple(each for each in questions if each not in facts.answers)
