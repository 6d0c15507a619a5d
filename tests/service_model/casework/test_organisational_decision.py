"""The decision recorded for the organisation, from those of the components (SM-3.119 to 3.124)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model import PHSO
from service_model.casework.organisational_decision import (
    Component,
    code_text,
    components_decided,
    investigation_outcome_recorded,
    organisation_decision,
    overall_code,
    overall_code_recorded,
    tally,
)


def components(*decisions: str | None, **more: Any) -> list[Component]:
    """One component a decision; those declined are out of time unless something else is said."""
    return [
        Component.model_validate(
            {"name": f"Part {number}", "decision": each, "reason": "out_of_time" if each == "declined" else None, **more}
        )
        for number, each in enumerate(decisions, 1)
    ]


def weighed(name: str, reason: str, size: str | None, importance: str | None) -> Component:
    return Component.model_validate(
        {"name": name, "decision": "declined", "reason": reason, "size": size, "importance": importance}
    )


@pytest.mark.covers("SM-3.119")
def test_the_organisation_has_a_decision_only_after_every_component_has_one() -> None:
    refused = components_decided(components("declined", "declined", None))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.119",))
    assert "Part 3" in refused.reason
    assert organisation_decision(components("declined", "resolution", None)).choice is None
    three = components("declined", "declined", "declined")
    assert components_decided(three).status == "met"
    assert organisation_decision(three, main_reason="out_of_time").choice == "out of time"
    assert components_decided([]).status == "cannot_tell"


@pytest.mark.covers("SM-3.120")
def test_one_resolved_component_makes_it_a_resolution_when_the_case_closes() -> None:
    found = organisation_decision(components("resolution", "declined", "declined"), main_reason="out_of_time")
    assert (found.choice, found.paragraphs, found.kind) == ("resolution", ("SM-3.120",), "policy")


@pytest.mark.covers("SM-3.121")
def test_without_a_resolution_the_main_reason_gives_the_code() -> None:
    closing = components("declined", "declined")
    found = organisation_decision(closing, main_reason="out_of_time")
    assert (found.choice, found.paragraphs) == ("out of time", ("SM-3.121",))
    assert organisation_decision(closing, main_reason="other_reason").choice == "other reason to decline"
    open_yet = organisation_decision(closing)
    assert (open_yet.choice, open_yet.needs, open_yet.paragraphs) == (None, ("main_reason",), ("SM-3.121",))


def test_a_main_reason_out_of_remit_has_its_own_code_and_an_unknown_one_has_none() -> None:
    assert code_text("public_service_personnel") == "out of remit - public service personnel matters"
    assert code_text("no_such_reason") is None
    assert organisation_decision(components("declined"), main_reason="no_such_reason").choice is None


@pytest.mark.covers("SM-3.122a")
def test_one_component_proposed_makes_it_propose_to_investigate() -> None:
    found = organisation_decision(components("declined", "propose_to_investigate", "declined"))
    assert (found.choice, found.paragraphs, found.kind) == ("propose to investigate", ("SM-3.122",), "policy")
    beside_a_resolution = organisation_decision(components("resolution", "propose_to_investigate"))
    assert beside_a_resolution.choice == "propose to investigate"


@pytest.mark.covers("SM-3.122b")
def test_the_other_parts_need_their_own_decision_even_beside_one_that_is_proposed() -> None:
    refused = components_decided(components("propose_to_investigate", None))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.122",))
    posted = organisation_decision(components("propose_to_investigate", None))
    assert (posted.choice, posted.paragraphs) == (None, ("SM-3.122",))


@pytest.mark.covers("SM-3.123")
def test_a_completed_investigation_does_not_close_as_propose_to_investigate() -> None:
    refused = investigation_outcome_recorded(PHSO.closure_codes["propose_to_investigate"], completed=True)
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.123",))
    assert investigation_outcome_recorded(None, completed=True).status == "not_met"
    assert investigation_outcome_recorded("partly upheld", completed=True).status == "met"
    assert investigation_outcome_recorded("propose to investigate", completed=False).status == "met"
    assert investigation_outcome_recorded("propose to investigate", completed=None).status == "cannot_tell"


@pytest.mark.covers("SM-3.124")
def test_the_overall_code_is_chosen_beside_the_tally_and_with_its_reason() -> None:
    closed = [
        weighed("Care", "out_of_time", "large", "high"),
        weighed("Letter", "other_reason", "small", "low"),
        weighed("Parking", "other_reason", "small", None),
    ]
    first, second = tally(closed)
    assert (first.code, first.components, first.sizes, first.importance) == (
        "other_reason",
        ("Letter", "Parking"),
        ("small", "small"),
        ("low", None),
    )
    assert (second.code, second.sizes, second.importance) == ("out_of_time", ("large",), ("high",))
    refused = overall_code_recorded(closed, chosen="out of time", why=None)
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.124",))
    kept = overall_code_recorded(closed, chosen="out of time", why="The care matters most to them.")
    assert kept.status == "met"
    assert "The care matters most to them." in kept.reason
    assert overall_code_recorded(closed, chosen=None, why=None).status == "cannot_tell"


def test_a_code_is_recommended_where_number_size_and_importance_point_the_same_way() -> None:
    closed = [
        weighed("Care", "out_of_time", "large", "high"),
        weighed("Ward", "out_of_time", "small", "low"),
        weighed("Letter", "other_reason", "small", "low"),
    ]
    assert overall_code(closed).choice == "out of time"


@pytest.mark.parametrize(
    ("big", "important"),
    [("large", "low"), ("small", "high")],
)
def test_nothing_is_recommended_where_a_smaller_number_is_bigger_or_more_important(big: str, important: str) -> None:
    closed = [
        weighed("Ward", "out_of_time", "medium", "medium"),
        weighed("Food", "out_of_time", "medium", "medium"),
        weighed("Letter", "other_reason", big, important),
    ]
    found = overall_code(closed)
    assert (found.choice, found.needs, found.paragraphs) == (None, (), ("SM-3.124",))


def test_nothing_is_recommended_while_size_or_importance_is_not_known() -> None:
    closed = [
        weighed("Care", "out_of_time", None, "high"),
        weighed("Ward", "out_of_time", "small", None),
        weighed("Letter", "other_reason", "small", "low"),
    ]
    assert overall_code(closed).needs == ("size", "importance")
    assert overall_code(components("declined", None)).needs == ("decision",)
    assert overall_code(components("declined", "declined", reason=None)).needs == ("reason",)
    assert overall_code(components("declined", "declined")).choice == "out of time"
