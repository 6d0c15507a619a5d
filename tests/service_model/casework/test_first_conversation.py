"""What the conversation with the complainant covers (SM-2.219, 2.220)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.first_conversation import (
    ITEMS,
    ConversationFacts,
    amount_and_scale,
    facts_to_find_out,
    next_hears_from_us,
    still_to_cover,
)
from tests.service_model.building import TODAY, a_complaint


def facts(**known: Any) -> ConversationFacts:
    return ConversationFacts.model_validate(known)


def open_items(**known: Any) -> list[str]:
    return [duty.name for duty in still_to_cover(facts(**known))]


@pytest.mark.covers("SM-2.219g")
def test_a_late_complaint_without_reasons_makes_the_caseworker_ask_for_them() -> None:
    late = a_complaint(given="ready_health", aware_on="2024-01-10")
    assert facts_to_find_out(late, today=TODAY)[0] == "delay_reasons"


@pytest.mark.covers("SM-2.219g")
def test_nobody_is_asked_for_reasons_who_gave_them_or_came_in_time() -> None:
    explained = a_complaint(given="ready_health", aware_on="2024-01-10", delay_reasons="I was in hospital for a year.")
    in_time = a_complaint(given="ready_health")
    assert "delay_reasons" not in facts_to_find_out(explained, today=TODAY)
    assert "delay_reasons" not in facts_to_find_out(in_time, today=TODAY)


@pytest.mark.covers("SM-2.219g")
def test_the_reasons_are_asked_for_even_where_another_gate_ended_the_complaint_before() -> None:
    late = a_complaint(given="ready_health", aware_on="2024-01-10", local_stage="not_started", exceptional_circumstances="none")
    assert "delay_reasons" in facts_to_find_out(late, today=TODAY)


@pytest.mark.covers("SM-2.219g")
def test_what_a_test_still_lacks_is_found_out_even_if_they_did_not_know_at_first() -> None:
    complaint = a_complaint(given="ready_health", aware_on=None, about={"unanswered": {"aware_on": "dont_know"}})
    assert "aware_on" in facts_to_find_out(complaint, today=TODAY)


def test_what_they_would_rather_not_say_is_left_alone() -> None:
    private = {"aware_on": "prefer_not_to_say", "outcome_sought": "prefer_not_to_say"}
    found = facts_to_find_out(a_complaint(given="ready_health", aware_on=None, about={"unanswered": private}), today=TODAY)
    assert not set(private) & set(found)
    assert "injustice" in found


def test_injustice_and_outcome_are_found_out_only_while_they_are_not_recorded() -> None:
    before = facts_to_find_out(a_complaint(given="ready_health"), today=TODAY)
    known = a_complaint(given="ready_health", injustice="I lost sleep.", outcome_sought="An apology.")
    assert before == ("injustice", "outcome_sought")
    assert facts_to_find_out(known, today=TODAY) == ()


@pytest.mark.covers("SM-2.219k")
def test_money_without_talk_of_the_scale_stays_open_and_says_so() -> None:
    known = {"financial_outcome": True, "amount_sought": 5000}
    found = amount_and_scale(facts(**known))
    assert found is not None
    assert (found.status, found.paragraphs, found.needs) == ("not_met", ("SM-2.219",), ("severity_scale_discussed",))
    assert "5,000 pounds" in found.reason
    assert "severity_scale_discussed" in open_items(**known)


@pytest.mark.covers("SM-2.219k")
def test_the_amount_and_the_scale_together_close_the_item() -> None:
    known = {"financial_outcome": True, "amount_sought": 5000, "done": ["severity_scale_discussed"]}
    found = amount_and_scale(facts(**known))
    assert found is not None
    assert found.status == "met"
    assert "severity_scale_discussed" not in open_items(**known)


def test_the_scale_alone_does_not_close_the_item_while_the_amount_is_unknown() -> None:
    known = {"financial_outcome": True, "done": ["severity_scale_discussed"]}
    found = amount_and_scale(facts(**known))
    assert found is not None
    assert (found.status, found.needs) == ("not_met", ("amount_sought",))
    assert "severity_scale_discussed" in open_items(**known)


@pytest.mark.parametrize("sought", [False, None])
def test_the_scale_does_not_come_up_where_no_money_is_sought(sought: bool | None) -> None:
    assert amount_and_scale(facts(financial_outcome=sought)) is None
    assert "severity_scale_discussed" not in open_items(financial_outcome=sought)


@pytest.mark.covers("SM-2.219m")
def test_the_day_they_were_told_becomes_a_deadline() -> None:
    duty = next_hears_from_us(facts(next_contact_on=date(2026, 3, 30)))
    assert duty is not None
    assert (duty.by, duty.to) == (date(2026, 3, 30), ("complainant",))


@pytest.mark.covers("SM-2.219m")
def test_without_that_day_the_timescales_are_not_explained() -> None:
    assert next_hears_from_us(facts()) is None
    assert "timescales_explained" in open_items(done=["timescales_explained"])
    assert "timescales_explained" not in open_items(done=["timescales_explained"], next_contact_on=date(2026, 3, 30))


def test_contact_details_are_given_only_once_it_is_written_down_which() -> None:
    assert "contact_details_given" in open_items(done=["contact_details_given"])
    assert "contact_details_given" not in open_items(done=["contact_details_given"], contact_details="020 7946 0022")


@pytest.mark.parametrize(
    ("item", "known"),
    [
        ("way_of_contact_agreed", {"adjustment_asked": True}),
        ("outcome_limits_explained", {"duty_of_candour": True}),
        ("clinical_advice_explained", {"clinical": True}),
        ("expectations_managed", {"unlikely_to_go_further": True}),
    ],
)
def test_some_items_come_up_only_where_there_is_something_to_talk_about(item: str, known: dict[str, bool]) -> None:
    assert item not in open_items()
    assert item in open_items(**known)


def test_what_was_covered_in_one_contact_is_not_open_in_the_next() -> None:
    first = ["identity_verified", "introduced", "good_time", "stage_explained", "circumstances_acknowledged"]
    left = open_items(done=first)
    assert not set(first) & set(left)
    assert set(left) < set(ITEMS)
