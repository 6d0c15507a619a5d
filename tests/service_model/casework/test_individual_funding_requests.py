"""Individual Funding Requests: who applied, and the checks of a refusal."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.individual_funding_requests import (
    FundingRequestFacts,
    applicant_flags,
    checks_of_a_refusal,
    what_the_board_considers,
)

CHECKED: dict[str, Any] = {
    "declined": True,
    "application_matches_account": True,
    "policy_used": "IFR policy 4.1",
    "accords_with_policies": True,
    "accords_with_directions": False,
    "policy_reasonable": True,
    "policy_reasons": "It follows the evidence.",
}


def facts(**given: Any) -> FundingRequestFacts:
    """A declined request with every check made."""
    return FundingRequestFacts.model_validate({**CHECKED, **given})


@pytest.mark.covers("SM-2.178b")
@pytest.mark.parametrize(("applicant", "flagged"), [("patient", True), ("family", True), ("doctor", False), (None, False)])
def test_an_application_by_anyone_but_a_doctor_is_flagged(applicant: Any, flagged: bool) -> None:
    assert [flag.paragraphs for flag in applicant_flags(facts(applicant=applicant))] == ([("SM-2.178",)] if flagged else [])


@pytest.mark.covers("SM-2.179a", "SM-2.179b")
@pytest.mark.parametrize(
    ("exists", "needs", "words"),
    [
        (True, ("sufficient_grounds_considered",), "sufficient grounds"),
        (False, ("individual_funding_considered",), "individual funding could be supported"),
        (None, ("policy_exists",), "commissioning policy"),
    ],
)
def test_what_the_board_considers_depends_on_a_policy(exists: bool | None, needs: tuple[str, ...], words: str) -> None:
    found = what_the_board_considers(facts(policy_exists=exists))
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", needs, ("SM-2.179",))
    assert words in found.reason


@pytest.mark.parametrize(
    "given",
    [
        {"policy_exists": True, "sufficient_grounds_considered": False},
        {"policy_exists": False, "individual_funding_considered": True},
    ],
)
def test_the_answer_that_fits_the_policy_settles_it(given: dict[str, Any]) -> None:
    assert what_the_board_considers(facts(**given)).status == "met"


@pytest.mark.covers("SM-2.180a", "SM-2.180b", "SM-2.180c", "SM-2.180d")
@pytest.mark.parametrize(
    "left",
    [
        "application_matches_account",
        "policy_used",
        "accords_with_policies",
        "accords_with_directions",
        "policy_reasonable",
        "policy_reasons",
    ],
)
def test_a_refusal_is_not_checked_while_one_item_is_blank(left: str) -> None:
    found = checks_of_a_refusal(facts(**{left: None}))
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", (left,), ("SM-2.180",))


def test_a_refusal_with_every_item_is_checked_whatever_the_answers() -> None:
    assert checks_of_a_refusal(facts()).status == "met"


def test_a_request_that_was_not_declined_needs_no_checks() -> None:
    assert checks_of_a_refusal(FundingRequestFacts(declined=False)).status == "met"
    assert checks_of_a_refusal(FundingRequestFacts()).needs[0] == "declined"
