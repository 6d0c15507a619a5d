"""Priority in exceptional circumstances, such as a terminal illness: proposed, talked over, then decided (SM-1.39)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Complaint, Part

NAME = "priority"
CITES = ("SM-1.39",)
# The guidance names a terminal illness as an example only. Reading: words that speak of another grave and pressing
# situation are shown as a possible priority too; a person decides.
SPEAK_OF = {
    "terminal_illness": "a terminal illness",
    "self_harm_risk": "a risk that they harm themselves",
    "child_at_risk": "a child at risk",
    "homelessness": "losing, or not having, a home",
}
TOLD = {"terminal_illness": "a terminal illness", "particular_difficulties": "particular difficulties"}


class PriorityFacts(Part):
    """What staff have done about a possible priority."""

    reason: str | None = Field(None, max_length=2000)
    discussed_with: str | None = Field(None, max_length=200, description="The manager it was discussed with")
    discussed_on: date | None = None
    decision: Literal["prioritised", "not_prioritised"] | None = None


def possible_priority(complaint: Complaint) -> Recommendation:
    """Does anything they said suggest exceptional circumstances? It is never set, only shown as possible (SM-1.39)."""
    signals = {signal.name for signal in complaint.signals}
    answers = {issue.exceptional_circumstances for issue in complaint.issues}
    found = [words for name, words in TOLD.items() if name in answers]
    found += [words for name, words in SPEAK_OF.items() if name in signals and words not in found]
    if found:
        reason = f"They speak of {' and '.join(found)}. Consider priority, and talk to your manager first."
        return Recommendation(NAME, "possible", reason, CITES, "policy", duties=(DISCUSS,))
    if answers == {"none"}:
        return Recommendation(NAME, "not_suggested", "They told us of no exceptional circumstances.", CITES, "policy")
    reason = "We do not know yet if there are exceptional circumstances. Ask where something points to them."
    return Recommendation(NAME, None, reason, CITES, "policy", needs=("exceptional_circumstances",))


def may_be_prioritised(facts: PriorityFacts) -> Finding:
    """Priority is discussed with the manager first, and has a reason (SM-1.39)."""
    needs = tuple(name for name in ("discussed_with", "discussed_on", "reason") if not getattr(facts, name))
    if needs:
        reason = "Talk to your manager before priority is decided, and record who, when and why."
        return cannot_tell("may_be_prioritised", reason, *CITES, kind="policy", needs=needs)
    if facts.decision == "not_prioritised":
        return not_met("may_be_prioritised", "It was decided not to give priority.", *CITES, kind="policy")
    return met("may_be_prioritised", f"Discussed with {facts.discussed_with}.", *CITES, kind="policy")


def to_record(facts: PriorityFacts) -> tuple[Duty, ...]:
    """The decision, either way, goes in full into the 'special handling' section (SM-1.39)."""
    if facts.decision is None:
        return ()
    what = f"Record in 'special handling': {facts.decision}, the reason, who it was discussed with, and when."
    return (Duty("record_in_special_handling", what, "policy", CITES, to=("caseworker",)),)


DISCUSS = Duty("discuss_priority", "Discuss the possible priority with your manager first.", "policy", CITES, to=("manager",))
