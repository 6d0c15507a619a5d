"""First contact within ten working days, three calls over two days (SM-2.212, 2.217, 2.218)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from service_model.casework.primary_contact import (
    FirstContactFacts,
    enough_calls,
    first_contact_complete,
    first_contact_due,
    is_first_contact_overdue,
    tried_before_acting,
)
from service_model.deadlines import LONDON

ALLOCATED, DUE, DAY_AFTER = date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 17)
CALLS = [datetime(2026, 3, day, hour, tzinfo=LONDON) for day, hour in ((2, 10), (2, 15), (3, 11))]


def calls(*moments: datetime, reached: bool | None = False) -> list[dict[str, Any]]:
    return [{"at": moment, "way": "phone", "reached": reached} for moment in moments]


def facts(**known: Any) -> FirstContactFacts:
    return FirstContactFacts.model_validate({"allocated_on": ALLOCATED, **known})


@pytest.mark.covers("SM-2.212a")
def test_first_contact_is_due_ten_working_days_after_allocation_and_overdue_the_day_after() -> None:
    duty = first_contact_due(facts())
    assert duty is not None
    assert (duty.by, duty.kind, duty.to) == (DUE, "policy", ("complainant",))
    assert [is_first_contact_overdue(facts(), today=day) for day in (DUE, DAY_AFTER)] == [False, True]


@pytest.mark.covers("SM-2.212a")
@pytest.mark.parametrize(
    "contact", [{"at": DUE, "way": "phone", "reached": True}, {"at": DUE, "way": "email"}, {"at": DUE, "way": "post"}]
)
def test_a_contact_that_was_logged_meets_the_deadline(contact: dict[str, Any]) -> None:
    known = facts(attempts=[contact])
    assert (first_contact_due(known), is_first_contact_overdue(known, today=DAY_AFTER)) == (None, False)


def test_calls_that_nobody_answered_do_not_meet_the_deadline() -> None:
    assert is_first_contact_overdue(facts(attempts=calls(*CALLS)), today=DAY_AFTER)


def test_a_talk_before_the_allocation_is_not_the_first_contact_after_it() -> None:
    before = [{"at": date(2026, 2, 27), "way": "phone", "reached": True}]
    assert first_contact_due(facts(attempts=before)) is not None


def test_a_case_that_is_not_allocated_has_no_first_contact_deadline() -> None:
    assert first_contact_due(FirstContactFacts.model_validate({})) is None
    assert not is_first_contact_overdue(FirstContactFacts.model_validate({}), today=DAY_AFTER)


@pytest.mark.covers("SM-2.212d")
def test_first_contact_is_not_complete_before_its_purpose_is_explained() -> None:
    said = {"caseworker_introduced": True, "direct_contact": "020 7946 0022"}
    before, after = first_contact_complete(facts(**said)), first_contact_complete(facts(**said, purpose_explained=True))
    assert (before.status, before.paragraphs, before.kind) == ("not_met", ("SM-2.212",), "policy")
    assert before.needs == ("purpose_explained",)
    assert after.status == "met"


def test_first_contact_without_direct_contact_details_is_not_complete() -> None:
    found = first_contact_complete(facts(caseworker_introduced=True, purpose_explained=True))
    assert (found.status, found.needs) == ("not_met", ("direct_contact",))


@pytest.mark.covers("SM-2.218a")
def test_three_calls_over_two_days_are_enough_and_two_are_not() -> None:
    assert enough_calls(facts(attempts=calls(*CALLS))).status == "met"
    two = enough_calls(facts(attempts=calls(*CALLS[:2])))
    assert (two.status, two.paragraphs) == ("not_met", ("SM-2.218",))
    assert enough_calls(facts(attempts=calls(CALLS[0], CALLS[2]))).status == "not_met"


@pytest.mark.covers("SM-2.218a")
def test_three_calls_on_one_day_are_not_spread_over_two() -> None:
    one_day = [datetime(2026, 3, 2, hour, tzinfo=LONDON) for hour in (9, 12, 16)]
    assert enough_calls(facts(attempts=calls(*one_day))).status == "not_met"


def test_letters_are_not_calls() -> None:
    letter = {"at": CALLS[2], "way": "post", "reached": False}
    assert enough_calls(facts(attempts=[*calls(*CALLS[:2]), letter])).status == "not_met"


def test_nobody_who_was_reached_has_to_be_called_again() -> None:
    assert enough_calls(facts(attempts=calls(CALLS[0], reached=True))).status == "met"


def test_calls_of_which_nobody_wrote_down_how_they_went_settle_nothing() -> None:
    found = enough_calls(facts(attempts=calls(*CALLS, reached=None)))
    assert (found.status, found.needs) == ("cannot_tell", ("reached",))


@pytest.mark.covers("SM-2.217a", "SM-2.217b")
def test_without_contact_or_attempts_nobody_goes_on_decides_or_leaves_an_issue_out() -> None:
    found = tried_before_acting(facts())
    assert (found.status, found.kind, found.paragraphs[0]) == ("not_met", "policy", "SM-2.217")
    assert "leave an issue out" in found.reason
    assert tried_before_acting(facts(attempts=calls(*CALLS))).status == "met"
    assert tried_before_acting(facts(attempts=calls(CALLS[0], reached=True))).status == "met"
