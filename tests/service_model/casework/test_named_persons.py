"""Named persons: who is one, what is asked about them, and going on without them (SM-3.90 to 3.95)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from service_model.casework.named_persons import (
    NamedPerson,
    all_recorded,
    ask_for_details,
    invitations,
    is_named_person,
    may_proceed_without,
    named_persons,
    send_the_letter,
    unknown_details_recorded,
)

EFFORTS = tuple({"how": "last_known_employer", "made_on": date(2026, 3, day), "result": "no answer"} for day in (4, 9, 16))


def a_person(**more: Any) -> NamedPerson:
    """A doctor named as having done the operation complained about."""
    return NamedPerson.model_validate({"name": "Dr A Patel", "staff": "clinical", "fits_the_definition": "yes", **more})


@pytest.mark.covers("SM-3.90")
def test_whoever_did_or_authorised_it_must_be_able_to_comment() -> None:
    (invited,) = invitations([a_person(), a_person(name="Mr C Wood", fits_the_definition="no")])
    assert (invited.to, invited.kind, invited.paragraphs, invited.must) == (("named_person",), "legal", ("SM-3.90",), True)
    assert "Dr A Patel" in invited.what


@pytest.mark.covers("SM-3.91a")
def test_someone_the_complaint_mentions_has_to_be_added() -> None:
    asked = all_recorded(["The receptionist"], [])
    assert (asked.status, asked.kind, asked.paragraphs) == ("not_met", "policy", ("SM-3.91",))
    assert "The receptionist" in asked.reason
    assert all_recorded(["The receptionist"], [a_person(name="the receptionist")]).status == "met"
    assert all_recorded([], []).status == "met"
    assert all_recorded(None, []).status == "cannot_tell"


@pytest.mark.covers("SM-3.91b")
@pytest.mark.parametrize("organisation", ["DWP", "Riverside NHS Trust"])
@pytest.mark.parametrize("staff", ["administrative", "clinical", "other", None])
def test_staff_of_any_sort_are_named_persons_in_parliamentary_and_health_cases(organisation: str, staff: str | None) -> None:
    officer = a_person(name="Ms B Cole", staff=staff, still_works_there=True)
    assert named_persons([officer]) == (officer,)
    assert len(invitations([officer])) == 1
    (letter,) = send_the_letter(officer, organisation)
    assert letter.what.startswith(f"Send the letter for Ms B Cole to {organisation}")


@pytest.mark.covers("SM-3.91c")
def test_a_company_can_be_a_named_person() -> None:
    company = a_person(name="Anytown Assessments Ltd", sort="organisation", staff=None)
    (kept,) = named_persons([company])
    assert kept.model_dump()["sort"] == "organisation"
    (invited,) = invitations([company])
    assert "Anytown Assessments Ltd" in invited.what
    assert a_person().sort == "individual"
    with pytest.raises(ValidationError, match="sort"):
        a_person(sort="department")


@pytest.mark.covers("SM-3.91d")
@pytest.mark.parametrize("answer", ["unsure", None])
def test_if_unsure_they_are_on_the_list_and_the_caseworker_sees_it(answer: str | None) -> None:
    person = a_person(fits_the_definition=answer)
    assert named_persons([person]) == (person,)
    assert [flag.name for flag in is_named_person(person).flags] == ["named_person_unsure"]
    assert named_persons([a_person(fits_the_definition="no")]) == ()


@pytest.mark.covers("SM-3.92a")
def test_their_letter_goes_to_the_organisation_with_a_request_to_forward_it() -> None:
    (letter,) = send_the_letter(a_person(still_works_there=True), "Riverside NHS Trust")
    assert (letter.name, letter.to, letter.kind) == ("send_for_forwarding", ("organisation",), "policy")
    assert letter.what == "Send the letter for Dr A Patel to Riverside NHS Trust, and ask it to forward it."


@pytest.mark.covers("SM-3.92b")
def test_where_it_is_not_known_a_check_that_they_still_work_there_is_offered_first() -> None:
    check, letter = send_the_letter(a_person(), "Riverside NHS Trust")
    assert (check.name, check.must, check.paragraphs) == ("check_still_works_there", False, ("SM-3.92",))
    assert letter.name == "send_for_forwarding"
    assert len(send_the_letter(a_person(still_works_there=True), "Riverside NHS Trust")) == 1


def test_someone_who_has_left_is_traced() -> None:
    (trace,) = send_the_letter(a_person(still_works_there=False), "Riverside NHS Trust")
    assert (trace.name, trace.paragraphs) == ("trace_named_person", ("SM-3.95",))


@pytest.mark.covers("SM-3.93a")
def test_unknown_details_lead_to_a_question_to_the_organisation() -> None:
    (question,) = ask_for_details(a_person(staff="administrative", details_known=False))
    assert (question.name, question.to, question.kind) == ("ask_if_still_employed", ("organisation",), "policy")
    assert ask_for_details(a_person(details_known=True)) == ()


@pytest.mark.covers("SM-3.93b")
def test_of_a_clinician_the_position_and_registration_are_asked_too() -> None:
    asked = [duty.name for duty in ask_for_details(a_person(details_known=False))]
    assert asked == ["ask_if_still_employed", "ask_for_position", "ask_for_registration"]
    officer = [duty.name for duty in ask_for_details(a_person(staff="administrative", details_known=False))]
    assert officer == ["ask_if_still_employed"]


@pytest.mark.covers("SM-3.93c")
def test_details_that_cannot_be_established_need_a_record() -> None:
    refused = unknown_details_recorded(a_person(details_cannot_be_found=True))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.93",))
    noted = a_person(details_cannot_be_found=True, details_note="The trust holds no record of them.")
    assert unknown_details_recorded(noted).status == "met"
    assert unknown_details_recorded(a_person()).status == "cannot_tell"


@pytest.mark.covers("SM-3.95a")
def test_without_any_effort_to_trace_them_the_case_does_not_go_on_without_them() -> None:
    refused = may_proceed_without(a_person(traced=False, proceed_because="We must go on.", seriousness="Minor."))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.95",))
    assert "the last known employer or the professional organisation" in refused.reason


@pytest.mark.covers("SM-3.95b")
def test_after_efforts_without_a_result_it_may_go_on() -> None:
    person = a_person(traced=False, trace_efforts=EFFORTS, proceed_because="Nobody knows where they are.", seriousness="Minor.")
    assert may_proceed_without(person).status == "met"


@pytest.mark.covers("SM-3.95c")
def test_going_on_without_them_needs_a_note_on_how_serious_the_allegations_are() -> None:
    person = a_person(traced=False, trace_efforts=EFFORTS, proceed_because="Nobody knows where they are.")
    refused = may_proceed_without(person)
    assert (refused.status, refused.paragraphs, refused.needs) == ("not_met", ("SM-3.95",), ("seriousness",))


@pytest.mark.parametrize(("traced", "status"), [(True, "not_met"), (None, "cannot_tell")])
def test_someone_found_or_perhaps_found_is_not_passed_over(traced: bool | None, status: str) -> None:
    person = a_person(traced=traced, trace_efforts=EFFORTS, proceed_because="Late.", seriousness="Minor.")
    assert may_proceed_without(person).status == status
