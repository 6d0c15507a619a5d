"""A decision on the telephone, who else hears of it, and where a declined person can turn (SM-1.28 to 1.30)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from service_model import determine
from service_model.casework.telephone_decisions import (
    TelephoneDecision,
    duties_after,
    may_close,
    other_organisation,
    where_to_turn,
)
from tests.service_model.building import READY_HEALTH, TODAY, a_complaint


@pytest.mark.covers("SM-1.28b")
def test_whether_they_want_it_in_writing_is_asked_before_the_case_closes() -> None:
    found = may_close(TelephoneDecision())
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", ("written_wanted",), ("SM-1.28",))


@pytest.mark.covers("SM-1.28c")
def test_representatives_and_mps_are_told_even_where_no_letter_is_wanted() -> None:
    decision = TelephoneDecision(written_wanted=False, others=("referring_mp", "advocate"))
    notices = duties_after(decision)
    assert [(duty.to, duty.kind, duty.must) for duty in notices] == [
        (("referring_mp",), "legal", True),
        (("advocate",), "legal", True),
    ]
    told_one = decision.model_copy(update={"told": ("advocate",)})
    told_both = decision.model_copy(update={"told": ("advocate", "referring_mp")})
    assert (may_close(decision).status, may_close(told_one).status, may_close(told_both).status) == ("not_met", "not_met", "met")


@pytest.mark.covers("SM-1.29a")
def test_a_decision_wanted_in_writing_is_sent_before_the_case_closes() -> None:
    decision = TelephoneDecision(written_wanted=True)
    refused = may_close(decision)
    assert [duty.name for duty in duties_after(decision)] == ["decision_in_writing"]
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "legal", ("SM-1.29",))
    assert may_close(decision.model_copy(update={"letter_sent": True})).status == "met"


@pytest.mark.covers("SM-1.29b")
@pytest.mark.parametrize(("passed_on", "letters"), [(True, 1), (False, 0)])
def test_passing_it_on_by_telephone_brings_the_acknowledgement_letter(passed_on: bool, letters: int) -> None:
    found = duties_after(TelephoneDecision(written_wanted=False, passed_on=passed_on))
    assert [duty.to for duty in found if duty.name == "acknowledgement_letter"] == [("complainant",)] * letters


DECLINED: dict[str, dict[str, Any]] = {
    "premature": {"organisation": "Leeds General Infirmary", "local_stage": "not_started", "exceptional_circumstances": "none"},
    "not_properly_made": {"organisation": "DWP", "mp_referral": "not_asked", "has_mp": True, "local_stage": "final"},
    "out_of_jurisdiction": {"organisation": "my council"},
    "out_of_remit": {"organisation": "my dentist", "nhs_funded": False},
    "unsuitable_complainant": {
        **READY_HEALTH, "complaining_for": "someone_else", "aggrieved_situation": "can_complain", "aggrieved_consent": False,
    },
    "out_of_time": {**READY_HEALTH, "aware_on": "2023-01", "delay_reasons": "I was ill."},
    "other_forum": {**READY_HEALTH, "other_body": "complaint_handler", "agrees_to_other_body": True},
    "alternative_legal_remedy": {
        **READY_HEALTH, "legal_action": "not_taken", "outcome_kind": "more_money", "outcome_beyond_court": False,
        "able_to_go_to_court": "able_and_can_pay",
    },
}  # fmt: skip


@pytest.mark.covers("SM-1.30a")
@pytest.mark.parametrize("outcome", DECLINED)
def test_whoever_is_declined_hears_what_to_do_next(outcome: str) -> None:
    found = determine(a_complaint(**DECLINED[outcome]), today=TODAY)
    assert found.outcome == outcome
    assert found.next_steps


@pytest.mark.covers("SM-1.30b")
def test_too_early_for_a_health_complaint_leads_back_to_the_trust_and_to_advocacy() -> None:
    complaint = a_complaint(**{**DECLINED["premature"], "organisation": "Anytown NHS Trust"})
    bodies = [each.body for each in where_to_turn(complaint, determine(complaint, today=TODAY), today=TODAY)]
    assert "The complaints team of Anytown NHS Trust" in bodies
    assert "NHS complaints advocacy" in bodies


def test_a_council_is_not_led_back_to_us_or_to_itself() -> None:
    complaint = a_complaint(organisation="my council")
    bodies = [each.body for each in where_to_turn(complaint, determine(complaint, today=TODAY), today=TODAY)]
    assert bodies == ["Local Government and Social Care Ombudsman"]


@pytest.mark.covers("SM-1.30c")
def test_another_organisation_is_named_where_one_is_known_and_none_is_invented() -> None:
    bins = determine(a_complaint(organisation="council bin collection"), today=TODAY)
    company = determine(a_complaint(organisation="Zorg", organisation_kind="company"), today=TODAY)
    nobody = replace(bins, signposts=())
    assert other_organisation(bins) == "Local Government and Social Care Ombudsman"
    assert other_organisation(company) == "Citizens Advice consumer service"
    assert nobody.outcome == "out_of_jurisdiction"
    assert other_organisation(nobody) == "none found"
