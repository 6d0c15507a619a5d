"""Before a case is taken no further, and the codes of a close at triage (SM-2.85 to 2.96)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.public_value_closing import (
    AfterResolution,
    MinimalIntervention,
    NoFurtherAction,
    admits_and_would_agree,
    after_attempt,
    before_closing,
    before_no_further_action,
    closing,
    could_be_resolved,
)

TOLD = {"by": "phone", "written_wanted": False, "others": (), "told": ("complainant",)}
NONE_OF_THE_THREE = {"few_contacts": False, "simple_and_linked": False, "organisation_admitted": False}


def no_further(**given: Any) -> NoFurtherAction:
    """Everything done that stands before a close, unless something is changed."""
    whole = {"minimal_intervention_considered": True, "triage_section_complete": True, "given": TOLD}
    return NoFurtherAction.model_validate({**whole, **given})


def little(**given: Any) -> MinimalIntervention:
    return MinimalIntervention.model_validate(given)


@pytest.mark.covers("SM-2.85a")
@pytest.mark.parametrize("considered", [None, False])
def test_no_further_action_waits_until_a_resolution_was_considered(considered: bool | None) -> None:
    (step,) = before_no_further_action(no_further(minimal_intervention_considered=considered))
    assert (step.kind, step.paragraphs) == ("policy", ("SM-2.85",))
    assert before_no_further_action(no_further()) == ()


@pytest.mark.covers("SM-2.85d")
def test_an_admitted_failing_and_a_wish_for_an_apology_is_the_example() -> None:
    assert admits_and_would_agree(little(organisation_admitted=True, apology_sought=True)) is True
    assert admits_and_would_agree(little(organisation_admitted=True)) is None
    assert admits_and_would_agree(little(organisation_admitted=False, apology_sought=True)) is False


@pytest.mark.covers("SM-2.95")
@pytest.mark.parametrize("circumstance", [{"few_contacts": True}, {"simple_and_linked": True}])
def test_a_case_that_could_be_resolved_becomes_a_task_for_the_caseworker(circumstance: dict[str, bool]) -> None:
    found = could_be_resolved(little(**circumstance))
    assert found.choice == "attempt_resolution"
    assert [(duty.to, duty.paragraphs) for duty in found.duties] == [(("caseworker",), ("SM-2.95",))]


def test_only_three_times_no_makes_a_resolution_unlikely() -> None:
    assert could_be_resolved(little(**NONE_OF_THE_THREE)).choice == "not_likely"
    for name in NONE_OF_THE_THREE:
        assert could_be_resolved(little(**{**NONE_OF_THE_THREE, name: None})).choice is None


@pytest.mark.covers("SM-2.87a")
def test_a_call_chosen_as_an_adjustment_comes_before_the_decision() -> None:
    (step,) = before_no_further_action(no_further(call_first=True))
    assert step.paragraphs == ("SM-2.87",)
    assert before_no_further_action(no_further(call_first=True, call_held_on="2026-03-02")) == ()


@pytest.mark.covers("SM-2.90b")
def test_a_possible_misunderstanding_is_discussed_with_the_manager_before_a_decline() -> None:
    (step,) = before_no_further_action(no_further(misunderstanding=True, call_considered=True))
    assert (step.gate, step.kind, step.paragraphs) == ("manager_discussion", "policy", ("SM-2.90",))
    discussed = no_further(misunderstanding=True, call_considered=True, discussed_with_manager_on="2026-03-02")
    assert before_no_further_action(discussed) == ()


@pytest.mark.covers("SM-2.90c")
def test_with_a_possible_misunderstanding_a_call_is_considered_before_a_decline() -> None:
    (step,) = before_no_further_action(no_further(misunderstanding=True, discussed_with_manager_on="2026-03-02"))
    assert (step.gate, step.paragraphs) == ("call_considered", ("SM-2.90",))


@pytest.mark.covers("SM-2.92a")
@pytest.mark.parametrize("complete", [False, None])
def test_a_case_does_not_close_before_the_triage_section_is_complete(complete: bool | None) -> None:
    (step,) = before_closing(no_further(triage_section_complete=complete))
    assert (step.kind, step.paragraphs) == ("policy", ("SM-2.92",))
    assert before_closing(no_further()) == ()


def test_a_case_does_not_close_before_everyone_is_told() -> None:
    (step,) = before_closing(no_further(given={**TOLD, "others": ("referring_mp",)}))
    assert (step.gate, step.kind) == ("everyone_is_told", "legal")


@pytest.mark.covers("SM-2.94a", "SM-2.94b")
def test_a_decline_after_the_test_closes_under_general_discretion_with_its_code() -> None:
    found = closing(no_further())
    assert found.choice == "Triage - other reason to decline"
    assert "general discretion" in found.reason
    assert [duty.to for duty in found.duties] == [("complainant",)]


@pytest.mark.covers("SM-2.96a")
def test_a_case_resolved_at_triage_has_its_code() -> None:
    (found,) = after_attempt(AfterResolution.model_validate({"resolved": True}))
    assert found.choice == "ECT triage - Resolution"
    (open_,) = after_attempt(AfterResolution.model_validate({}))
    assert (open_.choice, open_.needs) == (None, ("resolved",))


@pytest.mark.covers("SM-2.96b")
def test_a_failed_attempt_leaves_more_work_or_closing_now_with_a_reason() -> None:
    both = after_attempt(AfterResolution.model_validate({"resolved": False}))
    assert [each.choice for each in both] == ["further_work", "close_now"]
    assert all(each.needs == ("next", "reason") for each in both)
    chosen = after_attempt(AfterResolution.model_validate({"resolved": False, "next": "close_now", "reason": "No answer."}))
    assert [(each.choice, each.needs) for each in chosen] == [("close_now", ())]
