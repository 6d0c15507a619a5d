"""Contact at intake: by which way, before declining, within two weeks, and when nobody answers (SM-1.6 to 1.9, 1.18 to 1.21)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.contact_attempts import ContactAttempt
from service_model.casework.contact_preferences import way_of_contact
from service_model.casework.intake_contact import (
    ContactFacts,
    contact_within_two_weeks,
    contacted_before_declining,
    last_day_for_information,
    more_time,
    when_nobody_answers,
)
from service_model.record import Person

ARRIVED = date(2025, 3, 3)
ASKED = date(2025, 3, 3)


def a_person(**details: Any) -> Person:
    return Person.model_validate(details)


def facts(**known: Any) -> ContactFacts:
    """One failed call, and whatever else is known."""
    calls = [ContactAttempt(at=date(2025, 3, 3), way="phone", reached=False)]
    return ContactFacts.model_validate({"attempts": [call.model_dump() for call in calls], **known})


def step(*, today: date = ASKED, **known: Any) -> str | None:
    return when_nobody_answers(facts(**known), today=today).choice


@pytest.mark.covers("SM-1.7a")
@pytest.mark.parametrize("way", ["phone", "email", "post"])
def test_contact_is_made_the_way_they_prefer(way: str) -> None:
    assert way_of_contact(a_person(preferred_contact=way, phone="+441614960000"), at="SM-1.7").choice == way


@pytest.mark.covers("SM-1.7b")
def test_without_a_preference_they_are_rung() -> None:
    found = way_of_contact(a_person(phone="+441614960000", email="ann@example.org"), at="SM-1.7")
    assert (found.choice, found.paragraphs, found.needs) == ("phone", ("SM-1.7",), ())


def test_without_a_preference_or_a_number_the_number_is_wanted() -> None:
    assert way_of_contact(a_person(email="ann@example.org"), at="SM-1.7").needs == ("phone",)


def test_the_detail_for_the_way_they_prefer_is_wanted_where_the_record_lacks_it() -> None:
    found = way_of_contact(a_person(phone="+441614960000", preferred_contact="post"), at="SM-1.7")
    assert (found.choice, found.needs) == ("post", ("address",))


def test_what_they_said_about_safe_contact_is_kept_to_from_the_first_contact() -> None:
    found = way_of_contact(a_person(phone="+441614960000", safe_contact="Please leave no voicemail."), at="SM-1.7")
    assert [duty.what for duty in found.duties] == ["Keep to what they said about reaching them: Please leave no voicemail."]


@pytest.mark.covers("SM-1.6")
def test_a_case_is_not_declined_before_somebody_has_tried_to_contact_them() -> None:
    before, after = contacted_before_declining(ContactFacts()), contacted_before_declining(facts())
    assert (before.status, before.paragraphs, before.kind) == ("not_met", ("SM-1.6",), "policy")
    assert after.status == "met"


def duties(*, today: date, **known: Any) -> list[str]:
    found = contact_within_two_weeks(ContactFacts.model_validate({"arrived_on": ARRIVED, **known}), today=today)
    return [duty.name for duty in found]


@pytest.mark.covers("SM-1.9a")
def test_a_case_passed_on_within_two_weeks_needs_no_contact() -> None:
    assert "contact_the_complainant" not in duties(passed_on=date(2025, 3, 14), today=date(2025, 4, 1))


@pytest.mark.covers("SM-1.9b")
def test_a_case_passed_on_within_two_weeks_gets_the_acknowledgement_letter() -> None:
    found = contact_within_two_weeks(ContactFacts(arrived_on=ARRIVED, passed_on=date(2025, 3, 10)), today=date(2025, 3, 10))
    assert [(duty.name, duty.to, duty.must) for duty in found] == [("acknowledgement_letter", ("complainant",), True)]


@pytest.mark.covers("SM-1.9c")
def test_contact_is_a_must_from_the_day_after_the_two_weeks_or_when_staff_say_it_will_not_move() -> None:
    assert duties(today=date(2025, 3, 17)) == []
    assert duties(today=date(2025, 3, 10), will_not_move_in_time=True) == ["contact_the_complainant"]
    assert duties(today=date(2025, 3, 18)) == ["contact_the_complainant"]
    assert duties(today=date(2025, 3, 18), outcome="out_of_remit") == ["contact_the_complainant"]
    (duty,) = contact_within_two_weeks(ContactFacts(arrived_on=ARRIVED), today=date(2025, 3, 18))
    assert (duty.paragraphs, duty.to, duty.must) == (("SM-1.9",), ("complainant",), True)


def test_a_case_passed_on_too_late_still_needs_contact_and_one_that_had_it_does_not() -> None:
    reached = [{"at": "2025-03-20", "way": "phone", "reached": True}]
    assert duties(today=date(2025, 3, 20), passed_on=date(2025, 3, 18)) == ["contact_the_complainant"]
    assert duties(today=date(2025, 3, 20), attempts=reached) == []


def test_nobody_knows_when_it_is_due_without_the_day_it_arrived() -> None:
    assert contact_within_two_weeks(ContactFacts(will_not_move_in_time=True), today=ARRIVED) == ()


@pytest.mark.covers("SM-1.18")
def test_after_one_call_without_an_answer_somebody_considers_if_there_is_enough_to_decide() -> None:
    found = when_nobody_answers(facts(), today=ASKED)
    assert (found.choice, found.needs, found.paragraphs) == (None, ("enough_information",), ("SM-1.18",))


def test_before_any_call_they_are_called_and_after_a_talk_the_question_does_not_arise() -> None:
    assert when_nobody_answers(ContactFacts(), today=ASKED).choice == "try_to_contact"
    assert step(attempts=[{"at": "2025-03-03", "way": "phone", "reached": True}]) == "talk_it_through"


@pytest.mark.covers("SM-1.19a", "SM-1.19b")
@pytest.mark.parametrize(("represented", "told"), [(None, ("complainant",)), (True, ("complainant", "representative"))])
def test_with_enough_the_decision_and_its_reasons_go_to_them_and_to_whoever_represents_them(
    represented: bool | None, told: tuple[str, ...]
) -> None:
    found = when_nobody_answers(facts(enough_information=True, outcome="out_of_remit", represented=represented), today=ASKED)
    (letter,) = found.duties
    assert found.choice == "send_the_decision"
    assert letter.to == told
    assert "reasons" in letter.what


@pytest.mark.covers("SM-1.19c")
def test_the_case_closes_once_the_decision_has_gone_and_not_before() -> None:
    unsent = when_nobody_answers(facts(enough_information=True, outcome="premature"), today=ASKED)
    assert (unsent.choice, unsent.paragraphs) == ("send_the_decision", ("SM-1.19",))
    assert step(enough_information=True, outcome="premature", decision_sent_on=date(2025, 3, 4)) == "close"


@pytest.mark.parametrize("outcome", ["ready_for_triage", "joint_working", "out_of_time", "further_information_required"])
def test_a_case_that_is_neither_out_of_remit_nor_not_ready_is_not_closed_because_nobody_answered(outcome: str) -> None:
    found = when_nobody_answers(facts(enough_information=True, outcome=outcome), today=ASKED)
    assert (found.choice, found.duties) == ("go_on", ())


def test_a_call_of_which_nobody_wrote_down_how_it_went_is_no_unanswered_call() -> None:
    tried = [{"at": "2025-03-03", "way": "phone"}]
    found = when_nobody_answers(facts(attempts=tried, enough_information=False), today=ASKED)
    assert (found.choice, found.needs) == (None, ("attempts",))


@pytest.mark.covers("SM-1.20a")
def test_without_enough_they_are_emailed_where_an_address_is_held() -> None:
    found = when_nobody_answers(facts(enough_information=False, complainant={"email": "ann@example.org"}), today=ASKED)
    assert (found.choice, found.paragraphs) == ("email_for_further_information", ("SM-1.20",))


@pytest.mark.covers("SM-1.20b")
def test_the_email_sets_a_day_under_a_week_away_that_staff_can_change() -> None:
    (email,) = when_nobody_answers(facts(enough_information=False, complainant={"email": "ann@example.org"}), today=ASKED).duties
    assert isinstance(email.by, date)
    assert ASKED < email.by <= date(2025, 3, 9)
    assert f"{email.by.day} March 2025" in email.what
    assert last_day_for_information(facts(asked_on=ASKED, deadline=date(2025, 3, 12))) == date(2025, 3, 12)


ASKED_BY_EMAIL: dict[str, Any] = {
    "enough_information": False, "complainant": {"email": "ann@example.org"}, "asked_on": ASKED, "deadline": date(2025, 3, 7),
}  # fmt: skip


@pytest.mark.covers("SM-1.20e")
def test_the_day_after_the_deadline_it_is_closed_as_withdrawn_and_not_on_the_day() -> None:
    after = when_nobody_answers(facts(**ASKED_BY_EMAIL), today=date(2025, 3, 8))
    assert step(**ASKED_BY_EMAIL, today=date(2025, 3, 7)) == "wait"
    assert (after.choice, after.paragraphs) == ("close_as_withdrawn", ("SM-1.20",))
    assert "'withdrawn'" in after.reason


def test_what_came_in_time_is_looked_at_and_nothing_closes() -> None:
    assert step(**ASKED_BY_EMAIL, received_on=date(2025, 3, 7), today=date(2025, 3, 20)) == "review_what_came"


@pytest.mark.covers("SM-1.20c")
def test_a_request_for_more_time_is_decided_before_anything_closes() -> None:
    asked = {**ASKED_BY_EMAIL, "more_time_asked_until": date(2025, 3, 14)}
    assert step(**asked, today=date(2025, 3, 8)) == "decide_more_time"
    assert step(**asked, more_time_agreed=False, today=date(2025, 3, 8)) == "close_as_withdrawn"
    assert step(**asked, more_time_agreed=True, today=date(2025, 3, 8)) == "wait"
    assert step(**asked, more_time_agreed=True, today=date(2025, 3, 15)) == "close_as_withdrawn"


@pytest.mark.covers("SM-1.20d")
def test_more_time_as_a_reasonable_adjustment_is_shown_as_one_and_refused_only_with_a_reason() -> None:
    asked = facts(**ASKED_BY_EMAIL, more_time_asked_until=date(2025, 3, 14), more_time_for_adjustment=True)
    refused = asked.model_copy(update={"more_time_agreed": False})
    assert "reasonable adjustment" in more_time(asked).reason
    assert more_time(asked).needs == ("more_time_agreed",)
    assert (more_time(refused).choice, more_time(refused).needs) == (None, ("more_time_reason",))
    assert more_time(refused.model_copy(update={"more_time_reason": "They had six weeks."})).choice == "refuse"


@pytest.mark.covers("SM-1.21a")
def test_without_enough_and_without_an_email_address_they_are_written_to() -> None:
    assert step(enough_information=False, complainant={"email": " "}) == "write_for_further_information"
    found = when_nobody_answers(facts(enough_information=False), today=ASKED)
    assert (found.choice, found.paragraphs) == ("write_for_further_information", ("SM-1.21",))
    assert [duty.to for duty in found.duties] == [("complainant",)]


@pytest.mark.covers("SM-1.21b")
def test_after_that_letter_the_case_closes_as_withdrawn_the_same_day() -> None:
    found = when_nobody_answers(facts(enough_information=False, asked_on=ASKED), today=ASKED)
    assert (found.choice, found.paragraphs) == ("close_as_withdrawn", ("SM-1.21",))


def test_what_came_after_that_letter_is_looked_at_and_nothing_closes() -> None:
    assert (
        step(enough_information=False, asked_on=ASKED, received_on=date(2025, 3, 5), today=date(2025, 3, 5)) == "review_what_came"
    )
