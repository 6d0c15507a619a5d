"""Mediation: which cases, both sides' consent, when it comes back, and what never follows (SM-2.115 to 2.131)."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from service_model import determine
from service_model.casework.dispute_outcome import (
    Component,
    after_conference,
    agreement_letters,
    components_done,
    next_step,
    on_review_request,
    review_can_be_asked,
    what_never_follows,
)
from service_model.casework.dispute_resolution import (
    ConferenceOutcome,
    DisputeResolutionFacts,
    agreed,
    both_willing,
    consent_forms,
    may_suit,
    may_transfer,
    owner,
    talks_held,
)
from service_model.determination import Outcome
from tests.service_model.building import TODAY, a_complaint

TALK = {
    "views": "It took too long.",
    "outcome_wanted": "An apology",
    "preferred_contact": "none stated",
    "adjustments": "none stated",
}
APOLOGY = {"agreed_action": "a written apology", "complainant_agrees": True, "organisation_agrees": True}
TRAINING = {"agreed_action": "training for staff", "complainant_agrees": True, "organisation_agrees": True}


def mediation(**given: Any) -> DisputeResolutionFacts:
    """Both sides want it and have consented, unless something is changed."""
    whole = {
        "complainant_wants": True,
        "organisation_wants": True,
        "complainant_consent": True,
        "organisation_consent": True,
        "complainant_talk": TALK,
        "organisation_talk": TALK,
    }
    return DisputeResolutionFacts.model_validate({**whole, **given})


def after(*outcomes: dict[str, Any], **given: Any) -> DisputeResolutionFacts:
    """A resolution conference with these outcomes."""
    return mediation(conference_held=True, outcomes=outcomes, **given)


@pytest.mark.covers("SM-2.116")
@pytest.mark.parametrize("outcome", [None, *get_args(Outcome)])
def test_mediation_is_never_proposed_by_itself(outcome: Any) -> None:
    found = may_suit(outcome)
    assert found.choice in (None, "possible", "possible_with_caution", "not_possible")
    asked = [duty.to for duty in found.duties]
    assert asked == ([("dispute_resolution_team",)] if (found.choice or "").startswith("possible") else [])


@pytest.mark.covers("SM-2.117b")
@pytest.mark.parametrize("case", ["ready_government", "ready_health"])
def test_mediation_is_open_to_parliamentary_and_health_cases_alike(case: str) -> None:
    assert may_suit(determine(a_complaint(given=case), today=TODAY).outcome).choice == "possible"


@pytest.mark.covers("SM-2.118a")
def test_a_ready_case_may_suit_and_one_that_is_not_comes_with_a_caution() -> None:
    ready, early = may_suit("ready_for_triage"), may_suit("premature")
    assert ready.choice == "possible"
    assert "SM-2.118" in ready.paragraphs
    assert early.choice == "possible_with_caution"
    assert "Caution" in early.reason
    assert may_suit(None).needs == ("ready",)


def test_what_we_cannot_consider_cannot_be_mediated() -> None:
    assert may_suit("out_of_jurisdiction").choice == "not_possible"
    assert may_suit("out_of_remit").choice == "not_possible"


def test_an_enquiry_may_still_become_a_complaint() -> None:
    assert (may_suit("enquiry").choice, may_suit("enquiry").needs) == (None, ("asks_us_to_act",))


@pytest.mark.covers("SM-2.118b")
def test_the_dr_team_is_asked_and_the_case_stays_meanwhile() -> None:
    (ask,) = may_suit("ready_for_triage").duties
    assert ask.to == ("dispute_resolution_team",)
    before = DisputeResolutionFacts.model_validate({})
    assert owner(before).choice == "caseworker"


@pytest.mark.covers("SM-2.120a", "SM-2.120b")
@pytest.mark.parametrize("side", ["complainant_wants", "organisation_wants"])
def test_each_side_is_asked_before_the_case_can_go_to_dr(side: str) -> None:
    open_ = both_willing(mediation(**{side: None}))
    assert (open_.status, open_.needs, open_.paragraphs) == ("cannot_tell", (side,), ("SM-2.120",))
    assert may_transfer(mediation(**{side: None})).status != "met"
    assert may_transfer(mediation()).status == "met"


@pytest.mark.covers("SM-2.121")
@pytest.mark.parametrize("side", ["complainant_wants", "organisation_wants"])
def test_an_unwilling_side_leaves_the_case_with_its_caseworker_and_ends_dr(side: str) -> None:
    found = owner(mediation(**{side: False}))
    assert (found.choice, found.paragraphs) == ("caseworker", ("SM-2.121",))
    assert [duty.name for duty in found.duties] == ["close_dr"]


@pytest.mark.covers("SM-2.122a", "SM-2.122b")
def test_once_both_agree_each_side_is_sent_a_consent_form() -> None:
    agreed_to = mediation(complainant_consent=None, organisation_consent=None)
    forms = {duty.to[0]: duty.what for duty in consent_forms(agreed_to)}
    assert set(forms) == {"complainant", "organisation"}
    assert forms["complainant"].startswith("The caseworker sends")
    assert forms["organisation"].startswith("The DR caseworker sends")
    assert consent_forms(mediation(organisation_wants=None, complainant_consent=None)) == ()


@pytest.mark.covers("SM-2.122c")
@pytest.mark.parametrize("side", ["complainant_consent", "organisation_consent"])
def test_the_case_moves_only_with_both_consents(side: str) -> None:
    refused = may_transfer(mediation(**{side: None}))
    assert (refused.status, refused.needs, refused.paragraphs) == ("cannot_tell", (side,), ("SM-2.122",))
    assert may_transfer(mediation()).status == "met"
    assert owner(mediation()).choice == "dispute_resolution_team"


@pytest.mark.covers("SM-2.122d")
@pytest.mark.parametrize("side", ["complainant_consent", "organisation_consent"])
def test_a_refused_consent_leaves_the_case_with_its_caseworker_and_ends_dr(side: str) -> None:
    found = owner(mediation(**{side: False}))
    assert (found.choice, found.paragraphs) == ("caseworker", ("SM-2.122",))
    assert [duty.name for duty in found.duties] == ["close_dr"]
    assert owner(mediation(**{side: None})).duties == ()


def test_dr_does_not_end_while_a_side_has_not_been_asked() -> None:
    found = owner(mediation(organisation_wants=None))
    assert (found.choice, found.needs, found.duties) == ("caseworker", ("organisation_wants",), ())


@pytest.mark.covers("SM-2.123a")
@pytest.mark.parametrize("side", ["complainant_talk", "organisation_talk"])
def test_each_side_is_heard_on_its_own(side: str) -> None:
    missing = talks_held(mediation(**{side: None}))
    assert (missing.status, missing.needs) == ("cannot_tell", (side,))
    assert "SM-2.123" in missing.paragraphs
    assert talks_held(mediation()).status == "met"


@pytest.mark.covers("SM-2.123b")
def test_each_side_says_what_it_wants_to_achieve() -> None:
    missing = talks_held(mediation(organisation_talk={**TALK, "outcome_wanted": None}))
    assert missing.needs == ("organisation_talk.outcome_wanted",)
    assert "SM-2.123" in missing.paragraphs


@pytest.mark.parametrize(
    "field",
    [
        pytest.param("preferred_contact", marks=pytest.mark.covers("SM-2.124a")),
        pytest.param("adjustments", marks=pytest.mark.covers("SM-2.124b")),
    ],
)
@pytest.mark.parametrize("side", ["complainant", "organisation"])
def test_contact_and_adjustments_are_recorded_for_each_side_even_if_there_are_none(field: str, side: str) -> None:
    missing = talks_held(mediation(**{f"{side}_talk": {**TALK, field: None}}))
    assert (missing.status, missing.needs) == ("cannot_tell", (f"{side}_talk.{field}",))
    assert talks_held(mediation(**{f"{side}_talk": {**TALK, field: "none stated"}})).status == "met"


@pytest.mark.covers("SM-2.126b")
@pytest.mark.parametrize(("organisation", "status"), [(None, "cannot_tell"), (False, "not_met"), (True, "met")])
def test_an_outcome_counts_only_when_both_sides_agree(organisation: bool | None, status: str) -> None:
    found = agreed(ConferenceOutcome.model_validate({**APOLOGY, "organisation_agrees": organisation}))
    assert (found.status, found.paragraphs) == (status, ("SM-2.126",))


@pytest.mark.covers("SM-2.127a", "SM-2.127b", "SM-2.127c")
def test_both_sides_have_a_letter_with_what_was_agreed_that_says_the_process_has_ended() -> None:
    found = after_conference(after(APOLOGY, TRAINING))
    assert found.choice == "resolved"
    assert sorted(duty.to[0] for duty in found.duties) == ["complainant", "organisation"]
    for letter in found.duties:
        assert letter.name == "resolution_agreement_letter"
        assert "a written apology" in letter.what
        assert "training for staff" in letter.what
        assert "the process has ended" in letter.what


@pytest.mark.covers("SM-2.127d")
def test_the_case_is_closed_once_both_letters_are_sent() -> None:
    assert next_step(after(APOLOGY, agreement_letters_sent=("complainant", "organisation"))).choice == "close_the_case"
    waiting = next_step(after(APOLOGY, agreement_letters_sent=("complainant",)))
    assert (waiting.choice, [duty.to for duty in waiting.duties]) == ("send_the_letter", [("organisation",)])


@pytest.mark.covers("SM-2.128a", "SM-2.128c")
def test_a_mediated_close_opens_no_compliance_and_asks_for_no_plan() -> None:
    closed = next_step(after(APOLOGY, TRAINING, agreement_letters_sent=("complainant", "organisation")))
    assert closed.choice == "close_the_case"
    (never,) = [duty for duty in closed.duties if duty.name == "compliance"]
    assert (never.not_to, never.paragraphs) == (True, ("SM-2.128",))
    assert "ask for a plan" in never.what
    assert all(duty.not_to for duty in closed.duties)


@pytest.mark.covers("SM-2.119a")
def test_whoever_went_through_mediation_is_offered_no_review() -> None:
    resolved = after_conference(after(APOLOGY))
    assert all("review" not in letter.what for letter in resolved.duties)
    refused = review_can_be_asked(resolved.choice)
    assert (refused.status, refused.paragraphs) == ("not_met", ("SM-2.119",))
    (no_offer,) = [duty for duty in what_never_follows() if duty.name == "offer_review"]
    assert (no_offer.not_to, no_offer.to, no_offer.paragraphs) == (True, ("complainant",), ("SM-2.119",))


@pytest.mark.covers("SM-2.119b")
def test_a_review_request_that_comes_all_the_same_goes_to_a_manager() -> None:
    assert [duty.to for duty in on_review_request()] == [("manager",)]
    assert review_can_be_asked("partly_resolved").status == "cannot_tell"


REFUSED = {**APOLOGY, "organisation_agrees": False}


@pytest.mark.covers("SM-2.129")
@pytest.mark.parametrize("outcomes", [(), (REFUSED,)])
def test_without_agreement_the_case_is_considered_further(outcomes: tuple[dict[str, Any], ...]) -> None:
    found = after_conference(after(*outcomes))
    assert (found.choice, found.paragraphs) == ("further_consideration", ("SM-2.129",))


def test_agreement_to_a_part_resolves_that_part_only() -> None:
    found = after_conference(after(APOLOGY, {**REFUSED, "agreed_action": "money"}))
    assert (found.choice, found.paragraphs) == ("partly_resolved", ("SM-2.130", "SM-2.131"))


@pytest.mark.parametrize("facts", [mediation(), after({**APOLOGY, "complainant_agrees": None})])
def test_nothing_follows_from_a_conference_that_is_not_over(facts: DisputeResolutionFacts) -> None:
    assert after_conference(facts).choice is None


def parts(*rows: dict[str, Any]) -> tuple[Component, ...]:
    return tuple(Component.model_validate(row) for row in rows)


MEDIATED = {"name": "delay", "by_mediation": True, "mediation_outcome": "apology agreed"}


@pytest.mark.covers("SM-2.130b")
def test_a_mediated_part_closes_with_its_mediation_outcome() -> None:
    missing = components_done(parts({**MEDIATED, "mediation_outcome": None}))
    assert (missing.status, missing.needs, missing.paragraphs) == ("cannot_tell", ("delay.mediation_outcome",), ("SM-2.130",))
    assert components_done(parts(MEDIATED)).status == "met"


@pytest.mark.covers("SM-2.131")
def test_the_dr_caseworker_decides_each_of_the_other_parts() -> None:
    two = [{"name": "care", "by_mediation": False, "decided": True}, {"name": "records", "by_mediation": False}]
    missing = components_done(parts(MEDIATED, *two))
    assert (missing.status, missing.needs, missing.paragraphs) == ("cannot_tell", ("records.decided",), ("SM-2.131",))
    assert missing.reason == "The DR caseworker still has to decide: records."
    assert components_done(parts(MEDIATED, two[0])).status == "met"


def test_letters_already_sent_are_not_asked_for_again() -> None:
    assert agreement_letters(after(APOLOGY, agreement_letters_sent=("complainant", "organisation"))) == ()
