"""A possible priority is shown, talked over with the manager, and only then decided (SM-1.39)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.priority import PriorityFacts, may_be_prioritised, possible_priority, to_record
from tests.service_model.building import a_complaint


def decided(**given: Any) -> PriorityFacts:
    """Everything that is asked before priority is given, unless something is changed."""
    whole = {"reason": "terminal illness", "discussed_with": "K. Lee", "discussed_on": "2026-03-02", "decision": "prioritised"}
    return PriorityFacts.model_validate({**whole, **given})


@pytest.mark.covers("SM-1.39a")
@pytest.mark.parametrize(
    "complaint",
    [
        a_complaint(signals=("terminal_illness",)),
        a_complaint(given="ready_health", exceptional_circumstances="terminal_illness"),
    ],
)
def test_a_terminal_illness_is_shown_as_a_possible_priority_and_sets_none(complaint: Any) -> None:
    shown = possible_priority(complaint)
    assert shown.choice == "possible"
    assert "terminal illness" in shown.reason
    assert [duty.to for duty in shown.duties] == [("manager",)]
    assert may_be_prioritised(PriorityFacts.model_validate({})).status == "cannot_tell"


def test_another_exceptional_circumstance_is_shown_too() -> None:
    assert possible_priority(a_complaint(exceptional_circumstances="particular_difficulties")).choice == "possible"
    assert possible_priority(a_complaint(signals=("homelessness",))).choice == "possible"


@pytest.mark.parametrize(
    ("facts", "choice"),
    [
        ({}, None),
        ({"exceptional_circumstances": "none"}, "not_suggested"),
        ({"exceptional_circumstances": "relationship_broken_down"}, None),  # says nothing of their health
    ],
)
def test_what_was_not_said_is_open_and_not_a_no(facts: dict[str, Any], choice: str | None) -> None:
    assert possible_priority(a_complaint(**facts)).choice == choice


@pytest.mark.covers("SM-1.39b")
@pytest.mark.parametrize("missing", ["discussed_with", "discussed_on", "reason"])
def test_priority_waits_for_the_talk_with_the_manager(missing: str) -> None:
    refused = may_be_prioritised(decided(**{missing: None}))
    assert (refused.status, refused.kind, refused.paragraphs) == ("cannot_tell", "policy", ("SM-1.39",))
    assert refused.needs == (missing,)
    assert may_be_prioritised(decided()).status == "met"


def test_the_decision_either_way_is_recorded_under_special_handling() -> None:
    for decision in ("prioritised", "not_prioritised"):
        (duty,) = to_record(decided(decision=decision))
        assert "special handling" in duty.what
    assert to_record(decided(decision=None)) == ()
