"""Who may bring a complaint for somebody else, and what has to be asked first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from narrative.answers import read_answer, spoken_options
from service_model import Complaint, determine
from service_model.casework.capacity import able_to_complain, capacity, capacity_checks
from service_model.casework.suitability import (
    ConsentTaken,
    SuitabilityFacts,
    category,
    concerns,
    consent,
    ground,
    suitability_confirmed,
    suitable,
)
from tests.service_model.building import TODAY, a_complaint

NO_CONCERN = {"conflict_of_interest": False, "would_not_want_access": False, "against_best_interest": False}
AGREED = ConsentTaken(given=True, method="telephone", on=date(2026, 3, 4), taken_by="Sam Lee")
JUDGED = {"judged_suitable": True, "reasons": "Has looked after her for ten years; nobody else can."}


def for_someone(situation: str | None = "died", relationship: str | None = "family", **facts: Any) -> Complaint:
    """A complaint for somebody else."""
    who = {"complaining_for": "someone_else", "aggrieved_situation": situation, "relationship": relationship}
    return a_complaint(given="ready_health", **{**who, **facts})


def found_out(**facts: Any) -> SuitabilityFacts:
    """What the caseworker found: no concern, unless `facts` say otherwise."""
    return SuitabilityFacts(**{**NO_CONCERN, **facts})


@pytest.mark.covers("SM-2.247a")
def test_the_aggrieved_is_suitable_without_a_question() -> None:
    finding = suitable(a_complaint(given="ready_health"), SuitabilityFacts())
    assert (finding.status, finding.needs, finding.paragraphs) == ("met", (), ("SM-2.247",))


@pytest.mark.covers("SM-2.247b")
def test_a_daughter_of_someone_who_died_goes_to_the_representative_check() -> None:
    finding = suitable(for_someone("died", "family"), SuitabilityFacts())
    assert "Representative check needed" in finding.reason
    assert "SM-2.247" in finding.paragraphs


@pytest.mark.covers("SM-2.248")
@pytest.mark.parametrize("situation", ["died", "lacks_capacity", "child", "can_complain", None])
def test_a_neighbour_is_not_settled_while_suitability_is_blank(situation: str | None) -> None:
    finding = suitable(for_someone(situation, "friend"), SuitabilityFacts())
    assert (finding.status, "SM-2.248" in finding.paragraphs) == ("cannot_tell", True)
    assert finding.needs


def test_who_has_not_said_for_whom_they_complain_is_not_settled() -> None:
    finding = suitable(a_complaint(given="ready_health", complaining_for=None), found_out())
    assert (finding.status, finding.needs) == ("cannot_tell", ("complaining_for",))


@pytest.mark.covers("SM-2.251")
def test_a_brother_of_a_living_adult_who_did_not_agree_is_not_usually_suitable() -> None:
    finding = suitable(for_someone("can_complain", "family", aggrieved_consent=False), found_out())
    assert finding.status == "not_met"
    assert "Not usually suitable" in finding.reason
    assert "SM-2.251" in finding.paragraphs


@pytest.mark.covers("SM-2.251")
@pytest.mark.parametrize(
    ("situation", "facts"),
    [
        ("died", {}),
        ("lacks_capacity", {"capacity_shown": "lacks_capacity"}),
        ("child", {"child_age": 4, "child_maturity": "does not follow what a complaint is", "child_judged_able": False}),
    ],
)
def test_each_of_the_three_grounds_is_met(situation: str, facts: dict[str, Any]) -> None:
    finding = ground(for_someone(situation), found_out(**facts))
    assert (finding.status, finding.reason.startswith("Ground met"), "SM-2.251" in finding.paragraphs) == ("met", True, True)


@pytest.mark.covers("SM-2.252")
def test_without_evidence_the_aggrieved_is_assumed_to_have_capacity_whatever_is_claimed() -> None:
    finding = capacity(SuitabilityFacts())
    assert (finding.status, finding.reason, finding.paragraphs) == ("met", "Assumed to have capacity.", ("SM-2.252",))
    claimed = suitable(for_someone("lacks_capacity"), found_out())
    assert (claimed.status, "SM-2.252" in claimed.paragraphs) == ("cannot_tell", True)


@pytest.mark.covers("SM-2.253a")
def test_a_claim_without_evidence_opens_a_capacity_check() -> None:
    complaint = for_someone("lacks_capacity")
    assert "Capacity check needed" in able_to_complain(complaint, SuitabilityFacts()).reason
    (task,) = capacity_checks(complaint, SuitabilityFacts())
    assert (task.name, task.kind, task.paragraphs) == ("check_capacity", "policy", ("SM-2.253",))


@pytest.mark.covers("SM-2.254")
def test_a_hospital_letter_on_file_that_shows_it_closes_the_check_and_nothing_more_is_asked() -> None:
    complaint = for_someone("lacks_capacity")
    facts = SuitabilityFacts(capacity_shown="lacks_capacity", capacity_evidence="hospital letter of 3 May 2025")
    finding = able_to_complain(complaint, facts)
    assert (finding.status, finding.needs, "SM-2.254" in finding.paragraphs) == ("not_met", (), True)
    assert "hospital letter of 3 May 2025" in finding.reason
    assert capacity_checks(complaint, facts) == ()


def test_someone_found_to_have_capacity_has_to_agree() -> None:
    finding = suitable(for_someone("lacks_capacity"), found_out(capacity_shown="has_capacity"))
    assert (finding.status, finding.needs) == ("cannot_tell", ("consent",))


@pytest.mark.covers("SM-2.255a")
def test_a_parent_for_a_child_of_15_is_not_settled_until_it_is_considered_if_the_child_can() -> None:
    finding = suitable(for_someone("child"), found_out(child_age=15, child_maturity="articulate"))
    assert (finding.status, finding.needs, "SM-2.255" in finding.paragraphs) == ("cannot_tell", ("child_judged_able",), True)


@pytest.mark.covers("SM-2.255b")
@pytest.mark.parametrize("age", [0, 9, 16, 17])
def test_no_age_decides_for_a_child(age: int) -> None:
    finding = suitable(for_someone("child"), found_out(child_age=age))
    assert finding.status == "cannot_tell"
    assert "Judgement needed" in finding.reason
    assert ("child_maturity" in finding.needs, "SM-2.255" in finding.paragraphs) == (True, True)


@pytest.mark.parametrize("age", [9, 16])
@pytest.mark.parametrize("able", [True, False])
def test_the_judgement_decides_for_a_child_of_any_age(age: int, able: bool) -> None:
    finding = able_to_complain(for_someone("child"), found_out(child_age=age, child_maturity="noted", child_judged_able=able))
    assert finding.status == ("met" if able else "not_met")


@pytest.mark.covers("SM-2.256")
def test_that_they_died_is_not_enough_the_representative_is_checked() -> None:
    finding = suitable(for_someone("died", "family"), SuitabilityFacts())
    assert (finding.status, "SM-2.256" in finding.paragraphs) == ("cannot_tell", True)
    assert finding.reason.startswith("Representative check needed")


def test_who_they_are_to_the_person_is_asked_first() -> None:
    assert suitable(for_someone("died", None), SuitabilityFacts()).needs == ("relationship",)


@pytest.mark.covers("SM-2.257a")
@pytest.mark.parametrize(
    ("relationship", "more", "expected"),
    [
        ("personal_representative", {}, "personal_representative"),
        ("family", {}, "family_member"),
        ("friend", {}, "suitable_individual"),
        ("other", {}, "suitable_individual"),
        ("advocate", {}, "suitable_organisation"),
        ("lawyer", {}, "suitable_organisation"),
        ("other", {"works_for_organisation": True}, "suitable_organisation"),
        ("advocate", {"works_for_organisation": False}, "suitable_individual"),
    ],
)
def test_the_four_who_may_act_for_someone_lacking_capacity(relationship: str, more: dict[str, Any], expected: str) -> None:
    complaint, facts = for_someone("lacks_capacity", relationship), found_out(capacity_shown="lacks_capacity", **JUDGED, **more)
    assert category(complaint, facts) == expected
    finding = suitable(complaint, facts)
    assert (finding.status, "SM-2.257" in finding.paragraphs) == ("met", True)


@pytest.mark.covers("SM-2.257b")
@pytest.mark.parametrize("said", ["step-daughter", "I'm his step-daughter", "her civil partner", "my foster son", "son in law"])
def test_family_need_not_be_related_by_blood_and_nobody_asks(said: str) -> None:
    read = read_answer("choice", said, today=TODAY, options=spoken_options("relationship"))
    complaint = for_someone("died", str(read.value))
    assert category(complaint, found_out()) == "family_member"
    assert determine(complaint, today=TODAY).next_question is None
    assert suitable(complaint, found_out()).status == "met"


@pytest.mark.covers("SM-2.258")
@pytest.mark.parametrize("judgement", [{}, {"judged_suitable": True}, {"reasons": "Knows her well."}])
def test_a_neighbour_is_not_accepted_without_a_judgement_and_its_reasons(judgement: dict[str, Any]) -> None:
    finding = suitable(for_someone("lacks_capacity", "friend"), found_out(capacity_shown="lacks_capacity", **judgement))
    assert (finding.status, finding.kind, "SM-2.258" in finding.paragraphs) == ("cannot_tell", "legal", True)


@pytest.mark.covers("SM-2.258")
@pytest.mark.parametrize(("suits", "status"), [(True, "met"), (False, "not_met")])
def test_a_neighbour_is_as_suitable_as_judged_with_reasons(suits: bool, status: str) -> None:
    facts = found_out(capacity_shown="lacks_capacity", **{**JUDGED, "judged_suitable": suits})
    assert suitable(for_someone("lacks_capacity", "friend"), facts).status == status


@pytest.mark.covers("SM-2.259")
@pytest.mark.parametrize("relationship", ["personal_representative", "family"])
@pytest.mark.parametrize("question", sorted(NO_CONCERN))
def test_an_executor_or_family_member_is_asked_about_too(relationship: str, question: str) -> None:
    finding = suitable(for_someone("died", relationship), found_out(**{question: None}))
    assert (finding.status, finding.needs, "SM-2.259" in finding.paragraphs) == ("cannot_tell", (question,), True)


def test_an_executor_with_nothing_against_them_is_suitable_without_more_reasons() -> None:
    assert suitable(for_someone("died", "personal_representative"), found_out()).status == "met"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("conflict_of_interest", "conflict of interest", marks=pytest.mark.covers("SM-2.260a")),
        pytest.param("would_not_want_access", "confidentiality wishes", marks=pytest.mark.covers("SM-2.260b")),
        pytest.param("against_best_interest", "best interest", marks=pytest.mark.covers("SM-2.260c")),
    ],
)
def test_each_of_the_three_questions_answered_yes_is_a_concern_to_judge(question: str, words: str) -> None:
    complaint, facts = for_someone("died", "family"), found_out(**{question: True})
    (flag,) = concerns(complaint, facts)
    assert (flag.reason.startswith(f"Concern: {words}."), flag.paragraphs) == (True, ("SM-2.260",))
    finding = suitable(complaint, facts)
    assert (finding.status, finding.flags, finding.needs) == ("cannot_tell", (flag,), ("judged_suitable", "reasons"))


def test_a_conflict_of_interest_noted_at_intake_is_a_concern() -> None:
    complaint = for_someone("died", "family", about={"conflict_of_interest": True})
    assert [flag.name for flag in concerns(complaint, found_out(conflict_of_interest=None))] == ["conflict_of_interest"]


def test_a_concern_that_was_judged_with_reasons_stays_on_show_and_settles() -> None:
    finding = suitable(for_someone("died", "family"), found_out(conflict_of_interest=True, **JUDGED))
    assert (finding.status, [flag.name for flag in finding.flags]) == ("met", ["conflict_of_interest"])


def test_a_recorded_concern_needs_a_judgement_though_no_question_names_it() -> None:
    assert suitable(for_someone("died", "family"), found_out(suitability_concerns=True)).needs == ("judged_suitable", "reasons")


@pytest.mark.covers("SM-2.264b")
def test_consent_may_be_taken_by_telephone() -> None:
    finding = consent(for_someone("can_complain"), SuitabilityFacts(consent=AGREED))
    assert finding.status == "met"
    assert finding.reason == "Consent given by telephone on 4 March 2026, taken by Sam Lee."


def test_what_the_representative_says_of_consent_does_not_stand_in_for_it() -> None:
    finding = suitable(for_someone("can_complain", aggrieved_consent=True), found_out())
    assert (finding.status, finding.needs) == ("cannot_tell", ("consent",))


def test_a_refusal_to_us_outweighs_what_the_representative_said() -> None:
    refused = AGREED.model_copy(update={"given": False})
    assert suitable(for_someone("can_complain", aggrieved_consent=True), found_out(consent=refused)).status == "not_met"


@pytest.mark.covers("SM-2.264c")
def test_a_representative_with_consent_is_asked_the_same_questions() -> None:
    complaint = for_someone("can_complain", "friend")
    finding = suitable(complaint, found_out(consent=AGREED, conflict_of_interest=True))
    assert "Concern: conflict of interest" in finding.reason
    assert (finding.status, "SM-2.264" in finding.paragraphs) == ("cannot_tell", True)
    assert suitable(complaint, found_out(consent=AGREED)).status == "met"


@pytest.mark.covers("SM-2.109")
def test_an_early_decision_waits_for_the_answer_whether_there_are_concerns() -> None:
    complaint = for_someone("can_complain", "family")
    finding = suitability_confirmed(complaint, SuitabilityFacts())
    assert (finding.status, finding.kind, finding.paragraphs) == ("cannot_tell", "policy", ("SM-2.109",))
    assert "no consent on file" in finding.reason


@pytest.mark.covers("SM-2.109")
@pytest.mark.parametrize("answer", [True, False])
def test_either_answer_about_concerns_confirms_it(answer: bool) -> None:
    assert suitability_confirmed(for_someone("can_complain"), SuitabilityFacts(suitability_concerns=answer)).status == "met"


def test_the_aggrieved_needs_no_such_answer() -> None:
    assert suitability_confirmed(a_complaint(given="ready_health"), SuitabilityFacts()).status == "met"
