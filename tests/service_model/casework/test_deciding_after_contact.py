"""The order of the tests, proposing or declining, and when more is needed (SM-2.198, 2.200 to 2.204, 2.223 to 2.225)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model import PHSO
from service_model.casework.deciding_after_contact import (
    DecidingFacts,
    EvidenceRequest,
    RecordedTests,
    after_contact,
    back_after_withdrawn,
    closure_codes_offered,
    may_close,
    may_propose,
    may_record,
    may_send,
    organisations_to_tell,
    ranked_reasons,
    reason_to_decline,
)

LEGAL_REMEDY, OTHER = "alternative_legal_remedy", "other_reasons"
FAILED_CALLS = [{"at": date(2026, 3, day), "way": "phone", "reached": False} for day in (2, 2, 3)]
REACHED = [{"at": date(2026, 3, 2), "way": "phone", "reached": True}]
TOLD = date(2026, 3, 5)


def recorded(**results: str) -> RecordedTests:
    return RecordedTests.model_validate({"results": results})


def all_met(**changed: str | None) -> RecordedTests:
    results = {**dict.fromkeys(PHSO.primary_tests, "met"), **changed}
    return recorded(**{name: status for name, status in results.items() if status is not None})


def facts(*, attempts: list[dict[str, Any]] | None = None, **known: Any) -> DecidingFacts:
    return DecidingFacts.model_validate({"contact": {"attempts": attempts or []}, **known})


@pytest.mark.covers("SM-2.198a")
def test_a_request_for_evidence_that_does_not_say_why_it_matters_is_refused() -> None:
    bare = may_send(EvidenceRequest.model_validate({"to": "Riverside NHS Trust", "relevance": " "}))
    full = may_send(EvidenceRequest(to="Riverside NHS Trust", relevance="It shows when the scan was read."))
    assert (bare.status, bare.paragraphs, bare.kind) == ("not_met", ("SM-2.198",), "policy")
    assert full.status == "met"


@pytest.mark.covers("SM-2.200")
def test_the_time_limit_is_refused_while_remit_and_suitability_are_unanswered() -> None:
    found = may_record("time_limit", recorded())
    assert (found.status, found.paragraphs, found.kind) == ("not_met", ("SM-2.200",), "policy")
    assert found.needs == ("remit", "suitable_complainant")


@pytest.mark.covers("SM-2.200")
@pytest.mark.parametrize("first", ["remit", "suitable_complainant"])
def test_one_of_the_two_alone_does_not_open_the_other_tests(first: str) -> None:
    assert may_record("time_limit", recorded(**{first: "met"})).status == "not_met"
    assert may_record(first, recorded()).status == "met"


def test_a_remit_that_cannot_be_told_is_not_answered() -> None:
    assert may_record("time_limit", recorded(remit="cannot_tell", suitable_complainant="met")).needs == ("remit",)


@pytest.mark.covers("SM-2.200")
def test_with_remit_and_suitability_answered_the_others_follow() -> None:
    assert may_record("time_limit", recorded(remit="met", suitable_complainant="met")).status == "met"


def test_a_test_that_is_not_one_of_the_authority_is_refused_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="time_limit"):
        may_record("horoscope", recorded())


@pytest.mark.covers("SM-2.202")
def test_proposing_is_refused_while_one_test_is_not_recorded_and_it_is_named() -> None:
    found = may_propose(all_met(time_limit=None))
    assert (found.status, found.needs, found.paragraphs) == ("not_met", ("time_limit",), ("SM-2.202",))
    assert "time limit" in found.reason


@pytest.mark.covers("SM-2.202")
def test_proposing_is_open_once_every_test_has_a_result() -> None:
    assert may_propose(all_met()).status == "met"


@pytest.mark.parametrize("name", list(PHSO.primary_tests))
def test_every_single_test_is_needed_and_one_that_cannot_be_told_is_not_considered_to_its_end(name: str) -> None:
    assert may_propose(all_met(**{name: None})).needs == (name,)
    assert may_propose(all_met(**{name: "cannot_tell"})).needs == (name,)


@pytest.mark.covers("SM-2.204")
def test_a_legal_remedy_goes_before_another_reason_to_decline() -> None:
    assert ranked_reasons([OTHER, LEGAL_REMEDY]) == (LEGAL_REMEDY, OTHER)
    found = reason_to_decline(all_met(**{OTHER: "not_met", LEGAL_REMEDY: "not_met"}))
    assert (found.choice, "SM-2.204" in found.paragraphs) == (LEGAL_REMEDY, True)
    assert "reasonable to pursue an alternative legal remedy" in found.reason


@pytest.mark.covers("SM-2.204")
def test_alone_the_other_reason_is_the_one_to_give() -> None:
    found = reason_to_decline(all_met(**{OTHER: "not_met"}))
    assert found.choice == OTHER
    assert "other reason to decline" in found.reason


def test_a_test_closes_only_with_a_code_that_the_authority_has() -> None:
    named = {each.closure_code for each in PHSO.primary_tests.values()} - {None}
    assert named
    assert named <= set(PHSO.closure_codes)


def test_no_specific_discretion_ever_comes_after_a_general_one() -> None:
    kinds = [PHSO.primary_tests[name].discretion for name in ranked_reasons(reversed(list(PHSO.primary_tests)))]
    assert kinds == sorted(kinds, key=["none", "specific", "general"].index)


def test_there_is_no_reason_to_decline_while_every_test_is_met() -> None:
    assert reason_to_decline(all_met()).choice is None


@pytest.mark.covers("SM-2.198b")
def test_an_organisation_that_was_asked_is_told_of_a_decline_before_the_case_closes() -> None:
    asked = {"decision": "decline", "complainant_told_on": TOLD, "organisations_asked": ["Riverside NHS Trust"]}
    before, after = facts(**asked), facts(**asked, organisations_told=["Riverside NHS Trust"])
    assert [duty.to for duty in organisations_to_tell(before)] == [("organisation",)]
    assert "Riverside NHS Trust" in organisations_to_tell(before)[0].what
    assert (may_close(before).status, may_close(before).paragraphs) == ("not_met", ("SM-2.198",))
    assert (organisations_to_tell(after), may_close(after).status) == ((), "met")


def test_a_proposal_to_investigate_needs_no_such_letter() -> None:
    assert organisations_to_tell(facts(decision="propose", organisations_asked=["Riverside NHS Trust"])) == ()


@pytest.mark.covers("SM-2.223b")
def test_a_decline_does_not_close_before_the_complainant_is_told() -> None:
    known = {"enough_to_decide": True, "decision": "decline"}
    found = may_close(facts(**known))
    assert (found.status, found.paragraphs, found.kind) == ("not_met", ("SM-2.223",), "policy")
    assert may_close(facts(**known, complainant_told_on=TOLD)).status == "met"


@pytest.mark.covers("SM-2.223b")
def test_once_there_is_enough_to_decide_the_complainant_is_told_the_decision() -> None:
    known = {"attempts": REACHED, "enough_to_decide": True}
    before, after = after_contact(facts(**known)), after_contact(facts(**known, complainant_told_on=TOLD))
    assert [(duty.name, duty.to) for duty in before.duties] == [("tell_the_decision", ("complainant",))]
    assert after.duties == ()


@pytest.mark.covers("SM-2.217a", "SM-2.217b")
def test_enough_to_decide_is_no_decision_before_contact_or_attempts() -> None:
    found = after_contact(facts(enough_to_decide=True))
    assert (found.choice, found.paragraphs[0], found.duties) == ("try_to_reach_them", "SM-2.217", ())
    assert after_contact(facts(attempts=FAILED_CALLS, enough_to_decide=True)).choice == "decide"


def test_a_case_without_a_decision_cannot_be_said_to_close() -> None:
    assert may_close(facts()).status == "cannot_tell"


@pytest.mark.covers("SM-2.224b")
def test_after_failed_contact_with_information_missing_they_are_told_and_only_withdrawn_is_offered() -> None:
    known = {"attempts": FAILED_CALLS, "enough_to_decide": False, "still_missing": ["the final response"]}
    before, after = facts(**known), facts(**known, complainant_told_on=TOLD)
    letter = after_contact(before)
    assert (letter.choice, [duty.to for duty in letter.duties]) == ("tell_more_is_needed", [("complainant",)])
    assert closure_codes_offered(before) == ()
    assert after_contact(after).choice == "close_as_withdrawn"
    assert closure_codes_offered(after) == ("withdrawn",)


@pytest.mark.parametrize(
    ("known", "choice"),
    [
        ({"attempts": FAILED_CALLS[:2]}, "try_to_reach_them"),
        ({"attempts": REACHED}, "ask_for_it"),
        ({"attempts": REACHED, "asked_without_answer": True}, "close_as_withdrawn"),
    ],
)
def test_nobody_is_closed_as_withdrawn_before_we_have_tried(known: dict[str, Any], choice: str) -> None:
    found = facts(**known, enough_to_decide=False, still_missing=["the final response"], complainant_told_on=TOLD)
    assert after_contact(found).choice == choice
    assert (closure_codes_offered(found) == ("withdrawn",)) is (choice == "close_as_withdrawn")


def test_what_is_missing_is_recorded_before_anybody_is_told_that_more_is_needed() -> None:
    found = after_contact(facts(attempts=FAILED_CALLS, enough_to_decide=False))
    assert (found.choice, found.needs) == (None, ("still_missing",))


def test_unknown_if_there_is_enough_is_asked_first() -> None:
    assert after_contact(facts(attempts=FAILED_CALLS)).needs == ("enough_to_decide",)


def test_contact_after_withdrawn_goes_to_whoever_had_the_case() -> None:
    closed = {"closed_as_withdrawn_on": date(2026, 3, 6), "previous_caseworker": "Sam Lee"}
    duty = back_after_withdrawn(facts(**closed, contacted_again_on=date(2026, 3, 20)))
    assert duty is not None
    assert (duty.to, "Sam Lee" in duty.what, "new case" in duty.what) == (("caseworker",), True, True)
    assert back_after_withdrawn(facts(**closed)) is None
    assert back_after_withdrawn(facts(contacted_again_on=date(2026, 3, 20))) is None
