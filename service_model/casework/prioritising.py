"""A case that comes first in exceptional circumstances (SM-3.100)."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part


class PriorityFacts(Part):
    """Why a case should come first, and the talk with the line manager."""

    ground: str | None = Field(None, max_length=2000, description="The exceptional circumstances, such as a terminal illness")
    manager: str | None = Field(None, max_length=200, description="The line manager it was discussed with")
    discussed_on: date | None = None


def may_prioritise(facts: PriorityFacts) -> Finding:
    """In exceptional circumstances a case comes first, after a talk with the line manager, fully on record (SM-3.100)."""
    if not facts.ground:
        words = "What are the exceptional circumstances, such as a terminal illness?"
        return cannot_tell("may_prioritise", words, "SM-3.100", kind="policy", needs=("ground",))
    missing = tuple(name for name in ("manager", "discussed_on") if getattr(facts, name) in (None, ""))
    if missing:
        words = "Discuss it with the line manager first, and record with whom and when."
        return not_met("may_prioritise", words, "SM-3.100", kind="policy", needs=missing)
    words = f"{facts.ground}. Discussed with {facts.manager} on {facts.discussed_on:%-d %B %Y}."
    return met("may_prioritise", words, "SM-3.100", kind="policy")
