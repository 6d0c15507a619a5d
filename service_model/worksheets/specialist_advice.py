"""The specialist advice section: Equality, Diversity or Inclusion (SM-3.58)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged

Type = Literal["equality_diversity_inclusion"]


class SpecialistAdvice(Part):
    """One request to a specialist, and the answer."""

    type: Type | None = None
    question: str | None = Field(None, max_length=5000)
    asked_on: date | None = None
    given_by: str | None = Field(None, max_length=200)
    given_on: date | None = None
    advice: str | None = Field(None, max_length=10_000)


def judge(facts: SpecialistAdvice, about: About) -> Judged:
    """Requested and recorded here (SM-3.58)."""
    needs = tuple(name for name in ("type", "question") if not getattr(facts, name))
    if needs:
        words = "Choose the type of advice, and write what is asked."
        return Judged(steps=(not_met("specialist_request", words, "SM-3.58", kind="policy", needs=needs),))
    return Judged(steps=(met("specialist_request", "The request is recorded.", "SM-3.58", kind="policy"),))
