"""Cases we are more likely to investigate can still be declined, for an exceptional reason that is kept (SM-3.72)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part


class LikelyFacts(Part):
    """What makes an investigation more likely, and the exceptional reason for not having one."""

    indication: Literal["avoidable_serious_harm", "wider_public_interest", "none"] | None = None
    exceptional_reason: str | None = Field(None, max_length=5000)


def may_decline(facts: LikelyFacts) -> Finding:
    """Discretion stays open: in exceptional circumstances we decide not to investigate, and say why (SM-3.72)."""
    if facts.indication is None:
        words = "Is there a sign of avoidable serious harm, or a wider public interest?"
        return cannot_tell("may_decline", words, "SM-3.72", kind="policy", needs=("indication",))
    if facts.indication == "none":
        return met("may_decline", "Nothing makes an investigation more likely here.", "SM-3.72", kind="policy")
    if not facts.exceptional_reason:
        words = "We are more likely to investigate this. Record the exceptional reason for not doing so."
        return not_met("may_decline", words, "SM-3.72", kind="policy", needs=("exceptional_reason",))
    return met("may_decline", f"Exceptional reason: {facts.exceptional_reason}", "SM-3.72", kind="policy")
