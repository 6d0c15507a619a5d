"""A case that comes first in exceptional circumstances (SM-3.100)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.casework.prioritising import PriorityFacts, may_prioritise
from service_model.record import Part
from service_model.worksheets import About, Judged

Ground = Literal["terminal_illness", "other_exceptional_circumstances"]
GROUNDS: dict[Ground, str] = {
    "terminal_illness": "A terminal illness", "other_exceptional_circumstances": "Other exceptional circumstances",
}  # fmt: skip


class Prioritising(Part):
    """The ground, the talk with the line manager, and what was decided."""

    ground: Ground | None = None
    details: str | None = Field(None, max_length=2000)
    manager: str | None = Field(None, max_length=200)
    discussed_on: date | None = None
    prioritised: bool | None = None


def judge(facts: Prioritising, about: About) -> Judged:
    """Ground, manager and day, before the case comes first (SM-3.100)."""
    ground = GROUNDS[facts.ground] if facts.ground else None
    known = {"ground": ground, "manager": facts.manager, "discussed_on": facts.discussed_on}
    return Judged(steps=(may_prioritise(PriorityFacts.model_validate(known)),))
