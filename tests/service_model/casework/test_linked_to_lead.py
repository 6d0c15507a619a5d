"""Lead complaints, and those declined as linked to one (SM-3.97 to 3.99)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.linked_to_lead import (
    LeadGroup,
    LinkedClosure,
    NewComplaint,
    after_the_lead,
    closing_as_linked,
    connected_to,
    connected_to_lead,
    link_explained,
    suggest_lead,
    with_case,
    with_lead,
)

CASES = tuple(f"P-{number:03}" for number in range(1, 41))


def a_group(**more: Any) -> LeadGroup:
    """Forty complaints about one error, of which the first leads."""
    usual = {"error": "Pension age letters", "body": "dwp", "cases": CASES, "leads": ("P-001",)}
    return LeadGroup.model_validate({**usual, **more})


@pytest.mark.covers("SM-3.97")
def test_one_of_forty_marked_as_lead_leaves_thirty_nine_linked() -> None:
    group = with_lead(a_group(leads=()), "P-007")
    assert group.leads == ("P-007",)
    assert len(group.linked) == 39
    assert "P-007" not in group.linked


def test_a_case_outside_the_group_cannot_lead_it() -> None:
    with pytest.raises(ValueError, match="Add it to the group first"):
        with_lead(a_group(), "P-999")


@pytest.mark.covers("SM-3.98b")
def test_every_linked_complainant_is_contacted_once_the_lead_is_completed() -> None:
    tasks = after_the_lead(a_group(completed_on=date(2026, 5, 1)))
    assert len(tasks) == 39
    assert {duty.to for duty in tasks} == {("complainant",)}
    assert len({duty.what for duty in tasks}) == 39
    assert after_the_lead(a_group()) == ()


@pytest.mark.covers("SM-3.98c")
@pytest.mark.parametrize("completed_on", [None, date(2026, 5, 1)])
def test_a_later_complaint_about_the_same_error_is_suggested_as_linked_and_kept(completed_on: date | None) -> None:
    group = a_group(completed_on=completed_on)
    found = suggest_lead(NewComplaint(error="pension  age letters", body="dwp"), [group])
    assert (found.choice, found.paragraphs) == ("linked_to_lead", ("SM-3.98",))
    assert "P-001" in found.reason
    assert [duty.name for duty in found.duties] == ["keep_details"]
    assert with_case(group, "P-041").linked[-1] == "P-041"


@pytest.mark.parametrize(
    "complaint",
    [NewComplaint(error="Lost passport", body="dwp"), NewComplaint(error="Pension age letters", body="hmrc")],
)
def test_another_error_or_another_organisation_is_not_linked(complaint: NewComplaint) -> None:
    assert suggest_lead(complaint, [a_group()]).choice == "not_linked"


def test_an_organisation_nobody_has_named_does_not_rule_the_lead_out() -> None:
    assert suggest_lead(NewComplaint(error="Pension age letters"), [a_group()]).choice == "linked_to_lead"


def test_a_group_in_which_nothing_leads_yet_links_nobody() -> None:
    assert suggest_lead(NewComplaint(error="Pension age letters"), [a_group(leads=())]).choice == "not_linked"


def test_while_the_error_is_not_known_it_cannot_be_told() -> None:
    unknown = suggest_lead(NewComplaint(), [a_group()])
    assert (unknown.choice, unknown.needs) == (None, ("error",))


@pytest.mark.covers("SM-3.99a")
def test_the_decision_form_says_that_the_explanation_is_missing() -> None:
    prompt = link_explained(LinkedClosure(lead_reference="P-001"))
    assert (prompt.status, prompt.kind, prompt.paragraphs) == ("not_met", "guidance", ("SM-3.99",))
    assert prompt.reason.startswith("Explanation missing")
    assert link_explained(LinkedClosure(explanation="The same letter went to both.")).status == "met"


@pytest.mark.covers("SM-3.99b")
def test_a_linked_closure_needs_the_lead_and_both_cases_show_each_other() -> None:
    prompt = connected_to_lead(LinkedClosure(explanation="The same letter."))
    assert (prompt.status, prompt.kind, prompt.paragraphs) == ("not_met", "guidance", ("SM-3.99",))
    assert connected_to_lead(LinkedClosure(lead_reference="P-001")).status == "met"
    group = with_case(a_group(), "P-041")
    assert connected_to(group, "P-041") == ("P-001",)
    assert "P-041" in connected_to(group, "P-001")
    assert connected_to(group, "P-999") == ()


@pytest.mark.covers("SM-3.99c")
def test_linked_to_lead_closes_as_other_reason_to_decline() -> None:
    closure = LinkedClosure(explanation="The same letter.", lead_reference="P-001")
    found = closing_as_linked(closure)
    assert (found.choice, found.needs) == ("other reason to decline", ())
    assert "SM-3.99" in found.paragraphs
    assert closing_as_linked(LinkedClosure()).needs == ("lead_reference", "explanation")
