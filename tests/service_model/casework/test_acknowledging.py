"""Ten working days for an answer, 48 hours for a call back (SM-1.27, 1.34, 2.222)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from service_model.casework.acknowledging import InboundContact, answer_to_contact, call_back, is_answer_overdue
from service_model.deadlines import LONDON

MONDAY = date(2025, 3, 3)


@pytest.mark.covers("SM-1.27a")
def test_contact_is_answered_within_ten_working_days_and_overdue_the_day_after() -> None:
    email = InboundContact(received_on=MONDAY)
    (duty,) = answer_to_contact(email).duties
    assert (duty.by, duty.to, duty.paragraphs) == (date(2025, 3, 17), ("complainant",), ("SM-1.27",))
    assert not is_answer_overdue(email, today=date(2025, 3, 17))
    assert is_answer_overdue(email, today=date(2025, 3, 18))


def test_an_answer_stops_the_clock() -> None:
    answered = InboundContact(received_on=MONDAY, answered_on=date(2025, 3, 5))
    assert answer_to_contact(answered).duties == ()
    assert not is_answer_overdue(answered, today=date(2025, 4, 1))


@pytest.mark.covers("SM-1.27b")
def test_no_answer_is_due_to_a_party_under_restrictions_and_the_log_says_why() -> None:
    restricted = InboundContact(received_on=MONDAY, restricted=True)
    found = answer_to_contact(restricted)
    assert (found.duties, found.reason) == ((), "restricted, SM-1.27b")
    assert not is_answer_overdue(restricted, today=date(2025, 4, 1))


def test_an_organisation_is_answered_too() -> None:
    (duty,) = answer_to_contact(InboundContact(received_on=MONDAY, restricted=False), party="organisation").duties
    assert duty.to == ("organisation",)


@pytest.mark.covers("SM-1.34g")
def test_a_call_back_is_due_forty_eight_hours_after_it_was_asked_for() -> None:
    duty = call_back(datetime(2025, 3, 4, 10, tzinfo=LONDON))
    assert duty.by == datetime(2025, 3, 6, 10, tzinfo=LONDON)


@pytest.mark.covers("SM-2.222a")
@pytest.mark.parametrize("party", ["complainant", "organisation", "referring_mp", "representative"])
def test_any_party_who_gets_in_touch_has_an_answer_within_ten_working_days(party: Any) -> None:
    found = answer_to_contact(InboundContact(received_on=date(2026, 3, 2)), at="SM-2.222", party=party)
    assert [(duty.by, duty.to, duty.kind) for duty in found.duties] == [(date(2026, 3, 16), (party,), "policy")]


@pytest.mark.covers("SM-2.222a")
def test_bank_holidays_do_not_count_towards_the_ten_days() -> None:
    found = answer_to_contact(InboundContact(received_on=date(2026, 4, 1)), at="SM-2.222", party="complainant")
    assert found.duties[0].by == date(2026, 4, 17)


def test_whoever_has_been_answered_waits_for_nothing() -> None:
    contact = InboundContact(received_on=date(2026, 3, 2), answered_on=date(2026, 3, 5))
    assert answer_to_contact(contact, at="SM-2.222", party="complainant").duties == ()


@pytest.mark.covers("SM-2.222b")
def test_no_answer_is_due_to_someone_under_restrictions_and_the_reason_is_said() -> None:
    found = answer_to_contact(InboundContact(received_on=date(2026, 3, 2), restricted=True), at="SM-2.222", party="complainant")
    assert (found.choice, found.duties) == ("none_due", ())
    assert "unreasonable behaviour" in found.reason


@pytest.mark.covers("SM-2.222b")
@pytest.mark.parametrize("restricted", [False, None])
def test_the_clock_runs_while_restrictions_are_absent_or_unknown(restricted: bool | None) -> None:
    contact = InboundContact(received_on=date(2026, 3, 2), restricted=restricted)
    found = answer_to_contact(contact, at="SM-2.222", party="complainant")
    assert [duty.by for duty in found.duties] == [date(2026, 3, 16)]


def test_an_answer_at_any_stage_is_overdue_the_day_after_unless_none_is_due() -> None:
    waiting, restricted = (InboundContact(received_on=date(2026, 3, 2), restricted=each) for each in (None, True))
    assert [is_answer_overdue(waiting, today=date(2026, 3, day), at="SM-2.222") for day in (16, 17)] == [False, True]
    assert not is_answer_overdue(restricted, today=date(2026, 4, 1), at="SM-2.222")
