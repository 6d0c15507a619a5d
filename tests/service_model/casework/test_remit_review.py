"""Remit as staff confirm it: every component has a result, and someone out of remit is sent on (SM-2.4, 2.6, 2.266)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model import PHSO
from service_model.casework.remit_review import (
    Component,
    RemitFacts,
    advice_on_remit,
    categories_for,
    confirmed,
    may_be_declined,
    next_step,
    who_can_help,
)


def component(name: str = "Notes lost", **facts: Any) -> Component:
    return Component.model_validate({"name": name, "procedure": "health", **facts})


def of(*components: Component) -> RemitFacts:
    return RemitFacts(components=components)


@pytest.mark.covers("SM-2.266a")
def test_a_component_without_a_remit_result_is_named_and_the_test_is_incomplete() -> None:
    found = confirmed(of(component("Notes lost", remit="in"), component("Nine hours without pain relief")))
    assert found.status == "cannot_tell"
    assert "Incomplete" in found.reason
    assert "'Nine hours without pain relief'" in found.reason
    assert "Notes lost" not in found.reason
    assert found.paragraphs == ("SM-2.266",)


@pytest.mark.covers("SM-2.266a")
def test_remit_is_confirmed_when_every_component_has_a_result() -> None:
    parts = of(component(remit="in"), component("A contract", remit="out", category="commercial_or_contractual"))
    assert confirmed(parts).status == "met"


def test_nothing_is_confirmed_while_no_component_is_recorded() -> None:
    assert confirmed(of()).needs == ("components",)


@pytest.mark.parametrize("category", [None, "action_abroad", "no_such_category"])
def test_out_of_remit_needs_a_category_that_applies_to_the_case(category: str | None) -> None:
    found = confirmed(of(component(remit="out", category=category)))
    assert (found.status, found.needs) == ("cannot_tell", ("category",))


@pytest.mark.covers("SM-2.4a")
def test_the_case_is_declined_only_when_all_of_it_is_out_of_remit() -> None:
    out = component("A contract", remit="out", category="commercial_or_contractual")
    both = next_step(of(out, component("Pay", remit="out", category="public_service_personnel")))
    assert (both.choice, both.paragraphs) == ("decline", ("SM-2.4",))
    one = next_step(of(out, component(remit="in")))
    assert one.choice == "go on"
    assert "A contract" in one.reason


def test_nothing_is_declined_while_a_part_is_unknown() -> None:
    assert next_step(of(component(remit="out", category="commercial_or_contractual"), component("Pay"))).choice is None
    assert next_step(of()).needs == ("remit",)


@pytest.mark.covers("SM-2.266b")
def test_someone_with_a_matter_out_of_remit_is_sent_to_who_can_help() -> None:
    duty = who_can_help(
        component("My request for papers", remit="out", category="out_of_remit_other", matter="information_request")
    )
    assert duty is not None
    assert (duty.name, duty.to) == ("direct_elsewhere", ("complainant",))
    assert "Information Commissioner's Office" in duty.what
    assert PHSO.signposts["ico"].contact in duty.what


@pytest.mark.covers("SM-2.266b")
def test_where_nobody_can_be_found_that_is_recorded_and_told() -> None:
    duty = who_can_help(component("Something odd", remit="out", category="no_such_category"))
    assert duty is not None
    assert duty.name == "record_nobody_else_found"
    assert "no other organisation could be found" in duty.what


def test_without_a_matter_the_category_says_who_can_help() -> None:
    duty = who_can_help(component("Pay", remit="out", category="public_service_personnel"))
    assert duty is not None
    assert "Acas" in duty.what


@pytest.mark.parametrize("remit", ["in", None])
def test_nobody_is_sent_on_who_is_not_out_of_remit(remit: str | None) -> None:
    assert who_can_help(component(remit=remit, matter="information_request")) is None


def test_each_category_stands_beside_its_law() -> None:
    assert categories_for("health")["commercial_or_contractual"].statute == (
        "Schedule 3 paragraph 9, 1967 Act; section 7(2), 1993 Act"
    )


@pytest.mark.parametrize(("asked", "to"), [(None, "manager"), (False, "manager"), (True, "legal_team")])
def test_the_line_manager_is_asked_before_the_legal_team(asked: bool | None, to: str) -> None:
    assert advice_on_remit(asked).to == (to,)


@pytest.mark.covers("SM-2.6b")
def test_an_organisation_that_is_in_only_for_the_victims_code_is_not_declined_before_that_is_known() -> None:
    found = may_be_declined("victims_code_only", None)
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", ("concerns_victims_code",), ("SM-2.6",))
    assert may_be_declined("victims_code_only", False).status == "met"
    assert may_be_declined("victims_code_only", True).status == "not_met"


@pytest.mark.parametrize(("jurisdiction", "status"), [("out", "met"), ("in", "not_met"), ("unclear", "cannot_tell")])
def test_any_other_organisation_is_declined_only_when_the_law_leaves_it_out(jurisdiction: Any, status: str) -> None:
    assert may_be_declined(jurisdiction, None).status == status
