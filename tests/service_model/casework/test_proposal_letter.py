"""What a proposal to investigate holds, and what is asked of the organisation with it (SM-3.74, 3.77 to 3.81)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.proposal_letter import (
    ContractFacts,
    ProposalLetter,
    ViewsAgreement,
    contract_confirmed,
    contract_request,
    issues_explained,
    letter_complete,
    outcome_achievable,
    provisional_views,
    reminder_of_agreement,
)


def a_letter(**more: Any) -> ProposalLetter:
    """A letter that may go, unless something is changed."""
    usual = {
        "scope": "The care on 3 May",
        "claimed_injustice": "Pain for a year",
        "outcome_sought": "An apology",
        "achievable_by_us": True,
        "achievable_by_organisation": True,
        "issues": [{"summary": "Delay", "proposed": True}, {"summary": "Records", "proposed": True}],
    }
    return ProposalLetter.model_validate({**usual, **more})


@pytest.mark.covers("SM-3.74b")
@pytest.mark.parametrize("blank", ["claimed_injustice", "scope", "outcome_sought"])
def test_a_letter_without_scope_injustice_or_outcome_does_not_go(blank: str) -> None:
    refused = letter_complete(a_letter(**{blank: None}))
    assert (refused.status, refused.kind, refused.paragraphs, refused.needs) == ("not_met", "policy", ("SM-3.74",), (blank,))
    assert letter_complete(a_letter()).status == "met"


@pytest.mark.covers("SM-3.74c")
def test_an_outcome_that_not_both_can_achieve_stops_the_letter() -> None:
    blocked = outcome_achievable(a_letter(outcome_sought="Dismiss the doctor", achievable_by_us=False))
    assert (blocked.status, blocked.kind, blocked.paragraphs) == ("not_met", "policy", ("SM-3.74",))
    assert outcome_achievable(a_letter(achievable_by_organisation=False)).status == "not_met"
    assert outcome_achievable(a_letter()).status == "met"
    unknown = outcome_achievable(a_letter(achievable_by_organisation=None))
    assert (unknown.status, unknown.needs) == ("cannot_tell", ("achievable_by_organisation",))


@pytest.mark.covers("SM-3.77")
def test_an_issue_that_is_left_out_needs_its_reason_in_the_letter() -> None:
    proposed = [{"summary": "Delay", "proposed": True}, {"summary": "Records", "proposed": True}]
    left_out = {"summary": "Car park", "proposed": False}
    refused = issues_explained(a_letter(issues=[*proposed, left_out]))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.77",))
    assert "Car park" in refused.reason
    explained = [*proposed, {**left_out, "reason": "The trust put it right."}]
    assert issues_explained(a_letter(issues=explained)).status == "met"


def test_an_issue_that_nobody_has_decided_on_is_not_taken_as_left_out() -> None:
    unknown = issues_explained(a_letter(issues=[{"summary": "Delay"}]))
    assert (unknown.status, unknown.needs) == ("cannot_tell", ("proposed",))


@pytest.mark.covers("SM-3.79a")
def test_the_proposal_to_a_gp_practice_waits_for_the_type_of_its_contract() -> None:
    refused = contract_confirmed(ContractFacts(organisation_type="family_health_service_provider"))
    assert (refused.status, refused.kind, refused.needs) == ("not_met", "policy", ("contract_type",))
    assert "SM-3.79" in refused.paragraphs
    known = ContractFacts(organisation_type="family_health_service_provider", contract_type="GMS")
    assert contract_confirmed(known).status == "met"
    assert contract_confirmed(ContractFacts(organisation_type="health_service_organisation")).status == "met"
    assert contract_confirmed(ContractFacts()).needs == ("organisation_type",)


@pytest.mark.covers("SM-3.79c")
def test_a_provider_that_is_unsure_can_be_asked_for_its_contract() -> None:
    unsure = ContractFacts(organisation_type="family_health_service_provider", contract_type="unsure")
    (request,) = contract_request(unsure)
    assert (request.to, request.must, request.paragraphs) == (("organisation",), False, ("SM-3.79",))
    assert contract_confirmed(unsure).status == "cannot_tell"
    sure = ContractFacts(organisation_type="family_health_service_provider", contract_type="PMS")
    assert contract_request(sure) == ()


@pytest.mark.covers("SM-3.81a")
def test_an_agreement_about_provisional_views_has_to_be_mentioned_in_the_letter() -> None:
    (reminder,) = reminder_of_agreement(ViewsAgreement(agreed_not_to_receive=True))
    assert (reminder.to, reminder.kind, reminder.paragraphs) == (("organisation",), "policy", ("SM-3.81",))
    assert "say if it does want to see them" in reminder.what
    assert reminder_of_agreement(ViewsAgreement(agreed_not_to_receive=False)) == ()


@pytest.mark.covers("SM-3.81b")
def test_an_organisation_that_wants_to_see_the_provisional_views_gets_them_in_this_case() -> None:
    agreed = ViewsAgreement(agreed_not_to_receive=True, wants_to_see_them=True)
    assert provisional_views(agreed).choice == "send"
    assert provisional_views(ViewsAgreement(agreed_not_to_receive=True)).choice == "send_only_if_we_uphold"
    assert provisional_views(ViewsAgreement(agreed_not_to_receive=False)).choice == "send"
    unknown = provisional_views(ViewsAgreement())
    assert (unknown.choice, unknown.needs) == (None, ("agreed_not_to_receive",))
