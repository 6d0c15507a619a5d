"""A request for information: to whom, for what, whether it was answered (SM-1.15, 3.103, 3.105)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.casework.evidencing import EvidenceRequest, request_explained
from service_model.findings import cannot_tell, met
from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.steps import step


class InformationRequestSheet(Part):
    """One request."""

    addressee_type: Literal["complainant", "organisation", "third_party"] | None = None
    addressee: str | None = Field(None, max_length=300)
    what: str | None = Field(None, max_length=1000)
    relevance: str | None = Field(None, max_length=2000)
    sent_on: date | None = None
    status: Literal["open", "answered", "withdrawn"] | None = None
    answered_on: date | None = None


def judge(facts: InformationRequestSheet, _about: About) -> Judged:
    """What the request needs; that an answer is waited for is said, and holds nothing up by itself."""
    row = EvidenceRequest(what=facts.what or "what is needed", relevance=facts.relevance, answered_on=facts.answered_on)
    answered = met("answered", "It was answered.", "SM-1.15") if facts.status == "answered" else cannot_tell(
        "answered", "No answer yet.", "SM-1.15", needs=("status",)
    )  # fmt: skip
    return Judged(
        steps=(
            step("addressee_type", facts.addressee_type, "Say who is asked.", "SM-1.15", kind="guidance"),
            step("what", facts.what, "Say what is asked for.", "SM-1.15", kind="guidance"),
            request_explained(row),
        ),
        verdicts=(answered,),
    )  # fmt: skip


def prefill(_about: About) -> dict[str, object]:
    """A new request is open."""
    return {"status": "open"}
