"""What we ask an organisation to do to resolve a complaint, and its answer (SM-3.63 to 3.66)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from service_model.casework.resolution import Request
from service_model.casework.resolution_closing import ResolutionItem, after_answer, if_overdue, when_requesting
from service_model.determination import Finding
from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.steps import step


class ResolutionRequestSheet(Part):
    """One request to one organisation. It is a request, never a recommendation (SM-3.64)."""

    organisation: str | None = Field(None, max_length=300)
    requests: tuple[Request, ...] = ()
    action: str | None = Field(None, max_length=2000)
    asked_on: date | None = None
    answer: Literal["agreed", "refused"] | None = None
    answered_on: date | None = None
    refusal_reason: str | None = Field(None, max_length=5000)
    due_on: date | None = None
    done_on: date | None = None


def judge(facts: ResolutionRequestSheet, about: About) -> Judged:
    """What the request needs, and what follows from the answer."""
    item = ResolutionItem(
        action=facts.action or "", answer=facts.answer, answered_on=facts.answered_on, due_on=facts.due_on, done_on=facts.done_on
    )
    duties = (*when_requesting(), *(each for each in if_overdue(item, today=about.today) if facts.answer == "agreed"))
    return Judged(steps=tuple(_steps(facts)), recommendations=after_answer(item), duties=duties)


def _steps(facts: ResolutionRequestSheet) -> Iterator[Finding]:
    yield step("organisation", facts.organisation, "Name the organisation.", "SM-3.63", kind="guidance")
    yield step("requests", facts.requests and facts.action, "Say what is requested.", "SM-3.63", kind="guidance")
    if facts.answer == "refused":
        dated = facts.answered_on and facts.refusal_reason
        yield step("refusal", dated, "Record the refusal with its date and reason.", "SM-3.65")
