"""Help with making the complaint (SM-1.40, 1.41)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model import Determination, determine
from service_model.casework.support import CompletedForm, Help, duties_for_form, form_to_sign, support_asked_for, ways_to_help
from tests.service_model.building import TODAY, a_complaint

NO_REFERRAL = {"organisation": "DWP", "mp_referral": "not_asked", "has_mp": True, "local_stage": "final"}
VICTIM = {"organisation": "CPS", "victim_link": "victims_code", "reasonable_link": True, "local_stage": "final"}


def help_for(signals: tuple[str, ...] = (), **facts: Any) -> tuple[dict[str, Help], Determination]:
    complaint = a_complaint(signals=signals, **facts)
    found = determine(complaint, today=TODAY)
    return {way.name: way for way in ways_to_help(complaint, found, today=TODAY)}, found


@pytest.mark.covers("SM-1.40")
def test_somebody_who_says_they_need_help_is_kept_in_their_words_and_leads_to_a_step() -> None:
    complaint = a_complaint(adjustments="I can't write this myself")
    (duty,) = support_asked_for(complaint)
    assert (duty.name, duty.must) == ("agree_support", False)
    assert "I can't write this myself" in duty.what
    assert support_asked_for(a_complaint(adjustments="Nothing needed")) == ()
    assert support_asked_for(a_complaint()) == ()


def test_a_health_complainant_is_offered_an_advocacy_service_and_no_mp() -> None:
    ways, _ = help_for(organisation="Leeds General Infirmary")
    assert [each.body for each in ways["advocacy"].signposts] == ["NHS complaints advocacy"]
    assert "contact_an_mp" not in ways


def test_a_complaint_that_is_too_early_can_be_sent_on_to_the_organisation() -> None:
    early, found = help_for(organisation="Leeds General Infirmary", local_stage="not_started", exceptional_circumstances="none")
    assert found.outcome == "premature"
    assert "forward_the_complaint" in early
    assert "forward_the_complaint" not in help_for(given="ready_health")[0]


@pytest.mark.covers("SM-1.41d")
def test_help_with_an_mp_says_in_writing_and_a_victim_is_led_to_no_mp() -> None:
    without_referral, _ = help_for(**NO_REFERRAL)
    victim, found = help_for(signals=("victim_of_crime",), **VICTIM)
    assert "has to be in writing" in without_referral["contact_an_mp"].what
    assert without_referral["contact_an_mp"].signposts[0].body == "Your MP"
    assert next(each for each in found.findings if each.gate == "properly_made").status == "met"
    assert "contact_an_mp" not in victim


def test_an_organisation_nobody_knows_leaves_filling_in_the_form() -> None:
    ways, _ = help_for()
    assert list(ways) == ["complete_the_form"]


@pytest.mark.covers("SM-1.41f")
def test_a_form_filled_in_by_staff_is_sent_to_be_signed_and_unsigned_until_it_comes_back() -> None:
    made = CompletedForm(completed_on=date(2026, 6, 1))
    sent = made.model_copy(update={"sent_on": date(2026, 6, 1)})
    back = sent.model_copy(update={"returned_signed_on": date(2026, 6, 9)})
    assert [duty.to for duty in duties_for_form(made)] == [("complainant",)]
    assert duties_for_form(sent) == ()
    assert [form_to_sign(form).status for form in (made, sent, back)] == ["not_met", "not_met", "met"]
