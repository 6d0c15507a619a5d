"""Referring a case to the complex teams (SM-2.194)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.complex_referral import ComplexReferral, may_refer, referral

FULL = {
    "discussed_with": "Jo Khan",
    "discussed_with_manager": True,
    "case_details": "A made-up case",
    "why_complex": "It crosses three organisations.",
}


def a_referral(**changed: Any) -> ComplexReferral:
    return ComplexReferral.model_validate({**FULL, **changed})


@pytest.mark.covers("SM-2.194a")
@pytest.mark.parametrize("discussed", [False, None])
def test_a_referral_without_a_talk_with_the_manager_is_refused(discussed: bool | None) -> None:
    found = may_refer(a_referral(discussed_with_manager=discussed))
    assert (found.status, found.paragraphs, found.needs) == ("not_met", ("SM-2.194",), ("discussed_with_manager",))


@pytest.mark.covers("SM-2.194b")
@pytest.mark.parametrize("part", ["why_complex", "case_details", "discussed_with"])
@pytest.mark.parametrize("blank", [None, "  "])
def test_a_referral_that_lacks_one_of_its_three_parts_is_refused(part: str, blank: str | None) -> None:
    lacking = a_referral(**{part: blank})
    assert (may_refer(lacking).status, may_refer(lacking).needs, referral(lacking)) == ("not_met", (part,), None)


@pytest.mark.covers("SM-2.194b")
def test_a_full_referral_goes_to_the_assistant_director_with_all_three_parts() -> None:
    duty = referral(a_referral())
    assert may_refer(a_referral()).status == "met"
    assert duty is not None
    assert duty.to == ("assistant_director",)
    assert all(str(FULL[part]) in duty.what for part in ("case_details", "discussed_with", "why_complex"))
