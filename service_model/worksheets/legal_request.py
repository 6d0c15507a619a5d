"""A request for advice to the Legal Team. Privileged: it does not leave the house (SM-3.52, 3.53)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.duties import Duty
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged

Purpose = Literal["to_progress_the_case", "to_reach_a_view", "to_refer_to_advice", "other"]


class LegalRequest(Part):
    """One question to the Legal Team."""

    question: str | None = Field(None, max_length=5000)
    purpose: Purpose | None = None
    background: str | None = Field(None, max_length=5000)


def judge(facts: LegalRequest, about: About) -> Judged:
    """A request has a question; the Legal Team then has it on its list (SM-3.52)."""
    if not facts.question:
        words = "Write the question that the Legal Team is asked."
        return Judged(steps=(not_met("legal_question", words, "SM-3.52", kind="policy", needs=("question",)),))
    asked = met("legal_question", "The Legal Team is asked a question.", "SM-3.52", kind="policy")
    duty = Duty("ask_the_legal_team", "Answer the question of the caseworker.", "guidance", ("SM-3.52",), ("legal_team",))
    what = "Share neither the request nor the advice."
    keep = Duty("keep_privileged", what, "policy", ("SM-3.53",), ("caseworker",), not_to=True)
    return Judged(steps=(asked,), duties=(duty, keep))
