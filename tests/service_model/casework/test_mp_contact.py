"""The MP who referred a complaint hears who is considering it (SM-2.226)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.mp_contact import MpContactFacts, contact_the_mp, was_referred
from tests.service_model.building import a_complaint


def facts(**known: Any) -> MpContactFacts:
    base = {"referred": True, "allocated_on": date(2026, 3, 2), "caseworker": "Sam Lee", "direct_contact": "020 7946 0022"}
    return MpContactFacts.model_validate({**base, **known})


@pytest.mark.covers("SM-2.226a")
def test_an_mp_who_referred_the_complaint_is_contacted_once_it_is_allocated() -> None:
    found = contact_the_mp(facts(referred=was_referred(a_complaint(given="ready_government"))))
    assert [(duty.to, duty.kind, duty.paragraphs) for duty in found.duties] == [(("referring_mp",), "policy", ("SM-2.226",))]
    assert contact_the_mp(facts(allocated_on=None)).duties == ()


@pytest.mark.covers("SM-2.226a")
@pytest.mark.parametrize("referral", ["asked", "refused", "not_asked"])
def test_without_a_referral_no_mp_is_contacted(referral: str) -> None:
    referred = was_referred(a_complaint(given="ready_government", mp_referral=referral))
    found = contact_the_mp(facts(referred=referred))
    assert (found.choice, found.duties) == ("not_needed", ())


def test_a_referral_that_nobody_checked_is_not_taken_for_none() -> None:
    found = contact_the_mp(facts(referred=was_referred(a_complaint())))
    assert (found.choice, found.needs) == (None, ("mp_referral",))


def test_the_contact_says_who_considers_it_and_how_to_get_an_update() -> None:
    what = contact_the_mp(facts()).duties[0].what
    assert "Sam Lee" in what
    assert "020 7946 0022" in what
    assert contact_the_mp(facts(direct_contact=None)).needs == ("direct_contact",)


def test_an_mp_is_told_once() -> None:
    assert contact_the_mp(facts(mp_contacted_on=date(2026, 3, 3))).duties == ()
