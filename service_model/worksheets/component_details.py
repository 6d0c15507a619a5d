"""What a component is about, beside its heading and summary: one subject of a list (SM-2.242)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged

Subject = Literal[
    "clinical_care", "delay", "communication", "staff_attitude", "records", "decision_or_entitlement", "discharge_or_transfer",
    "complaint_handling", "other",
]  # fmt: skip
"""The office's own list is not in the documents: these are defaults."""


class ComponentDetails(Part):
    """The most relevant subject, where more than one would fit, and what else a reader should know."""

    subject: Subject | None = None
    subject_note: str | None = Field(None, max_length=2000)


def judge(facts: ComponentDetails, about: About) -> Judged:
    """The fields are completed as best as possible (SM-2.242)."""
    if facts.subject is None:
        words = "Choose the subject that fits best."
        return Judged(steps=(not_met("subject", words, "SM-2.242", kind="policy", needs=("subject",)),))
    return Judged(steps=(met("subject", "The component has its subject.", "SM-2.242", kind="policy"),))
