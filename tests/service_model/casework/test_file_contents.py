"""What must be on file before a case goes on, and who it goes to (SM-1.22 to 1.26)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model import determine
from service_model.casework.file_contents import (
    Allocation,
    FileFacts,
    allocate,
    form_questions,
    items_on_file,
    missing_from_file,
    ready_but_incomplete,
    request_for_missing_items,
    when_they_come_back,
)
from service_model.record import Person
from tests.service_model.building import TODAY, a_complaint

COMPLETE: dict[str, Any] = {
    "form_completed": True, "handlers": ("Anytown NHS Trust",), "replies_on_file": ("Anytown NHS Trust",), "meeting_held": False,
    "represented": False, "complainant_phone": "+447700900123",
}  # fmt: skip
ANSWERED: dict[str, Any] = {
    "story": "They lost my notes.", "injustice": "I lost sleep.", "outcome_sought": "An apology.",
    "financial_remedy_sought": False,
    "event_on": "2026-01-05", "complained_on": "2026-02", "replied_on": "2026-04",
    "unhappy_with_reply": "They left out the delay.",
    "name": "Ann Example", "preferred_contact": "phone", "phone": "+447700900123", "contact_times": "Mornings",
    "safe_contact": "Anything", "adjustments": "Nothing needed",
}  # fmt: skip


def missing(**facts: Any) -> str:
    return " ".join(missing_from_file(FileFacts.model_validate({**COMPLETE, **facts})))


@pytest.mark.covers("SM-1.23a")
def test_one_question_of_the_form_without_an_answer_is_named() -> None:
    whole = a_complaint(given="ready_government", channel="phone", mp_name="Jo Bloggs", put_to_mp_on="2026-05", **ANSWERED)
    gap = a_complaint(
        given="ready_government", channel="phone", mp_name="Jo Bloggs", put_to_mp_on="2026-05", **{**ANSWERED, "injustice": None}
    )
    complete, incomplete = (form_questions(each, determine(each, today=TODAY)) for each in (whole, gap))
    assert complete.status == "met"
    assert (incomplete.status, incomplete.paragraphs) == ("not_met", ("SM-1.23",))
    assert incomplete.reason.endswith("answer: injustice.")


def test_a_question_somebody_could_not_answer_counts_as_asked() -> None:
    about = {"unanswered": {"injustice": "prefer_not_to_say"}}
    complaint = a_complaint(given="ready_health", about=about, **{**ANSWERED, "injustice": None})
    assert form_questions(complaint, determine(complaint, today=TODAY)).status == "met"


@pytest.mark.covers("SM-1.23b")
def test_the_response_of_every_handler_must_be_on_file() -> None:
    assert missing() == ""
    assert "Second Tier Service" in missing(handlers=("Anytown NHS Trust", "Second Tier Service"))
    every = FileFacts.model_validate(COMPLETE)
    assert {finding.paragraphs for finding in items_on_file(every)} == {("SM-1.23",)}
    assert "Anytown NHS Trust" not in missing(handlers=("Anytown NHS Trust", "Second Tier Service"))


@pytest.mark.covers("SM-1.23c")
def test_the_recording_of_a_meeting_must_be_on_file_and_a_transcript_only_if_there_is_one() -> None:
    assert missing(meeting_held=True, recording_on_file=True, transcript_exists=False) == ""
    assert "recording" in missing(meeting_held=True)
    assert "transcript" in missing(meeting_held=True, recording_on_file=True, transcript_exists=True)


@pytest.mark.covers("SM-1.23d")
def test_the_consent_of_a_represented_person_must_be_on_file() -> None:
    represented = {"represented": True, "representative_phone": "+447700900456"}
    assert "consent" in missing(**represented)
    assert missing(**represented, consent_on_file=True) == ""


@pytest.mark.covers("SM-1.23e")
def test_a_telephone_number_is_held_for_the_complainant_and_the_representative() -> None:
    represented = {"represented": True, "consent_on_file": True, "representative_phone": "+447700900456"}
    assert missing(**represented, complainant_phone=None) == "A telephone number of the complainant."
    assert missing(**{**represented, "representative_phone": None}) == "A telephone number of the representative."


def test_what_nobody_looked_at_is_not_called_missing() -> None:
    unknown = items_on_file(FileFacts(complainant_phone="+447700900123"))
    assert {finding.status for finding in unknown} == {"cannot_tell", "met"}
    assert missing_from_file(FileFacts(complainant_phone="+447700900123")) == ()


@pytest.mark.covers("SM-1.24a", "SM-1.24b")
@pytest.mark.parametrize(("preferred", "way"), [(None, "phone"), ("email", "email"), ("post", "post")])
def test_missing_items_are_asked_for_by_telephone_or_the_way_they_prefer(preferred: str | None, way: str) -> None:
    person = Person.model_validate({"phone": "+447700900123", "preferred_contact": preferred})
    found = request_for_missing_items(person)
    assert (found.choice, found.paragraphs) == (way, ("SM-1.24",))


@pytest.mark.covers("SM-1.25a")
def test_a_ready_case_without_its_form_leads_to_a_letter_that_names_the_form() -> None:
    found = ready_but_incomplete(True, FileFacts.model_validate({**COMPLETE, "form_completed": False}))
    (letter,) = found.duties
    assert (found.choice, found.paragraphs, letter.to) == ("write", ("SM-1.25",), ("complainant",))
    assert "complaint form" in letter.what


@pytest.mark.covers("SM-1.25b")
def test_once_that_letter_has_gone_it_closes_as_further_information_required() -> None:
    found = ready_but_incomplete(True, FileFacts.model_validate({**COMPLETE, "form_completed": False, "letter_sent": True}))
    assert (found.choice, found.paragraphs) == ("further information required", ("SM-1.25",))


@pytest.mark.parametrize("ready", [True, False])
def test_a_case_that_lacks_nothing_or_is_not_ready_is_not_closed_that_way(ready: bool) -> None:
    facts = FileFacts.model_validate(COMPLETE if ready else {**COMPLETE, "form_completed": False, "letter_sent": True})
    assert ready_but_incomplete(ready, facts).choice == "does_not_arise"
    assert ready_but_incomplete(None, facts).needs == ("ready",)


@pytest.mark.covers("SM-1.26a")
def test_what_was_asked_for_restarts_the_same_case() -> None:
    found = when_they_come_back("further information required", information_came=True)
    assert (found.choice, found.paragraphs) == ("restart_same_case", ("SM-1.26",))
    assert when_they_come_back("further information required", information_came=False).choice == "does_not_arise"
    assert when_they_come_back("withdrawn", information_came=True).choice == "does_not_arise"


@pytest.mark.covers("SM-1.26b")
def test_a_restarted_case_goes_to_intake_for_review_and_not_to_triage() -> None:
    (duty,) = when_they_come_back("further information required", information_came=True).duties
    assert (duty.name, duty.to) == ("intake_review", ("caseworker",))


@pytest.mark.covers("SM-1.22a")
def test_a_case_does_not_leave_intake_before_the_question_of_a_specialist_is_answered() -> None:
    found = allocate(Allocation(summary="Lost notes", explanation="A plain NHS case"))
    assert (found.choice, found.needs, found.paragraphs) == (None, ("specialist",), ("SM-1.22",))
    assert allocate(Allocation(specialist=" ", summary="Lost notes", explanation="A plain NHS case")).needs == ("specialist",)


@pytest.mark.covers("SM-1.22b")
def test_a_case_that_needs_no_specialist_goes_to_ect_triage() -> None:
    told = {"summary": "Lost notes", "explanation": "A plain NHS case"}
    found = allocate(Allocation(specialist="none", **told))
    assert (found.choice, found.paragraphs) == ("ect_triage", ("SM-1.22",))
    assert allocate(Allocation(specialist="Victims", **told)).choice == "Victims"


@pytest.mark.covers("SM-1.22d", "SM-1.22e")
@pytest.mark.parametrize("blank", ["summary", "explanation"])
def test_an_allocation_without_its_summary_or_its_explanation_is_not_complete(blank: str) -> None:
    told = {"specialist": "none", "summary": "Lost notes", "explanation": "A plain NHS case"}
    found = allocate(Allocation.model_validate({**told, blank: " "}))
    assert (found.choice, found.needs, found.paragraphs) == (None, (blank,), ("SM-1.22",))
