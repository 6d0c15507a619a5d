"""What is a resolution and what is not, of one issue and of a case (SM-2.132, 2.133, 2.137 to 2.139, 3.59 to 3.63)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model import determine
from service_model.casework.resolution import (
    IssueResolution,
    ResolutionCandidate,
    can_be_resolved,
    can_be_resolved_by,
    counts_as_action,
    issue_resolved,
    overall,
    worth_attempting,
)
from service_model.determination import Finding
from tests.service_model.building import TODAY, a_complaint


def issue(**given: Any) -> IssueResolution:
    """An issue that our call to the organisation resolved, unless something is changed."""
    whole = {
        "issue": "no apology",
        "outcome": "a written apology",
        "our_action": "We rang the complaints manager on 3 March.",
        "action_by": "organisation",
        "already_under_way": False,
        "own_decision": False,
    }
    return IssueResolution.model_validate({**whole, **given})


def unresolved(**given: Any) -> IssueResolution:
    return issue(already_under_way=True, **given)


@pytest.mark.covers("SM-2.132a", "SM-3.59a")
@pytest.mark.parametrize("blank", [None, ""])
def test_a_resolution_states_the_answer_or_outcome_that_was_delivered(blank: str | None) -> None:
    refused = issue_resolved(issue(outcome=blank))
    assert (refused.status, refused.kind, refused.needs) == ("cannot_tell", "policy", ("outcome",))
    assert refused.paragraphs == ("SM-2.132", "SM-3.59")
    assert issue_resolved(issue()).status == "met"


@pytest.mark.covers("SM-2.132b")
def test_what_we_cannot_legally_consider_cannot_be_a_resolution() -> None:
    refused = can_be_resolved(in_jurisdiction=True, in_remit=False)
    assert (refused.status, refused.kind) == ("not_met", "policy")
    assert "SM-2.132" in refused.paragraphs
    assert can_be_resolved(in_jurisdiction=True, in_remit=None).needs == ("in_remit",)
    assert can_be_resolved(in_jurisdiction=True, in_remit=True).status == "met"


@pytest.mark.covers("SM-2.132c")
def test_a_complaint_that_is_not_properly_made_can_still_be_resolved() -> None:
    by_phone = a_complaint(given="ready_health", channel="phone", remit_category="none")
    determination = determine(by_phone, today=TODAY)
    assert determination.outcome == "not_properly_made"
    found = can_be_resolved_by(determination)
    assert found.status == "met"
    assert "SM-2.132" in found.paragraphs


@pytest.mark.covers("SM-3.59b")
def test_a_premature_complaint_can_be_resolved_and_one_out_of_jurisdiction_cannot() -> None:
    early = determine(a_complaint(given="ready_health", local_stage="not_started", exceptional_circumstances="none"), today=TODAY)
    assert early.outcome == "premature"
    assert can_be_resolved_by(early).status == "met"
    outside = determine(a_complaint(organisation="my council"), today=TODAY)
    assert outside.outcome == "out_of_jurisdiction"
    refused = can_be_resolved_by(outside)
    assert refused.status == "not_met"
    assert "SM-3.59" in refused.paragraphs


def test_a_gate_that_was_not_asked_leaves_it_open() -> None:
    nothing = determine(a_complaint(), today=TODAY)
    assert can_be_resolved_by(nothing).status == "cannot_tell"


@pytest.mark.covers("SM-2.133a", "SM-3.61a")
def test_an_issue_is_not_resolved_without_a_specific_action_of_ours() -> None:
    refused = issue_resolved(issue(our_action=None))
    assert (refused.status, refused.kind, refused.needs) == ("cannot_tell", "policy", ("our_action",))
    assert refused.paragraphs == ("SM-2.133", "SM-3.61")


@pytest.mark.covers("SM-2.133b", "SM-3.61b")
def test_moving_a_complaint_along_counts_only_where_the_delay_is_complained_of() -> None:
    assert counts_as_action("moved_local_process", about_delay=True)
    assert not counts_as_action("moved_local_process", about_delay=False)
    assert counts_as_action("other", about_delay=False)
    moved = {"moved_local_process": True, "our_action": "We moved it along to the final stage."}
    assert issue_resolved(issue(**moved, about_delay=True)).status == "met"
    assert issue_resolved(issue(**moved, about_delay=False)).status == "not_met"
    assert issue_resolved(issue(**moved)).needs == ("about_delay",)


@pytest.mark.covers("SM-2.133c")
def test_an_action_already_under_way_is_no_resolution() -> None:
    refused = issue_resolved(issue(already_under_way=True))
    assert (refused.status, "SM-2.133" in refused.paragraphs) == ("not_met", True)


@pytest.mark.covers("SM-2.133d")
def test_a_decision_of_its_own_because_we_are_involved_is_no_resolution() -> None:
    refused = issue_resolved(issue(own_decision=True, our_action=None))
    assert (refused.status, "SM-2.133" in refused.paragraphs) == ("not_met", True)


@pytest.mark.covers("SM-3.61c")
@pytest.mark.parametrize("answer", ["already_under_way", "own_decision"])
def test_either_answer_bars_a_resolution_at_primary_investigation(answer: str) -> None:
    refused = issue_resolved(issue(**{answer: True}))
    assert (refused.status, "SM-3.61" in refused.paragraphs) == ("not_met", True)
    assert issue_resolved(issue(**{answer: None})).needs == (answer,)


@pytest.mark.covers("SM-3.60b")
def test_our_own_clear_explanation_can_be_the_action() -> None:
    def explained(by: str | None) -> Finding:
        return issue_resolved(
            issue(action_by=by, already_under_way=None, own_decision=None, our_action="We explained what happened.")
        )

    ours = explained("ombudsman")
    assert (ours.status, "SM-3.60" in ours.paragraphs) == ("met", True)
    assert ours.reason.startswith("Action by the Ombudsman")
    assert [explained(by).status for by in ("organisation", None)] == ["cannot_tell", "cannot_tell"]
    assert "Ombudsman" not in issue_resolved(issue(action_by="organisation")).reason


@pytest.mark.covers("SM-3.60c")
def test_a_case_closed_as_an_adjudication_is_not_counted_as_a_resolution() -> None:
    cases = [[issue()], [issue(adjudication=True)]]
    assert [overall(case).choice == "resolution" for case in cases] == [True, False]
    assert issue_resolved(issue(adjudication=True)).paragraphs == ("SM-3.60",)


def minors(resolved: int, of: int) -> list[IssueResolution]:
    return [issue(weight="minor")] * resolved + [unresolved(weight="minor")] * (of - resolved)


@pytest.mark.covers("SM-2.137a")
@pytest.mark.parametrize(("resolved", "enough"), [(4, True), (3, True), (2, False), (0, False)])
def test_more_than_half_of_four_issues_make_the_case_a_resolution(resolved: int, enough: bool) -> None:
    assert overall(minors(resolved, 4)).choice == ("resolution" if enough else "not_a_resolution")


@pytest.mark.covers("SM-3.62a")
def test_two_of_three_issues_make_the_case_a_resolution_and_one_does_not() -> None:
    assert overall(minors(2, 3)).choice == "resolution"
    assert overall(minors(1, 3)).choice == "not_a_resolution"


@pytest.mark.covers("SM-2.137b", "SM-3.62b")
def test_the_one_significant_issue_among_minor_ones_is_enough() -> None:
    three = [unresolved(weight="minor")] * 3
    found = overall([issue(weight="significant"), *three])
    assert (found.choice, found.paragraphs) == ("resolution", ("SM-2.137", "SM-3.62"))
    assert overall([unresolved(weight="significant"), issue(weight="minor"), *three[:2]]).choice == "not_a_resolution"
    assert overall([issue(weight="significant"), unresolved(weight="significant"), *three]).choice == "not_a_resolution"


@pytest.mark.parametrize(
    "issues",
    [
        [],
        [issue(our_action=None), unresolved(weight="minor")],
        [issue(), unresolved(weight="minor"), unresolved(weight="minor")],  # the resolved one may be the significant one
        [issue(weight="significant"), unresolved(), unresolved()],  # the others may be minor
    ],
)
def test_what_is_not_known_of_an_issue_leaves_the_case_open(issues: list[IssueResolution]) -> None:
    found = overall(issues)
    assert found.choice is None
    assert found.needs


@pytest.mark.covers("SM-2.138b")
def test_much_more_evidence_brings_a_caution_and_no_block() -> None:
    facts = ResolutionCandidate.model_validate({"satisfactory_with_little": True, "much_more_evidence": True})
    found = worth_attempting(facts)
    assert found.choice == "consider_attempt"
    assert "Caution" in found.reason
    assert "SM-2.138" in found.paragraphs
    assert "Caution" not in worth_attempting(facts.model_copy(update={"much_more_evidence": False})).reason


@pytest.mark.covers("SM-2.139a")
def test_admitted_failings_that_were_not_put_right_are_an_example() -> None:
    admitted = ResolutionCandidate.model_validate({"failings_admitted": True, "remedied": False})
    assert "admitted failings" in worth_attempting(admitted).reason
    assert worth_attempting(admitted.model_copy(update={"remedied": True})).choice is None


@pytest.mark.covers("SM-2.139b")
def test_issues_left_unanswered_and_a_further_response_agreed_are_an_example() -> None:
    left = ResolutionCandidate.model_validate({"unanswered_issues": True, "further_response_agreed": True})
    assert "unanswered" in worth_attempting(left).reason
    assert worth_attempting(left.model_copy(update={"further_response_agreed": None})).choice is None
