"""Two standards that contradict each other: the one that fits best, with reasons (SM-3.45)."""

from __future__ import annotations

from pydantic import Field

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part


class ConflictFacts(Part):
    """The standards that contradict each other, the one chosen and why."""

    standards: tuple[str, ...] = Field((), max_length=20)
    contradictory: bool | None = None
    chosen: str | None = Field(None, max_length=500)
    reasons: str | None = Field(None, max_length=5000)


def conflict_settled(facts: ConflictFacts) -> Finding:
    """Of two standards that contradict, the one most applicable is considered, and the reasons are explained (SM-3.45)."""
    gate = "conflicting_standards"
    if len(facts.standards) < 2 or facts.contradictory is False:
        return met(gate, "No standards contradict each other.", "SM-3.45", kind="policy")
    if facts.contradictory is None:
        return cannot_tell(gate, "Do these standards contradict?", "SM-3.45", kind="policy", needs=("contradictory",))
    if facts.chosen not in facts.standards:
        reason = "Choose the standard that fits the case best."
        return not_met(gate, reason, "SM-3.45", kind="policy", needs=("chosen",))
    if not facts.reasons:
        return not_met(gate, "Explain why this one is used.", "SM-3.45", kind="policy", needs=("reasons",))
    return met(gate, f"'{facts.chosen}' fits best. {facts.reasons}", "SM-3.45", kind="policy")
