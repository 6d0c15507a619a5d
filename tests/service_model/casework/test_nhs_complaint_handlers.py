"""Provider and commissioner: one process is enough, and whom the case is about."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.nhs_complaint_handlers import (
    PROVIDER_OR_COMMISSIONER,
    LocalRouteFacts,
    components_for_both,
    local_resolution,
    organisation_only_questions,
    reply_considered,
)
from service_model.casework.proposal_addressees import comment_list
from service_model.casework.two_handlers import (
    complained_about,
    decision_recorded_on,
    decisions_complete,
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

TRUST, ICB = "Riverside NHS Trust", "NHS Riverside Integrated Care Board"
RULES = PROVIDER_OR_COMMISSIONER
facts = answered_by_two(TRUST, ICB)


@pytest.mark.covers("SM-2.158a", "SM-2.158b")
@pytest.mark.parametrize(
    ("provider", "commissioner", "status"),
    [
        (None, "final", "met"),
        ("not_started", "final", "met"),
        ("final", None, "met"),
        ("final", "under_way", "met"),
        ("not_started", None, "cannot_tell"),
        (None, "under_way", "cannot_tell"),
        (None, None, "cannot_tell"),
        ("not_started", "under_way", "not_met"),
        ("not_started", "not_started", "not_met"),
    ],
)
def test_a_process_finished_with_either_is_enough(provider: Any, commissioner: Any, status: str) -> None:
    found = local_resolution(LocalRouteFacts(provider=provider, commissioner=commissioner))
    assert (found.status, found.paragraphs, found.kind) == (status, ("SM-2.158",), "legal")


@pytest.mark.covers("SM-2.159a")
@pytest.mark.parametrize(("said", "against"), [(None, TRUST), (False, TRUST), (True, ICB)])
def test_it_is_recorded_against_the_provider_unless_expressly_the_commissioner_only(said: bool | None, against: str) -> None:
    found = recorded_against(RULES, facts(only_about_other=said))
    assert (found.choice, found.paragraphs) == (against, ("SM-2.159",))


@pytest.mark.covers("SM-2.159b")
def test_a_recorded_case_may_be_closed_or_passed_on() -> None:
    assert [(duty.name, duty.paragraphs) for duty in once_recorded(RULES)] == [
        ("close", ("SM-2.159",)),
        ("pass_for_further_consideration", ("SM-2.159",)),
    ]


@pytest.mark.covers("SM-2.160a")
def test_first_contact_is_not_complete_without_the_choice() -> None:
    found = whom_to_look_at(RULES, facts())
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", ("chosen",), ("SM-2.160",))
    assert whom_to_look_at(RULES, facts(chosen="other")).status == "met"


@pytest.mark.covers("SM-2.161")
def test_components_are_needed_for_each_or_a_reason() -> None:
    found = components_for_both(facts(chosen="both", components_about=("original",)))
    assert (found.status, found.paragraphs) == ("not_met", ("SM-2.161",))
    assert ICB in found.reason
    assert TRUST not in found.reason
    assert components_for_both(facts(chosen="both", components_about=("original", "other"))).status == "met"
    assert components_for_both(facts(chosen="both", components_about=("original",), components_reason="Same.")).status == "met"
    assert components_for_both(facts(chosen="original", components_about=("original",))).status == "met"


@pytest.mark.covers("SM-2.162a", "SM-2.162b")
@pytest.mark.parametrize(
    ("given", "needs"),
    [
        ({}, ("why_unhappy_with_other", "commissioning_complaint")),
        ({"commissioning_complaint": False}, ("why_unhappy_with_other",)),
        ({"why_unhappy_with_other": "It only repeated the trust."}, ("commissioning_complaint",)),
        ({"why_unhappy_with_other": "It only repeated the trust.", "commissioning_complaint": False}, ()),
    ],
)
def test_the_organisation_only_still_needs_both_answers_about_the_commissioner(given: Any, needs: tuple[str, ...]) -> None:
    found = organisation_only_questions(facts(chosen="original", **given))
    assert (found.status, found.needs) == ("cannot_tell" if needs else "met", needs)
    assert found.paragraphs == ("SM-2.162",)


@pytest.mark.covers("SM-2.163")
def test_nothing_is_recorded_about_a_body_they_did_not_choose() -> None:
    refused = may_be_recorded(RULES, facts(chosen="other"), "original")
    assert (refused.status, refused.paragraphs) == ("not_met", ("SM-2.163",))
    assert may_be_recorded(RULES, facts(chosen="other"), "other").status == "met"


@pytest.mark.covers("SM-2.164a")
def test_either_may_be_asked_for_information_without_being_complained_about() -> None:
    assert (may_be_asked(RULES).to, may_be_asked(RULES).must) == (("organisation", "commissioner"), False)
    assert ICB not in {each.name for each in complained_about(facts(chosen="original"))}


@pytest.mark.covers("SM-2.164b")
def test_both_may_comment_when_it_is_accepted_in_principle() -> None:
    assert (to_comment(RULES).to, to_comment(RULES).paragraphs) == (("organisation", "commissioner"), ("SM-2.164",))


@pytest.mark.covers("SM-2.165")
def test_with_both_each_needs_its_own_decision() -> None:
    half = decisions_complete(RULES, facts(chosen="both"), {"original": "decline"})
    assert (half.status, half.needs, half.paragraphs) == ("not_met", ("other",), ("SM-2.165",))
    assert decisions_complete(RULES, facts(chosen="both"), {"original": "decline", "other": "decline"}).status == "met"
    assert decisions_complete(RULES, facts(), {}).status == "cannot_tell"


@pytest.mark.covers("SM-2.166a")
def test_with_the_organisation_only_it_is_said_how_the_commissioners_reply_was_considered() -> None:
    blank = reply_considered(facts(chosen="original"))
    assert (blank.status, blank.paragraphs) == ("cannot_tell", ("SM-2.166",))
    assert reply_considered(facts(chosen="original", other_reply_considered="It is thorough.")).status == "met"
    assert reply_considered(facts(chosen="both")).status == "met"


@pytest.mark.covers("SM-2.167a", "SM-2.167b")
def test_with_the_organisation_only_subject_and_decision_are_the_providers() -> None:
    only = facts(chosen="original")
    assert subject(only) == (TRUST,)
    assert decision_recorded_on(only, failings_by="original") == TRUST
    assert decision_recorded_on(only, failings_by="other") is None
    assert decisions_complete(RULES, only, {"original": "decline", "other": "decline"}).status == "not_met"


@pytest.mark.covers("SM-2.168a")
def test_the_commissioner_only_needs_raised_addressed_and_a_judgement_with_reasons() -> None:
    found = told_apart(RULES, facts(chosen="other"))
    assert (found.status, found.paragraphs) == ("cannot_tell", ("SM-2.168",))
    assert found.needs == ("raised_with_other", "addressed_by_other", "other_reply_reasonable", "other_reply_reasons")
    given = {
        "raised_with_other": True,
        "addressed_by_other": True,
        "other_reply_reasonable": True,
        "other_reply_reasons": "Clear.",
    }
    assert "reasonable: Clear." in told_apart(RULES, facts(chosen="other", **given)).reason
    assert told_apart(RULES, facts(chosen="original")).status == "met"


@pytest.mark.covers("SM-2.169")
def test_with_the_commissioner_only_subject_and_decision_are_its_own() -> None:
    only = facts(chosen="other")
    assert subject(only) == (ICB,)
    assert decisions_complete(RULES, only, {"other": "decline"}).paragraphs == ("SM-2.169",)
    assert decisions_complete(RULES, only, {"original": "decline"}).status == "not_met"


def test_a_commissioner_acts_for_nobody_so_the_provider_it_answered_for_comments_as_our_policy() -> None:
    found = {each.name: (each.basis, each.optional) for each in comment_list(involved(RULES, facts(chosen="other")))}
    assert found == {TRUST: ("policy", True), ICB: ("legal", False)}
