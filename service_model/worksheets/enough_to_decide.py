"""Is there enough to decide, after trying to reach the complainant (SM-2.218, 2.223, 2.224)?"""

from __future__ import annotations

from pydantic import Field

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged


class EnoughToDecide(Part):
    """Is there enough to decide, after trying to reach the complainant?"""

    enough: bool | None = None
    reasons: str | None = Field(None, max_length=5000)
    still_missing: tuple[str, ...] = Field((), description="Each thing that is missing")


def judge(facts: EnoughToDecide, about: About) -> Judged:
    """The answer with its reasons; without enough, what is missing."""
    return Judged(steps=(enough_recorded(facts),))


def enough_recorded(facts: EnoughToDecide) -> Finding:
    """Enough to decide or not: recorded with the reasons; where not, with what is missing (SM-2.218, 2.223, 2.224)."""
    gate = "enough_to_decide"
    if facts.enough is None:
        reason = "Is there enough information and evidence to decide?"
        return cannot_tell(gate, reason, "SM-2.218", needs=("enough",))
    if not facts.enough and not facts.still_missing:
        return not_met(gate, "Record what is missing.", "SM-2.224", kind="policy", needs=("still_missing",))
    if not facts.reasons:
        paragraph = "SM-2.223" if facts.enough else "SM-2.224"
        return not_met(gate, "Record the reasons.", paragraph, kind="policy", needs=("reasons",))
    if facts.enough:
        return met(gate, "There is enough to decide.", "SM-2.223", kind="policy")
    return met(gate, f"More is needed: {'; '.join(facts.still_missing)}.", "SM-2.224", kind="policy")
