"""The summary of complaint and its components (SM-2.228 to 2.245)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.components import (
    Component,
    SummaryFacts,
    SummaryIssue,
    closing_when_nothing_goes_forward,
    components_complete,
    components_decided,
    considered_separately,
    determined_separately,
    may_leave_out,
    reasons_by_component,
    recorded_result,
    scope,
    tell_the_summary,
)
from service_model.casework.legal_remedy import RemedyFacts, alternative_legal_remedy
from service_model.casework.primary_contact import FirstContactFacts
from tests.service_model.building import TODAY, a_complaint

DISCUSSED = date(2026, 3, 4)
ALLOCATED = date(2026, 3, 2)
CALLS = [{"at": date(2026, 3, day), "way": "phone", "reached": False} for day in (2, 2, 3)]


def contact(*attempts: dict[str, Any]) -> FirstContactFacts:
    return FirstContactFacts.model_validate({"allocated_on": ALLOCATED, "attempts": attempts})


REACHED = contact({"at": date(2026, 3, 2), "way": "phone", "reached": True})
NOT_TRIED, NOBODY_ANSWERED = contact(), contact(*CALLS)


def summary(going: dict[str, bool | None], **known: Any) -> SummaryFacts:
    issues = [{"issue": name, "going_forward": forward} for name, forward in going.items()]
    return SummaryFacts.model_validate({"issues": issues, **known})


def a_component(heading: str = "misdiagnosis", *, results: dict[str, str] | None = None, **known: Any) -> Component:
    return Component.model_validate({"heading": heading, "tests": {"results": results or {}}, **known})


def an_issue(**known: Any) -> SummaryIssue:
    return SummaryIssue.model_validate({"issue": "car park signs", "going_forward": False, **known})


@pytest.mark.covers("SM-2.229a")
def test_an_issue_is_not_left_out_before_it_is_known_if_the_complainant_agrees() -> None:
    found = may_leave_out(an_issue(), contact=REACHED)
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", ("agreed",), ("SM-2.229",))
    assert may_leave_out(an_issue(agreed=True), contact=REACHED).status == "met"


@pytest.mark.covers("SM-2.230b")
@pytest.mark.parametrize("blank", ["service_impact", "reasons"])
def test_an_issue_left_out_against_their_wish_needs_proportion_and_the_impact_on_the_service(blank: str) -> None:
    known = {"agreed": False, "reasons": "It would not be proportionate.", "service_impact": "They may feel unheard."}
    before = may_leave_out(an_issue(**{**known, blank: " "}), contact=REACHED)
    assert (before.status, before.needs, before.paragraphs) == ("not_met", (blank,), ("SM-2.230",))
    assert may_leave_out(an_issue(**known), contact=REACHED).status == "met"


@pytest.mark.covers("SM-2.217b")
@pytest.mark.parametrize("agreed", [True, False, None])
def test_no_issue_is_left_out_before_contact_or_attempts(agreed: bool | None) -> None:
    found = may_leave_out(an_issue(agreed=agreed, reasons="Small.", service_impact="None."), contact=NOT_TRIED)
    assert (found.gate, found.status, found.kind, found.paragraphs[0]) == ("leave_issue_out", "not_met", "policy", "SM-2.217")


def test_with_someone_who_cannot_be_reached_the_caseworker_decides_with_reasons() -> None:
    before = may_leave_out(an_issue(), contact=NOBODY_ANSWERED)
    assert (before.status, before.needs, before.paragraphs) == ("not_met", ("reasons", "service_impact"), ("SM-2.230",))
    assert "could not be reached" in before.reason
    decided = an_issue(reasons="It would not be proportionate.", service_impact="They may feel unheard.")
    assert may_leave_out(decided, contact=NOBODY_ANSWERED).status == "met"


@pytest.mark.covers("SM-2.231a")
def test_the_complainant_is_told_what_goes_forward_and_what_does_not() -> None:
    facts = summary({"misdiagnosis": True, "rude communication": True, "car park signs": False})
    assert scope(facts).going_forward == ("misdiagnosis", "rude communication")
    assert scope(facts).not_going_forward == ("car park signs",)
    duty = tell_the_summary(facts)
    assert duty is not None
    assert duty.to == ("complainant",)
    assert "Going forward: misdiagnosis; rude communication. Not going forward: car park signs." in duty.what


def test_an_issue_that_nobody_decided_is_neither_in_nor_out() -> None:
    found = scope(summary({"misdiagnosis": None}))
    assert (found.going_forward, found.not_going_forward, found.undecided) == ((), (), ("misdiagnosis",))


def test_whoever_has_been_told_the_summary_is_not_told_again() -> None:
    assert tell_the_summary(summary({"misdiagnosis": True}, complainant_told_on=DISCUSSED)) is None


@pytest.mark.covers("SM-2.233")
def test_when_no_issue_goes_on_after_the_discussion_the_code_is_other_reason_to_decline() -> None:
    facts = summary({"misdiagnosis": False, "car park signs": False}, discussed_on=DISCUSSED)
    assert closing_when_nothing_goes_forward(facts).choice == "other reason to decline"


@pytest.mark.covers("SM-2.233")
@pytest.mark.parametrize(
    ("going", "known", "choice", "needs"),
    [
        ({"misdiagnosis": True, "car park signs": False}, {"discussed_on": DISCUSSED}, "go_on", ()),
        ({"misdiagnosis": None, "car park signs": False}, {"discussed_on": DISCUSSED}, None, ("going_forward",)),
        ({"misdiagnosis": False}, {}, None, ("discussed_on",)),
        ({}, {"discussed_on": DISCUSSED}, None, ("going_forward",)),
    ],
)
def test_nothing_closes_while_an_issue_goes_on_is_open_or_was_not_discussed(
    going: dict[str, bool | None], known: dict[str, Any], choice: str | None, needs: tuple[str, ...]
) -> None:
    found = closing_when_nothing_goes_forward(summary(going, **known))
    assert (found.choice, found.needs) == (choice, needs)


@pytest.mark.covers("SM-2.240")
def test_the_test_for_a_legal_remedy_runs_for_each_component_by_its_own_facts() -> None:
    usual = {"pursued": False, "stage": "not_taken", "gives": "complete", "reasonable": True}
    claim = {"misdiagnosis": True, "rude communication": False}
    known = {name: RemedyFacts.model_validate({**usual, "available": is_open}) for name, is_open in claim.items()}
    components = tuple(a_component(name) for name in claim)
    found = considered_separately(components, lambda each: alternative_legal_remedy(known[each.heading]))
    assert {name: each.status for name, each in found.items()} == {"misdiagnosis": "not_met", "rude communication": "met"}
    assert "there is a legal remedy" in found["misdiagnosis"].reason
    assert "No claim is or was open" in found["rude communication"].reason


def test_what_was_recorded_for_one_component_is_no_reason_to_decline_the_other() -> None:
    components = (
        a_component("misdiagnosis", results={"alternative_legal_remedy": "not_met"}),
        a_component("rude communication", results={"alternative_legal_remedy": "met"}),
    )
    found = considered_separately(components, lambda each: recorded_result(each, "alternative_legal_remedy"))
    assert {name: each.status for name, each in found.items()} == {"misdiagnosis": "not_met", "rude communication": "met"}
    reasons = reasons_by_component(components)
    assert {name: each.choice for name, each in reasons.items()} == {
        "misdiagnosis": "alternative_legal_remedy",
        "rude communication": None,
    }


@pytest.mark.covers("SM-2.240")
def test_the_gates_look_at_each_part_as_if_it_were_the_only_one() -> None:
    complaint = a_complaint(
        given="ready_health",
        remit_category="alternative_legal_remedy_achieved",
        outcome_beyond_court=False,
        signals=("commercial_matter",),
        issues=[{"organisation": "Leeds General Infirmary", "local_stage": "not_started", "remit_category": "none"}],
    )
    first, second = determined_separately(complaint, today=TODAY)
    remit = [{each.gate: each.status for each in found.findings}["in_remit"] for found in (first, second)]
    assert remit == ["not_met", "met"]


def test_a_test_not_recorded_for_a_component_is_not_known() -> None:
    found = recorded_result(a_component(), "time_limit")
    assert (found.status, found.needs) == ("cannot_tell", ("time_limit",))


@pytest.mark.covers("SM-2.239")
def test_one_component_is_the_least_a_case_needs() -> None:
    facts = summary({"misdiagnosis": True})
    none, one = components_complete(facts, ()), components_complete(facts, (a_component("misdiagnosis"),))
    assert (none.status, none.paragraphs, none.kind) == ("not_met", ("SM-2.239",), "policy")
    assert one.status == "met"


@pytest.mark.covers("SM-2.241a")
def test_three_agreed_heads_and_two_components_name_the_head_that_is_missing() -> None:
    facts = summary({"misdiagnosis": True, "delay": True, "rude communication": True})
    found = components_complete(facts, (a_component("misdiagnosis"), a_component("delay")))
    assert (found.status, found.paragraphs) == ("not_met", ("SM-2.241",))
    assert "rude communication" in found.reason
    assert "misdiagnosis" not in found.reason


def test_heads_grouped_under_one_heading_have_their_component() -> None:
    facts = summary({"misdiagnosis": True, "delay": True, "car park signs": False})
    assert components_complete(facts, (a_component("care in May", heads=["misdiagnosis", "delay"]),)).status == "met"


def test_the_same_area_about_the_same_organisation_is_added_once() -> None:
    twice = tuple(a_component("misdiagnosis", organisation="Riverside NHS Trust") for _ in range(2))
    assert components_complete(summary({"misdiagnosis": True}), twice).status == "not_met"
    other = (twice[0], a_component("misdiagnosis", organisation="Example Surgery"))
    assert components_complete(summary({"misdiagnosis": True}), other).status == "met"


@pytest.mark.covers("SM-2.244")
def test_three_components_with_two_decisions_name_the_third() -> None:
    decided = tuple(a_component(name, decision="propose") for name in ("misdiagnosis", "delay"))
    found = components_decided((*decided, a_component("rude communication")))
    assert (found.status, found.paragraphs) == ("not_met", ("SM-2.244",))
    assert "rude communication" in found.reason
    assert components_decided(decided).status == "met"


@pytest.mark.covers("SM-2.243a", "SM-2.243b")
@pytest.mark.parametrize("missing", ["explanation", "material_evidence"])
def test_a_declined_component_says_why_and_on_what_evidence(missing: str) -> None:
    known = {"decision": "decline", "explanation": "It was put right.", "material_evidence": "The reply of 3 March."}
    found = components_decided((a_component(**{**known, missing: None}),))
    assert (found.status, found.paragraphs, found.needs) == ("not_met", ("SM-2.243",), (missing,))
    assert components_decided((a_component(**known),)).status == "met"


def test_no_component_is_not_the_same_as_every_component_decided() -> None:
    assert components_decided(()).status == "not_met"
