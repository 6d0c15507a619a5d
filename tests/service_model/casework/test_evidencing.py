"""What a decision rests on, and who owns and approves it (SM-3.101 to 3.108)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.evidencing import (
    Allocation,
    Approval,
    EvidenceItem,
    EvidenceRequest,
    approved,
    case_allocated,
    everything_obtained,
    investigation_owner,
    is_material,
    material_referenced,
    organisations_to_add,
    request_explained,
)


def an_item(**more: Any) -> EvidenceItem:
    """Hospital notes that we relied on, flagged and referenced."""
    usual = {"name": "Hospital notes", "material": True, "relied_on": True, "on_decision_form": True}
    return EvidenceItem.model_validate({**usual, **more})


@pytest.mark.covers("SM-3.101a")
def test_evidence_is_material_only_if_relied_on_or_if_it_influenced_us() -> None:
    ticked = is_material(EvidenceItem(name="Hospital notes", material=True))
    assert (ticked.status, ticked.needs, ticked.paragraphs) == ("cannot_tell", ("relied_on", "influenced"), ("SM-3.101",))
    assert is_material(an_item(relied_on=True)).status == "met"
    assert is_material(an_item(relied_on=False, influenced=True)).status == "met"
    assert is_material(an_item(relied_on=False, influenced=False)).status == "not_met"


@pytest.mark.covers("SM-3.101b")
def test_a_decision_form_that_leaves_out_a_material_item_is_refused() -> None:
    refused = material_referenced([an_item(), an_item(name="Call note", on_decision_form=False)])
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.101",))
    assert "Call note" in refused.reason
    assert "Hospital notes" not in refused.reason
    assert material_referenced([an_item(), an_item(name="Call note")]).status == "met"


def test_an_item_that_we_relied_on_but_did_not_flag_is_found() -> None:
    refused = material_referenced([an_item(material=None)])
    assert refused.status == "not_met"
    assert material_referenced([an_item(material=False, relied_on=False, on_decision_form=False)]).status == "met"


@pytest.mark.covers("SM-3.102")
def test_the_organisations_are_added_to_the_investigation_once_the_proposal_went() -> None:
    proposed, issued_on = ["DWP", "Anytown Assessments Ltd"], date(2026, 3, 2)
    waiting = organisations_to_add(proposed, [], issued_on=issued_on)
    assert [duty.what for duty in waiting] == [
        "Add DWP to the investigation record.",
        "Add Anytown Assessments Ltd to the investigation record.",
    ]
    assert len(organisations_to_add(proposed, ["DWP"], issued_on=issued_on)) == 1
    assert organisations_to_add(proposed, proposed, issued_on=issued_on) == ()
    assert organisations_to_add(proposed, [], issued_on=None) == ()


@pytest.mark.covers("SM-3.103")
def test_a_request_still_open_is_named_and_needs_a_reason_to_decide_without_it() -> None:
    requests = [
        EvidenceRequest(what="X-ray of 3 May"),
        EvidenceRequest(what="Complaint file", answered_on=date(2026, 3, 4)),
    ]
    warned = everything_obtained(requests)
    assert (warned.status, warned.paragraphs, warned.needs) == ("not_met", ("SM-3.103",), ("proceed_because",))
    assert "X-ray of 3 May" in warned.reason
    assert "Complaint file" not in warned.reason
    going_on = everything_obtained(requests, proceed_because="The trust says it is lost.")
    assert (going_on.status, [flag.name for flag in going_on.flags]) == ("met", ["decided_without_evidence"])
    assert "The trust says it is lost." in going_on.reason


def test_with_every_request_answered_nothing_has_to_be_explained() -> None:
    found = everything_obtained([EvidenceRequest(what="Complaint file", answered_on=date(2026, 3, 4))])
    assert (found.status, found.flags) == ("met", ())


@pytest.mark.covers("SM-3.105")
@pytest.mark.parametrize("asked_of", ["organisation", "complainant"])
def test_a_request_for_evidence_says_why_it_matters(asked_of: str) -> None:
    request = EvidenceRequest.model_validate({"what": "X-ray of 3 May", "asked_of": asked_of})
    refused = request_explained(request)
    assert (refused.status, refused.paragraphs, refused.needs) == ("not_met", ("SM-3.105",), ("relevance",))
    told = request.model_copy(update={"relevance": "It shows if the break could be seen."})
    assert request_explained(told).status == "met"


@pytest.mark.covers("SM-3.107a")
def test_whoever_assessed_the_case_has_the_investigation_unless_someone_else_is_chosen() -> None:
    assert investigation_owner(Allocation(assessed_by="Sam Lee")).choice == "Sam Lee"
    assert investigation_owner(Allocation(assessed_by="Sam Lee", owner="Jo Khan")).choice == "Jo Khan"
    assert investigation_owner(Allocation()).needs == ("assessed_by",)


@pytest.mark.covers("SM-3.107b")
def test_case_allocated_is_a_task_until_it_is_completed() -> None:
    (task,) = case_allocated(Allocation(proposal_issued_on=date(2026, 3, 2)))
    assert (task.to, task.paragraphs) == (("caseworker",), ("SM-3.107",))
    assert "2 March 2026" in task.what
    done = Allocation(proposal_issued_on=date(2026, 3, 2), case_allocated_on=date(2026, 3, 2))
    assert case_allocated(done) == ()
    assert case_allocated(Allocation()) == ()


@pytest.mark.covers("SM-3.108a")
@pytest.mark.parametrize("decision", ["decline", "propose_to_investigate"])
def test_a_decision_outside_the_delegation_is_not_issued_without_approval(decision: str) -> None:
    outside = Approval.model_validate({"decision": decision, "within_delegation": False})
    refused = approved(outside)
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.108",))
    assert approved(outside.model_copy(update={"approved_by": "Jo Khan"})).status == "met"
    assert approved(outside.model_copy(update={"within_delegation": True})).status == "met"
    assert approved(outside.model_copy(update={"within_delegation": None})).status == "cannot_tell"


@pytest.mark.covers("SM-3.108b")
def test_whoever_approved_it_need_not_issue_it() -> None:
    different = Approval(decision="decline", within_delegation=False, approved_by="Jo Khan", issued_by="Sam Lee")
    assert approved(different).status == "met"
