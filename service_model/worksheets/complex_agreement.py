"""Agreeing to a referral to the complex teams: the category of the Decision Form changes with it (SM-2.194, 2.195)."""

from __future__ import annotations

from pydantic import Field

from service_model.casework.complex_referral import ComplexReferral, may_refer
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged


class ComplexAgreement(Part):
    """The answer to a referral."""

    agreed: bool | None = None
    reasons: str | None = Field(None, max_length=5000)


def judge(facts: ComplexAgreement, about: About) -> Judged:
    """There is a complete referral, and an answer to it (SM-2.195)."""
    asked = about.sheet("complex_referral")
    if not isinstance(asked, ComplexReferral) or may_refer(asked).status != "met":
        words = "There is no complete referral to the complex teams yet."
        return Judged(steps=(not_met("referral_made", words, "SM-2.194", kind="legal"),))
    if facts.agreed is None:
        words = "Is it agreed that the case is complex?"
        return Judged(steps=(not_met("referral_agreed", words, "SM-2.195", kind="policy", needs=("agreed",)),))
    words = "Agreed: the category on the Decision Form is 'complex'." if facts.agreed else "Not agreed: the category stays."
    return Judged(steps=(met("referral_agreed", words, "SM-2.195", kind="policy"),))
