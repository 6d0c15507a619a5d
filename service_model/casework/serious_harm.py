"""Cases we are more likely to investigate: avoidable death, avoidable serious harm, wider public interest (SM-3.68 to 3.72)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.determination import Finding, Status
from service_model.duties import Recommendation
from service_model.findings import cannot_tell, met, not_met, unique
from service_model.record import Part

NAME = "serious_harm"
AVOIDABLE_DEATH_TEST = "Is it more likely than not that they would have survived without the failings in care we identified?"
SERIOUS_HARM_TEST = (
    "On the balance of probabilities, would the serious impact (such as ongoing pain and disability, or prolonged mental "
    "illness) not have occurred without the service failure?"
)
PublicInterest = Literal["systemic_issue", "large_number_of_people_affected", "other", "none"]
"""The first two are those of SM-3.71."""


class SeriousHarmFacts(Part):
    """What there are signs of; None where nobody has looked."""

    health: bool | None = Field(None, description="Is it a health complaint")
    failure_affecting_survival: bool | None = Field(
        None, description="Signs of serious service failure that could have affected the chances of survival (SM-3.69)"
    )
    avoidable_serious_harm: bool | None = Field(None, description="Signs of avoidable serious harm (SM-3.70)")
    public_interest: PublicInterest | None = None
    would_have_survived: bool | None = Field(None, description="More likely than not, without the failings found (SM-3.68)")
    serious_impact: str | None = Field(None, max_length=5000)
    would_not_have_happened: bool | None = Field(None, description="On the balance of probabilities (SM-3.70)")
    exceptional_reason: str | None = Field(None, max_length=5000, description="Why it is not investigated all the same")


def avoidable_death(facts: SeriousHarmFacts) -> Finding:
    """Avoidable: more likely than not they would have survived without the failings found (SM-3.68)."""
    if facts.would_have_survived is None:
        return cannot_tell("avoidable_death", AVOIDABLE_DEATH_TEST, "SM-3.68", needs=("would_have_survived",))
    make = met if facts.would_have_survived else not_met
    return make("avoidable_death", AVOIDABLE_DEATH_TEST, "SM-3.68")


def serious_harm(facts: SeriousHarmFacts) -> Finding:
    """Avoidable serious harm: on the balance of probabilities it would not have occurred without the failure (SM-3.70)."""
    wanted = ("serious_impact", "would_not_have_happened")
    if facts.would_not_have_happened is False:
        return not_met("avoidable_serious_harm", SERIOUS_HARM_TEST, "SM-3.70")
    if needs := tuple(name for name in wanted if not getattr(facts, name)):
        return cannot_tell("avoidable_serious_harm", SERIOUS_HARM_TEST, "SM-3.70", needs=needs)
    return met("avoidable_serious_harm", SERIOUS_HARM_TEST, "SM-3.70")


def presumed(facts: SeriousHarmFacts) -> Finding:
    """We presume to investigate a health complaint with signs of serious failure that could have affected survival (SM-3.69)."""
    answers = {"health": facts.health, "failure_affecting_survival": facts.failure_affecting_survival}
    if False in answers.values():
        return not_met("presumed", "The presumption to investigate does not arise.", "SM-3.69", kind="policy")
    if needs := tuple(name for name, answer in answers.items() if answer is None):
        reason = "Are there signs of serious service failure that could have affected the chances of survival?"
        return cannot_tell("presumed", reason, "SM-3.69", kind="policy", needs=needs)
    return met("presumed", "We start from the presumption that we will investigate.", "SM-3.69", kind="policy")


def for_investigation(facts: SeriousHarmFacts) -> tuple[Finding, ...]:
    """Everything that speaks for an investigation, or may: the presumption and the two factors (SM-3.69 to 3.71)."""
    harm: Status = _status(facts.avoidable_serious_harm)
    interest: Status = _status(None if facts.public_interest is None else facts.public_interest != "none")
    kinds = {"systemic_issue": "a systemic issue", "large_number_of_people_affected": "a large number of people affected"}
    what = kinds.get(facts.public_interest or "", "a wider public interest")
    found = (
        presumed(facts),
        _factor("avoidable_serious_harm", harm, "There are signs of avoidable serious harm.", "SM-3.70"),
        _factor("public_interest", interest, f"There is {what}.", "SM-3.71"),
    )
    return tuple(each for each in found if each.status != "not_met")


def may_decline(facts: SeriousHarmFacts) -> Finding:
    """A case we presume or are more likely to investigate is declined only in exceptional circumstances (SM-3.69, 3.72)."""
    found = for_investigation(facts)
    if not found:
        return met("may_decline", "None of these cases is at hand. Use discretion.", "SM-3.69", "SM-3.72", kind="policy")
    if facts.exceptional_reason:
        reason = f"Exceptional circumstances: {facts.exceptional_reason}"
        return met("may_decline", reason, "SM-3.69", "SM-3.72", kind="policy")
    cites = (*(paragraph for each in found for paragraph in each.paragraphs), "SM-3.72")
    holding = [each.reason for each in found if each.status == "met"]
    if holding:
        reason = f"{' '.join(holding)} A decline needs exceptional circumstances: record them."
        return not_met("may_decline", reason, *cites, kind="policy", needs=("exceptional_reason",))
    reason = "Look first if this is a case that we presume, or are more likely, to investigate."
    needs = unique(need for each in found for need in each.needs)
    return cannot_tell("may_decline", reason, *cites, kind="policy", needs=needs)


def recommended(facts: SeriousHarmFacts) -> Recommendation:
    """Investigate, more likely to, or nothing more than usual; by the strongest of what there are signs of (SM-3.69 to 3.71)."""
    found = for_investigation(facts)
    holding = [each for each in found if each.status == "met"]
    needs = tuple(dict.fromkeys(need for each in found for need in each.needs))
    if holding:
        choice = "presume_to_investigate" if holding[0].gate == "presumed" else "more_likely_to_investigate"
        reason = " ".join(each.reason for each in holding) + " Still use discretion."
        cites = tuple(paragraph for each in holding for paragraph in each.paragraphs)
        return Recommendation(NAME, choice, reason, (*cites, "SM-3.72"), "policy", needs)
    cites = ("SM-3.69", "SM-3.70", "SM-3.71")
    if needs:
        return Recommendation(NAME, None, "It is not known yet if one of these cases is at hand.", cites, "policy", needs)
    return Recommendation(NAME, "no_factor", "None of the three was found.", cites, "policy")


def _factor(gate: str, status: Status, reason: str, paragraph: str) -> Finding:
    need = "avoidable_serious_harm" if gate == "avoidable_serious_harm" else "public_interest"
    if status == "cannot_tell":
        return cannot_tell(gate, "Nobody has looked at this yet.", paragraph, kind="policy", needs=(need,))
    return Finding(gate, status, reason, (paragraph,), "policy")


def _status(answer: bool | None) -> Status:
    return "cannot_tell" if answer is None else "met" if answer else "not_met"
