"""Referring a case to the complex teams (SM-2.194)."""

from __future__ import annotations

from service_model.casework.complex_referral import ComplexReferral, may_refer, referral
from service_model.worksheets import About, Judged


def judge(facts: ComplexReferral, about: About) -> Judged:
    """Discussed with the manager, and complete; then it goes to the Assistant Director (SM-2.194)."""
    duty = referral(facts)
    return Judged(steps=(may_refer(facts),), duties=(duty,) if duty else ())
