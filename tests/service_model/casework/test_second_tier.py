"""Second tier complaint handlers: finished or not, against whom it is recorded, who is heard, what is decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model import PHSO
from service_model.casework.local_process import departure_recorded
from service_model.casework.proposal_addressees import comment_list
from service_model.casework.second_tier import (
    INDICATORS,
    SECOND_TIER,
    SecondTierFacts,
    informed_choice,
    organisations_for,
    proposal_letters,
    second_tier_stage,
)
from service_model.casework.two_handlers import (
    Complained,
    Role,
    complained_about,
    decision_recorded_on,
    decisions_complete,
    entries,
    involved,
    may_be_asked,
    may_be_recorded,
    once_recorded,
    recorded_against,
    subject,
    to_comment,
    told_apart,
    whom_to_look_at,
)
from tests.service_model.casework.building import answered_by_two

DWP, ICE = "Department for Work and Pensions", "Independent Case Examiner"
facts = answered_by_two(DWP, ICE)


def tier(**given: Any) -> SecondTierFacts:
    """A complaint about DWP, with what is known of the second tier."""
    return SecondTierFacts.model_validate({"organisation": "dwp", **given})


@pytest.mark.covers("SM-2.142")
@pytest.mark.parametrize(
    ("given", "choice"),
    [
        ({"reply_on_file": False}, "incomplete"),
        ({"stage": "not_started"}, "incomplete"),
        ({"stage": "under_way"}, "incomplete"),
        ({"stage": "final"}, "complete"),
        ({"reply_on_file": True}, "complete"),
        ({"organisation": "home_office"}, "not_applicable"),
        ({}, None),
        ({"organisation": None}, None),
    ],
)
def test_the_second_tier_is_complete_incomplete_or_not_there(given: dict[str, Any], choice: str | None) -> None:
    found = second_tier_stage(tier(**given))
    assert found.choice == choice
    assert "SM-2.142" in found.paragraphs
    assert bool(found.needs) == (choice is None)


@pytest.mark.covers("SM-2.145")
def test_an_exceptional_ground_makes_it_discretion_with_a_duty_to_record_why() -> None:
    found = second_tier_stage(tier(stage="not_started", exceptional_ground="terminal illness"))
    assert (found.choice, found.paragraphs) == ("discretion_available", ("SM-2.145",))
    assert "terminal illness" in found.reason
    assert [duty.paragraphs for duty in found.duties] == [("SM-2.146",)]


@pytest.mark.covers("SM-2.145")
@pytest.mark.parametrize("ground", [None, "", "  "])
def test_without_a_ground_an_unfinished_second_tier_stays_incomplete(ground: str | None) -> None:
    assert second_tier_stage(tier(stage="not_started", exceptional_ground=ground)).choice == "incomplete"


def test_overlooking_the_second_tier_needs_a_written_reason() -> None:
    assert departure_recorded("  ", second_tier=True).status == "not_met"
    kept = departure_recorded("complainant terminally ill", second_tier=True)
    assert (kept.status, kept.reason, kept.paragraphs) == ("met", "complainant terminally ill", ("SM-2.146",))


@pytest.mark.covers("SM-2.173")
def test_a_review_by_nhs_england_is_not_a_second_tier() -> None:
    found = second_tier_stage(SecondTierFacts(organisation="icb", continuing_healthcare=True, stage="final"))
    assert (found.choice, found.paragraphs) == ("not_applicable", ("SM-2.173",))
    assert all("icb" not in handler.of for handler in PHSO.second_tiers.values())


@pytest.mark.covers("SM-2.143b")
def test_the_organisations_for_dwp_hold_the_case_examiner_as_its_second_tier() -> None:
    original, second = organisations_for("dwp")
    assert (original.name, original.role) == (DWP, "original")
    assert (second.name, second.role, second.form, second.of) == (ICE, "second tier", "part", "dwp")


@pytest.mark.covers("SM-2.143b")
def test_a_second_tier_may_be_an_organisation_of_its_own_and_others_have_none() -> None:
    assert organisations_for("hmrc")[1].form == "separate"
    assert len(organisations_for("home_office")) == 1


def test_every_second_tier_belongs_to_organisations_of_the_register_and_can_be_reached() -> None:
    for handler in PHSO.second_tiers.values():
        assert set(handler.of) <= set(PHSO.register.bodies), handler.name
        assert "Website: " in handler.contact
        assert handler.source


def test_no_organisation_has_two_second_tiers() -> None:
    named = [body for handler in PHSO.second_tiers.values() for body in handler.of]
    assert len(named) == len(set(named))


@pytest.mark.covers("SM-2.144a")
@pytest.mark.parametrize(("said", "against"), [(None, DWP), (False, DWP), (True, ICE)])
def test_it_is_recorded_against_the_organisation_unless_expressly_the_second_tier_only(said: bool | None, against: str) -> None:
    found = recorded_against(SECOND_TIER, facts(only_about_other=said))
    assert (found.choice, found.paragraphs) == (against, ("SM-2.144",))


@pytest.mark.covers("SM-2.144b")
def test_a_recorded_case_may_be_closed_or_passed_on() -> None:
    offered = once_recorded(SECOND_TIER)
    assert [duty.name for duty in offered] == ["close", "pass_for_further_consideration"]
    assert not any(duty.must for duty in offered)


@pytest.mark.covers("SM-2.147a")
def test_first_contact_is_not_complete_without_the_choice() -> None:
    found = whom_to_look_at(SECOND_TIER, facts())
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", ("chosen",), ("SM-2.147",))
    assert whom_to_look_at(SECOND_TIER, facts(chosen="both")).status == "met"


@pytest.mark.covers("SM-2.148a")
def test_both_chosen_puts_both_on_the_case_in_their_roles() -> None:
    assert entries(SECOND_TIER, facts(chosen="both")) == ((DWP, "original"), (ICE, "second tier"))
    assert complained_about(facts()) == ()


@pytest.mark.covers("SM-2.148b")
def test_a_contractor_is_an_organisation_of_its_own_linked_to_the_one_it_acted_for() -> None:
    found = complained_about(facts(chosen="both", contractors=("Sample Assessments Ltd",)))
    assert found[2] == Complained("Sample Assessments Ltd", "contractor", DWP)
    assert entries(SECOND_TIER, facts(chosen="original", contractors=("A Ltd",)))[1] == ("A Ltd", "contractor")
    assert len(found) == 3


@pytest.mark.covers("SM-2.149")
def test_the_organisation_only_still_needs_why_they_are_unhappy_with_the_second_tier() -> None:
    blank = informed_choice(facts(chosen="original"))
    assert (blank.status, blank.needs, blank.paragraphs) == ("cannot_tell", ("why_unhappy_with_other",), ("SM-2.149",))
    assert informed_choice(facts(chosen="original", why_unhappy_with_other="It took a year.")).status == "met"
    assert informed_choice(facts(chosen="both")).status == "met"
    assert informed_choice(facts()).needs == ("chosen",)


@pytest.mark.covers("SM-2.150a")
def test_an_account_that_concerns_the_second_tier_is_explained_and_chosen_anew() -> None:
    given = {"chosen": "original", "why_unhappy_with_other": "Slow.", "account_concerns_other": ("poor_service_or_delay",)}
    found = informed_choice(facts(**given))
    assert (found.status, found.paragraphs) == ("cannot_tell", ("SM-2.150",))
    assert found.needs == ("explained_on", "choice_after_explanation")
    assert informed_choice(facts(**given, explained_on=date(2026, 5, 4), choice_after_explanation="both")).status == "met"


@pytest.mark.covers("SM-2.150b")
def test_the_signs_of_a_second_tier_in_issue_are_the_three_of_the_guidance() -> None:
    for name in INDICATORS:
        assert facts(account_concerns_other=(name,)).account_concerns_other == (name,)
    assert list(INDICATORS) == ["inadequate_remedy", "inaccurate_or_misleading_facts", "poor_service_or_delay"]


@pytest.mark.covers("SM-2.150c")
@pytest.mark.parametrize(("after", "names"), [("original", (DWP,)), ("both", (DWP, ICE))])
def test_what_they_choose_after_the_explanation_stands(after: str, names: tuple[str, ...]) -> None:
    told = facts(
        chosen="original",
        account_concerns_other=("inadequate_remedy",),
        explained_on=date(2026, 5, 4),
        choice_after_explanation=after,
    )
    assert tuple(each.name for each in complained_about(told)) == names


@pytest.mark.covers("SM-2.151")
def test_nothing_is_recorded_about_a_body_they_did_not_choose() -> None:
    refused = may_be_recorded(SECOND_TIER, facts(chosen="original"), "other")
    assert (refused.status, refused.paragraphs) == ("not_met", ("SM-2.151",))
    assert may_be_recorded(SECOND_TIER, facts(chosen="original"), "original").status == "met"
    assert may_be_recorded(SECOND_TIER, facts(), "original").status == "cannot_tell"


@pytest.mark.covers("SM-2.152a")
def test_either_may_be_asked_for_information_without_being_complained_about() -> None:
    asked = may_be_asked(SECOND_TIER)
    assert (asked.to, asked.must, asked.not_to) == (("organisation", "second_tier"), False, False)
    assert ICE not in {each.name for each in complained_about(facts(chosen="original"))}


@pytest.mark.covers("SM-2.152b")
def test_both_may_comment_on_a_proposal_to_investigate() -> None:
    heard = to_comment(SECOND_TIER)
    assert (heard.to, heard.must, heard.paragraphs) == (("organisation", "second_tier"), True, ("SM-2.152",))


def test_different_decisions_may_stand_beside_each_other() -> None:
    decided: dict[Role, str] = {"original": "propose to investigate", "other": "decline"}
    assert decisions_complete(SECOND_TIER, facts(chosen="both"), decided).status == "met"
    assert decisions_complete(SECOND_TIER, facts(chosen="both"), {"original": "decline"}).needs == ("other",)


@pytest.mark.covers("SM-2.154b")
def test_with_the_organisation_only_it_is_the_only_subject_and_no_decision_is_the_second_tiers() -> None:
    assert subject(facts(chosen="original")) == (DWP,)
    found = decisions_complete(SECOND_TIER, facts(chosen="original"), {"original": "decline", "other": "decline"})
    assert (found.status, found.paragraphs) == ("not_met", ("SM-2.151",))


@pytest.mark.covers("SM-2.154c")
def test_a_remedy_by_the_second_tier_leaves_the_decision_with_the_organisation() -> None:
    remedied = facts(chosen="original", other_reply_considered="It put right what DWP had failed to do.")
    assert decision_recorded_on(remedied, failings_by="original") == DWP
    assert decision_recorded_on(remedied, failings_by="other") is None


@pytest.mark.covers("SM-2.155a")
def test_the_second_tier_only_needs_that_it_was_raised_and_if_the_answer_was_reasonable() -> None:
    found = told_apart(SECOND_TIER, facts(chosen="other", other_reply_reasonable=True, other_reply_reasons="It said sorry."))
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", ("raised_with_other",), ("SM-2.155",))
    assert told_apart(SECOND_TIER, facts(chosen="other", raised_with_other=False)).status == "not_met"
    given = {"raised_with_other": True, "other_reply_reasonable": False, "other_reply_reasons": "It did not look at the delay."}
    assert "not reasonable: It did not look" in told_apart(SECOND_TIER, facts(chosen="other", **given)).reason
    assert told_apart(SECOND_TIER, facts(chosen="both")).status == "met"


@pytest.mark.covers("SM-2.156")
def test_with_the_second_tier_only_it_is_the_only_subject_and_decision() -> None:
    only = facts(chosen="other", contractors=("Sample Assessments Ltd",))
    assert subject(only) == (ICE,)
    assert decisions_complete(SECOND_TIER, only, {"other": "decline"}).status == "met"
    assert decisions_complete(SECOND_TIER, only, {"other": "decline", "original": "decline"}).status == "not_met"


@pytest.mark.covers("SM-2.157b")
def test_the_proposal_goes_to_the_organisation_named_people_contractors_and_the_second_tier() -> None:
    letters = proposal_letters(facts(chosen="original", named_people=("R. Patel",), contractors=("Sample Assessments Ltd",)))
    assert {duty.to[0] for duty in letters} == {"organisation", "named_person", "contractor", "second_tier"}
    assert len(letters) == 4
    assert all(duty.paragraphs == ("SM-2.157",) for duty in letters)


def test_without_others_the_proposal_goes_to_the_two_bodies_only() -> None:
    assert [duty.to for duty in proposal_letters(facts(chosen="both"))] == [("organisation",), ("second_tier",)]


def test_the_organisation_alone_and_its_contractor_comment_by_law_and_the_second_tier_as_our_policy() -> None:
    case = facts(chosen="original", contractors=("Sample Assessments Ltd",))
    found = {each.name: (each.basis, each.optional) for each in comment_list(involved(SECOND_TIER, case))}
    assert found == {DWP: ("legal", False), "Sample Assessments Ltd": ("legal", False), ICE: ("policy", True)}


def test_with_the_second_tier_alone_the_organisation_it_handles_complaints_for_comments_by_law_too() -> None:
    found = {each.name: each.paragraphs for each in comment_list(involved(SECOND_TIER, facts(chosen="other")))}
    assert found == {DWP: ("SM-3.85",), ICE: ("SM-3.84", "SM-3.86")}


def test_before_the_choice_nobody_is_left_out_of_those_who_comment_by_law() -> None:
    assert {each.basis for each in comment_list(involved(SECOND_TIER, facts()))} == {"legal"}
