"""An MP's referral on file: what is missing is named, and what nobody has recorded is never taken for no (SM-2.16 to 2.20)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_model import Complaint, Finding, determine
from service_model.record import LegalAdvice, PreviousCase, Referral, StaffForm, Victim
from tests.service_model.building import TODAY, a_complaint
from tests.service_model.strategies import complaints

WHOLE: dict[str, Any] = {
    "own_constituency": True,
    "form": "written",
    "complaint_to_mp_in_writing": True,
    "aggrieved_consents": True,
    "consent_form": "written",
    "requests_investigation": True,
    "complainant_knows": True,
    "awareness_basis": "signed_complaint_form",
    "signed_by": "mp_office",
    "clearly_from_mp_office": True,
    "concern": False,
    "office_confirms": True,
}
IN_WORDS = {
    "complaint_to_mp_in_writing": "they complained to the MP in writing",
    "aggrieved_consents": "the consent of the person affected",
    "requests_investigation": "the MP's request that we investigate",
    "complainant_knows": "the complainant knows of the referral, and how we know",
    "awareness_basis": "the complainant knows of the referral, and how we know",
}


def judged(referral: dict[str, Any] | None, **about: Any) -> Finding:
    """The finding on how it was made, for a government complaint with that referral on file."""
    complaint = a_complaint(given="ready_government", about={"referral": referral, **about})
    return next(each for each in determine(complaint, today=TODAY).findings if each.gate == "properly_made")


@pytest.mark.parametrize("missing", WHOLE)
def test_forgetting_any_part_of_a_whole_referral_never_turns_it_into_a_refusal(missing: str) -> None:
    assert judged({name: value for name, value in WHOLE.items() if name != missing}).status in ("met", "cannot_tell")


@pytest.mark.covers("SM-2.17b")
@pytest.mark.parametrize(("missing", "words"), IN_WORDS.items())
def test_what_is_missing_from_a_referral_is_named(missing: str, words: str) -> None:
    found = judged({name: value for name, value in WHOLE.items() if name != missing})
    assert found.status == "cannot_tell"
    assert [words in flag.reason for flag in found.flags] == [True]


def test_staff_of_the_mp_need_to_write_clearly_from_the_office_unless_it_confirms() -> None:
    unclear = {**WHOLE, "clearly_from_mp_office": None, "office_confirms": None}
    assert judged(unclear).status == "cannot_tell"
    assert judged({**unclear, "office_confirms": True}).status == "met"
    assert judged({**unclear, "signed_by": "mp"}).status == "met"


@pytest.mark.parametrize("situation", ["died", "lacks_capacity"])
def test_someone_who_stands_in_for_a_person_who_cannot_consent_consents_for_them(situation: str) -> None:
    about = {"complaining_for": "someone_else", "aggrieved_situation": situation, "complainant_agrees_to_referral": True}
    asked = {name: value for name, value in WHOLE.items() if name != "aggrieved_consents"}
    complaint = a_complaint(given="ready_government", complaining_for=None, about={"referral": asked, **about})
    found = next(each for each in determine(complaint, today=TODAY).findings if each.gate == "properly_made")
    assert found.status == "met"


def test_the_agreement_of_a_representative_is_not_the_consent_of_someone_who_can_give_it() -> None:
    about = {"complaining_for": "someone_else", "aggrieved_situation": "can_complain", "complainant_agrees_to_referral": True}
    asked = {name: value for name, value in WHOLE.items() if name != "aggrieved_consents"}
    complaint = a_complaint(given="ready_government", complaining_for=None, about={"referral": asked, **about})
    found = next(each for each in determine(complaint, today=TODAY).findings if each.gate == "properly_made")
    assert found.status == "cannot_tell"


def test_a_referral_on_file_counts_although_the_person_has_not_heard_back_from_the_mp() -> None:
    complaint = a_complaint(given="ready_government", mp_referral="asked", about={"referral": WHOLE})
    assert determine(complaint, today=TODAY).outcome == "ready_for_triage"


def _parts() -> st.SearchStrategy[dict[str, Any]]:
    """Anything that staff may have recorded, in any mixture."""
    yes_no = st.sampled_from([True, False, None])
    days = st.sampled_from([date(2024, 9, 1), date(2026, 3, 10), None])
    return st.fixed_dictionaries(
        {},
        optional={
            "referral": st.builds(
                Referral,
                complaint_to_mp_in_writing=yes_no,
                aggrieved_consents=yes_no,
                requests_investigation=yes_no,
                complainant_knows=yes_no,
                awareness_basis=st.sampled_from(["told_us", None]),
                signed_by=st.sampled_from(["mp", "mp_office", "other", None]),
                clearly_from_mp_office=yes_no,
                concern=yes_no,
                office_confirms=yes_no,
            ),
            "victim": st.builds(
                Victim,
                routes=st.sampled_from([None, (), ("witnessed_it",), ("domestic_abuse_as_a_child",)]),
                was_child=yes_no,
                harm=st.sampled_from([None, (), ("mental",)]),
                conduct=st.sampled_from([None, "he shouted"]),
                conduct_could_be_offence=yes_no,
            ),
            "legal_advice": st.builds(LegalAdvice, referral_required=yes_no),
            "staff_form": st.builds(StaffForm, returned_on=days, consents=yes_no),
            "previous_case": st.builds(
                PreviousCase,
                closed_as=st.sampled_from(["not_in_writing", "no_mp_referral", "premature", "other", None]),
                received_on=days,
                valid_referral=yes_no,
                same_organisation=yes_no,
                same_complaint=yes_no,
            ),
            "left_uk_on": st.sampled_from(["2000", "2011", "2024-05"]),
        },
    )


@settings(max_examples=150, deadline=None)
@given(complaint=complaints(), parts=_parts())
def test_a_determination_is_whole_whatever_staff_have_recorded(complaint: Complaint, parts: dict[str, Any]) -> None:
    """Nothing raises; no outcome means a question that can still be asked; every reason is short; a decline says what to do."""
    found = determine(complaint.model_copy(update=parts), today=TODAY)
    assert found.outcome is not None or found.next_question is not None
    assert found.next_question is None or found.next_question not in complaint.unanswered
    assert found.outcome in (None, "enquiry") or found.next_steps
    for text in (*(each.reason for each in found.findings), *found.next_steps):
        assert all(len(sentence.split()) <= 28 for sentence in re.split(r"[.?!] ", text)), text


@settings(max_examples=100, deadline=None)
@given(complaint=complaints(), parts=_parts())
def test_what_is_not_properly_made_never_goes_forward_as_ready(complaint: Complaint, parts: dict[str, Any]) -> None:
    found = determine(complaint.model_copy(update=parts), today=TODAY)
    refused = [each for each in found.findings if each.gate == "properly_made" and each.status == "not_met"]
    assert not refused or found.outcome != "ready_for_triage"
