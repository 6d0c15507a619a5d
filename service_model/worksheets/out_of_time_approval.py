"""What an Assistant Director - Casework says of an exceptional decision on the time limit (SM-2.288, 2.291)."""

from __future__ import annotations

from pydantic import Field

from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.steps import step


class OutOfTimeApprovalSheet(Part):
    """The answer and its reasons."""

    agreed: bool | None = None
    reasons: str | None = Field(None, max_length=5000)


def judge(facts: OutOfTimeApprovalSheet, _about: About) -> Judged:
    """An approval without reasons is none."""
    return Judged(steps=(
        step("agreed", facts.agreed is not None, "Say if you approve.", "SM-2.288", "SM-2.291"),
        step("reasons", facts.reasons, "Give your reasons.", "SM-2.291", "SM-2.288"),
    ))  # fmt: skip
