"""Closing as a resolution: agreement, passing on, codes, who is told, and no escalation (SM-2.134 to 2.141, 3.60 to 3.67)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model import determine
from service_model.casework.resolution import IssueResolution, issue_resolved
from service_model.casework.resolution_closing import (
    ClosingFacts,
    ResolutionItem,
    after_answer,
    agreement_sought,
    closure_code,
    decision_type,
    if_not_satisfied,
    if_overdue,
    may_close,
    may_pass_on,
    minimal_intervention_asked,
    ready_from,
    told,
    when_requesting,
)
from tests.service_model.building import TODAY, a_complaint

TOLD = {"by": "phone", "written_wanted": False, "others": (), "told": ("complainant",)}
RECORDED = {"action_taken": "We rang them.", "outcome_achieved": "An apology.", "reason_not_resolved": "She wants money too."}


def closing(**given: Any) -> ClosingFacts:
    """A case resolved in early consideration, of which everyone has been told, unless something is changed."""
    return ClosingFacts.model_validate({"resolved": True, "ready": True, "complainant_agrees": "yes", "given": TOLD, **given})


def item(**given: Any) -> ResolutionItem:
    return ResolutionItem.model_validate({"action": "a written apology", **given})


@pytest.mark.covers("SM-2.134")
def test_the_complainants_agreement_is_sought_in_early_consideration() -> None:
    refused = agreement_sought(closing(complainant_agrees=None))
    assert (refused.status, refused.kind, refused.paragraphs) == ("cannot_tell", "policy", ("SM-2.134",))
    assert agreement_sought(closing(complainant_agrees="yes")).status == "met"
    assert agreement_sought(closing(complainant_agrees="could_not_be_reached")).status == "met"
    assert agreement_sought(closing(complainant_agrees="no")).status == "not_met"


@pytest.mark.covers("SM-3.60a")
@pytest.mark.parametrize("said", ["no", None])
def test_at_primary_investigation_we_decide_if_it_is_resolved(said: str | None) -> None:
    case = closing(stage="primary_investigation", complainant_agrees=said, given={**TOLD, "written_to": ("complainant",)})
    found = agreement_sought(case)
    assert (found.status, found.paragraphs) == ("met", ("SM-3.60",))
    marked = IssueResolution(outcome="An apology.", our_action="We rang them.", already_under_way=False, own_decision=False)
    assert issue_resolved(marked).status == "met"
    assert decision_type(case).choice == "decision_not_to_investigate"
    assert may_close(case).status == "met"
    earlier = closing(stage="early_consideration", complainant_agrees=said)
    assert agreement_sought(earlier).status != "met"


@pytest.mark.covers("SM-2.135")
def test_a_complainant_who_is_not_satisfied_leaves_two_ways_on() -> None:
    both = if_not_satisfied(closing(complainant_agrees="no"))
    assert [each.choice for each in both] == ["further_consideration", "close_using_discretion"]
    assert if_not_satisfied(closing(complainant_agrees="yes")) == ()


@pytest.mark.parametrize(
    "blank",
    [
        pytest.param("action_taken", marks=pytest.mark.covers("SM-2.136a")),
        pytest.param("outcome_achieved", marks=pytest.mark.covers("SM-2.136b")),
        pytest.param("reason_not_resolved", marks=pytest.mark.covers("SM-2.136c")),
    ],
)
def test_a_case_passed_on_unresolved_carries_what_was_done_and_what_remains(blank: str) -> None:
    refused = may_pass_on(closing(**{**RECORDED, blank: None}))
    assert (refused.status, refused.kind, refused.needs, refused.paragraphs) == ("cannot_tell", "policy", (blank,), ("SM-2.136",))
    assert may_pass_on(closing(**RECORDED)).status == "met"


@pytest.mark.covers("SM-2.141a")
def test_the_code_waits_until_it_is_known_if_the_case_was_ready() -> None:
    open_ = closure_code(closing(ready=None))
    assert (open_.choice, open_.needs, open_.paragraphs) == (None, ("ready",), ("SM-2.141",))


@pytest.mark.covers("SM-2.141b")
def test_a_ready_case_closes_under_general_discretion() -> None:
    assert closure_code(closing(ready=True)).choice == "general discretion - resolution"


@pytest.mark.covers("SM-2.141c")
def test_a_case_that_was_not_ready_closes_as_premature_if_the_complainant_is_satisfied() -> None:
    assert closure_code(closing(ready=False)).choice == "premature - resolution"
    assert closure_code(closing(ready=False, complainant_agrees=None)).needs == ("complainant_agrees",)
    assert closure_code(closing(ready=False, complainant_agrees="no")).choice is None


def test_a_case_that_was_not_resolved_has_no_resolution_code() -> None:
    assert closure_code(closing(resolved=False)).choice is None
    assert closure_code(closing(resolved=None)).needs == ("resolved",)


@pytest.mark.parametrize(
    ("facts", "is_ready"),
    [
        ({"given": "ready_health"}, True),
        ({"given": "ready_health", "channel": "phone"}, False),
        ({"given": "ready_health", "local_stage": "not_started", "exceptional_circumstances": "none"}, False),
        ({}, None),
    ],
)
def test_whether_the_case_was_ready_is_taken_from_first_contact(facts: dict[str, Any], is_ready: bool | None) -> None:
    assert ready_from(determine(a_complaint(**facts), today=TODAY).outcome) is is_ready


@pytest.mark.covers("SM-2.140a")
@pytest.mark.parametrize("stage", ["early_consideration", "primary_investigation"])
def test_a_resolution_is_a_decision_not_to_investigate(stage: str) -> None:
    found = decision_type(closing(stage=stage))
    assert (found.choice, found.kind) == ("decision_not_to_investigate", "legal")
    assert decision_type(closing(stage=stage, resolved=None)).choice is None


@pytest.mark.covers("SM-2.140b")
def test_a_resolution_waits_until_the_referring_mp_has_a_copy() -> None:
    refused = may_close(closing(given={**TOLD, "others": ("referring_mp",)}))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "legal", ("SM-2.140",))
    assert may_close(closing(given={**TOLD, "others": ("referring_mp",), "written_to": ("referring_mp",)})).status == "met"


@pytest.mark.covers("SM-3.67b")
def test_at_primary_investigation_a_decision_letter_and_a_copy_to_the_mp_are_required() -> None:
    waiting = closing(stage="primary_investigation", given={**TOLD, "others": ("referring_mp",)})
    required = {(duty.name, duty.to, duty.kind) for duty in told(waiting) if duty.must}
    assert ("letter_to_complainant", ("complainant",), "legal") in required
    assert ("letter_to_mp", ("referring_mp",), "legal") in required
    assert may_close(waiting).paragraphs == ("SM-3.67",)
    sent = {**TOLD, "others": ("referring_mp",), "written_to": ("complainant", "referring_mp")}
    assert may_close(closing(stage="primary_investigation", given=sent)).status == "met"


@pytest.mark.covers("SM-3.63a")
def test_a_resolution_is_considered_before_a_case_is_declined_or_proposed() -> None:
    refused = minimal_intervention_asked(None)
    assert (refused.status, refused.kind, refused.paragraphs) == ("cannot_tell", "policy", ("SM-3.63",))
    assert minimal_intervention_asked(False).status == "met"


@pytest.mark.covers("SM-3.64b")
def test_both_sides_are_told_that_this_is_no_recommendation() -> None:
    said = [duty for duty in when_requesting() if duty.name == "say_no_recommendation"]
    assert sorted(duty.to[0] for duty in said) == ["complainant", "organisation"]
    assert all("no recommendation as part of a formal investigation" in duty.what and duty.kind == "policy" for duty in said)


def test_action_is_requested_and_not_recommended() -> None:
    (never,) = [duty for duty in when_requesting() if duty.not_to]
    assert (never.name, never.paragraphs) == ("recommend", ("SM-3.64",))


@pytest.mark.covers("SM-3.65b")
def test_after_a_refusal_an_investigation_may_be_proposed() -> None:
    (found,) = after_answer(item(answer="refused"))
    assert found.choice == "propose_to_investigate"
    assert [duty.name for duty in found.duties] == ["audit_refusal"]


@pytest.mark.covers("SM-3.66a")
def test_an_agreed_action_is_a_compliance_item_until_it_is_done() -> None:
    assert [each.choice for each in after_answer(item(answer="agreed"))] == ["open"]
    done = after_answer(item(answer="agreed", done_on="2026-03-20"))
    assert [(each.choice, each.reason, each.paragraphs) for each in done] == [("closed", "Done on 20 March 2026.", ("SM-3.66",))]
    assert [each.choice for each in after_answer(item())] == [None]


@pytest.mark.covers("SM-3.66b")
def test_an_overdue_item_is_never_escalated() -> None:
    duties = if_overdue(item(answer="agreed", due_on="2026-03-20"), today=date(2026, 4, 20))
    (never,) = [duty for duty in duties if duty.name == "compliance_escalation"]
    assert (never.not_to, never.paragraphs) == (True, ("SM-3.66",))
    assert {duty.name for duty in duties if not duty.not_to} == {"next_steps"}


@pytest.mark.covers("SM-3.66c")
@pytest.mark.parametrize(
    ("today", "more", "asked"),
    [
        (date(2026, 3, 20), {}, False),
        (date(2026, 3, 21), {}, True),
        (date(2026, 3, 21), {"done_on": "2026-03-19"}, False),
    ],
)
def test_next_steps_are_considered_when_an_agreed_action_is_late(today: date, more: dict[str, str], asked: bool) -> None:
    duties = if_overdue(item(answer="agreed", due_on="2026-03-20", **more), today=today)
    assert ("next_steps" in {duty.name for duty in duties}) is asked
