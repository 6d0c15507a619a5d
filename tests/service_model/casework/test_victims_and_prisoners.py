"""A victim's complaint without an MP: confirming, the Legal Team, the review (SM-2.25 to 2.42)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.victims_and_prisoners import (
    CriteriaFacts,
    accept_without_referral,
    after_the_review,
    ask_for_referral,
    help_when_unclear,
    may_confirm_detailed_investigation,
    note_for_the_case,
    referral_status,
    request_legal_advice,
    review_criteria,
    scenario,
)
from service_model.record import Issue


def an_issue(victim_link: str | None, **facts: Any) -> Issue:
    """One issue with that link to a crime."""
    return Issue.model_validate({"victim_link": victim_link, **facts})


def criteria(*links: str | None, **facts: Any) -> CriteriaFacts:
    """A case with an issue for each link, confirmed by the caseworker unless said otherwise."""
    issues = [{"victim_link": link, "reasonable_link": True} for link in links]
    return CriteriaFacts.model_validate({"issues": issues, "criteria_confirmed": True, "link_confirmed": True, **facts})


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param(
            "treated_poorly_about_a_crime", "did not treat them as a victim", marks=pytest.mark.covers("SM-2.25", "SM-2.27a")
        ),
        pytest.param("victims_code", "did not keep to the Victims' Code", marks=pytest.mark.covers("SM-2.27b")),
        ("witness", "did not treat them as a victim"),
    ],
)
def test_failing_someone_as_a_victim_is_the_second_scenario(said: str, words: str) -> None:
    found = scenario(an_issue(said))
    assert (found.status, found.paragraphs) == ("met", ("SM-2.25", "SM-2.27"))
    assert words in found.reason
    assert found.flags == ()


@pytest.mark.covers("SM-2.26a")
def test_a_crime_said_to_be_the_organisations_own_is_the_first_scenario_on_a_reasonable_view() -> None:
    found = scenario(an_issue("crime_by_organisation", crime_view_reasonable=True))
    assert (found.status, found.paragraphs) == ("met", ("SM-2.25", "SM-2.26"))
    assert [flag.name for flag in found.flags] == ["legal_advice_needed"]
    assert scenario(an_issue("crime_by_organisation", crime_view_reasonable=False)).status == "not_met"
    assert scenario(an_issue("crime_by_organisation")).needs == ("crime_view_reasonable",)


@pytest.mark.parametrize(("said", "status"), [("none", "not_met"), (None, "cannot_tell")])
def test_no_scenario_without_a_crime_and_silence_is_not_no(said: str | None, status: str) -> None:
    assert scenario(an_issue(said)).status == status


@pytest.mark.covers("SM-2.26c")
def test_without_the_legal_teams_advice_the_first_scenario_is_not_accepted_without_a_referral() -> None:
    refused = accept_without_referral(criteria("crime_by_organisation"))
    assert (refused.status, refused.paragraphs) == ("not_met", ("SM-2.26",))
    asked_only = criteria("crime_by_organisation", legal_advice={"asked_on": "2026-05-01"})
    assert accept_without_referral(asked_only).status == "not_met"
    assert accept_without_referral(criteria("crime_by_organisation", legal_advice={"referral_required": False})).status == "met"
    assert (
        accept_without_referral(criteria("crime_by_organisation", legal_advice={"referral_required": True})).status == "not_met"
    )


def test_the_request_to_the_legal_team_goes_through_cms_with_the_reference() -> None:
    duty = request_legal_advice(criteria("crime_by_organisation", reference="R-1010"))
    assert duty is not None
    assert duty.to == ("legal_team",)
    assert "CMS" in duty.what
    assert "R-1010" in duty.what
    assert request_legal_advice(criteria("victims_code")) is None
    assert request_legal_advice(criteria("crime_by_organisation", legal_advice={"asked_on": "2026-05-01"})) is None


def test_another_part_of_the_second_scenario_is_enough_and_the_legal_team_is_still_asked() -> None:
    both = criteria("crime_by_organisation", "victims_code")
    assert accept_without_referral(both).status == "met"
    assert request_legal_advice(both) is not None


@pytest.mark.covers("SM-2.34a")
@pytest.mark.parametrize("missing", ["criteria_confirmed", "link_confirmed"])
def test_criteria_and_link_are_each_confirmed_before_a_case_passes_without_a_referral(missing: str) -> None:
    waiting = accept_without_referral(criteria("victims_code", **{missing: None}))
    assert (waiting.status, waiting.needs, waiting.paragraphs) == ("cannot_tell", (missing,), ("SM-2.34",))
    assert accept_without_referral(criteria("victims_code", **{missing: False})).status == "not_met"


@pytest.mark.covers("SM-2.35a")
def test_criteria_met_and_linked_require_no_referral() -> None:
    found = accept_without_referral(criteria("victims_code"))
    assert (found.status, found.reason, "SM-2.35" in found.paragraphs) == ("met", "No MP referral is required.", True)


def test_nothing_is_accepted_without_a_referral_when_no_part_is_about_a_crime() -> None:
    assert accept_without_referral(criteria("none")).status == "cannot_tell"


def test_where_it_is_unclear_the_briefing_note_the_legal_team_and_the_manager_are_offered() -> None:
    offered = {each.name: each for each in help_when_unclear()}
    assert offered["ask_legal_team"].to == ("legal_team",)
    assert "briefing note" in offered["read_briefing_note"].what
    assert (offered["ask_parliamentary_manager"].to, offered["ask_parliamentary_manager"].paragraphs) == (
        ("manager",),
        ("SM-2.34",),
    )


@pytest.mark.parametrize(
    ("facts", "asked"), [({}, True), ({"note": "Passed on the criteria."}, False), ({"link_confirmed": None}, False)]
)
def test_a_case_that_passes_on_the_criteria_needs_a_note(facts: dict[str, Any], asked: bool) -> None:
    assert (note_for_the_case(criteria("victims_code", **facts)) is not None) is asked


@pytest.mark.covers("SM-2.38")
def test_a_caseworker_sees_first_whether_there_is_a_referral() -> None:
    none = referral_status(criteria("victims_code", has_referral=False))
    assert (none.status, none.reason) == ("not_met", "No MP referral: passed on criteria.")
    assert set(none.paragraphs) == {"SM-2.35", "SM-2.38"}
    assert referral_status(criteria("victims_code", has_referral=True)).status == "met"
    assert referral_status(criteria("victims_code")).needs == ("has_referral",)


@pytest.mark.parametrize("facts", [{"criteria_confirmed": None}, {"link_confirmed": False}])
def test_a_case_without_a_referral_is_not_called_passed_on_criteria_that_nobody_confirmed(facts: dict[str, Any]) -> None:
    found = referral_status(criteria("victims_code", has_referral=False, **facts))
    assert (found.status, "passed on criteria" in found.reason) == ("not_met", False)


@pytest.mark.covers("SM-2.39")
def test_without_a_referral_the_criteria_are_reviewed_with_every_answer() -> None:
    duty = review_criteria(criteria("victims_code", "none", has_referral=False))
    assert duty is not None
    for answer in (
        "they complain under the Victims' Code: yes",
        "they were treated poorly about a crime: not said",
        "they were treated poorly as a witness: not said",
        "they say the organisation committed a crime against them: not said",
        "linked to the complaint: yes",
    ):
        assert answer in duty.what
    assert review_criteria(criteria("victims_code", has_referral=True)) is None
    assert review_criteria(criteria("victims_code", has_referral=None)) is None


@pytest.mark.covers("SM-2.40a")
def test_criteria_that_were_applied_correctly_let_the_case_go_on_and_the_review_ends() -> None:
    assert review_criteria(criteria("victims_code", has_referral=False)) is not None
    done = criteria("victims_code", has_referral=False, review_correct=True)
    found = after_the_review(done)
    assert (found.choice, found.duties) == ("proceed_as_normal", ())
    assert review_criteria(done) is None


@pytest.mark.covers("SM-2.40b")
def test_doubt_about_the_criteria_goes_to_the_line_manager_before_any_referral_is_asked_for() -> None:
    doubt = criteria("victims_code", has_referral=False, review_correct=False)
    duties = {each.name: each for each in after_the_review(doubt).duties}
    talk = duties["discuss_with_line_manager"]
    assert (talk.to, talk.paragraphs) == (("manager",), ("SM-2.40",))
    assert duties["hold_referral_request"].not_to
    settled = after_the_review(doubt.model_copy(update={"manager_discussed": True}))
    assert settled.name == "ask_for_referral"
    assert "hold_referral_request" not in {each.name for each in settled.duties}


def test_before_a_referral_is_asked_for_the_likely_outcome_is_considered() -> None:
    blank = ask_for_referral(criteria("victims_code", asking_is_proportionate=True))
    assert (blank.choice, blank.needs, blank.paragraphs) == (None, ("likely_outcome",), ("SM-2.41",))
    asked = ask_for_referral(criteria("victims_code", likely_outcome="Propose to investigate", asking_is_proportionate=True))
    assert (asked.choice, [each.to for each in asked.duties]) == ("ask", [("complainant",)])


def test_no_referral_is_asked_for_where_that_is_not_proportionate() -> None:
    found = ask_for_referral(criteria("victims_code", likely_outcome="Decline", asking_is_proportionate=False))
    assert (found.choice, found.duties) == ("do_not_ask", ())


@pytest.mark.covers("SM-2.42i")
def test_a_detailed_investigation_is_not_confirmed_while_a_concern_has_not_gone_to_the_legal_team() -> None:
    concern = criteria("victims_code", referral_may_be_required=True)
    refused = may_confirm_detailed_investigation(concern)
    assert (refused.status, refused.paragraphs) == ("not_met", ("SM-2.42",))
    assert may_confirm_detailed_investigation(concern.model_copy(update={"legal_team_discussed": True})).status == "met"
    assert may_confirm_detailed_investigation(criteria("victims_code", referral_may_be_required=False)).status == "met"
    assert may_confirm_detailed_investigation(criteria("victims_code")).status == "cannot_tell"
