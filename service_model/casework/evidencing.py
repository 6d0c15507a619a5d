"""What a decision rests on before it is made: material evidence, requests, who owns and who approves it (SM-3.101 to 3.108)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import Field

from service_model.determination import Finding, Flag
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part


class EvidenceItem(Part):
    """Something considered. It is material if we relied on it, or if it influenced the assessment (SM-3.101)."""

    name: str = Field(max_length=300)
    material: bool | None = None
    relied_on: bool | None = None
    influenced: bool | None = None
    on_decision_form: bool | None = Field(None, description="Referenced on the Decision Form")
    in_decision_letter: bool | None = Field(None, description="Mentioned and explained in the decision letter (SM-3.114)")


class EvidenceRequest(Part):
    """Something we asked for, from whom, why it matters, and whether it came."""

    what: str = Field(max_length=1000)
    asked_of: Literal["organisation", "complainant", "other"] | None = None
    relevance: str | None = Field(None, max_length=2000)
    answered_on: date | None = None


class Allocation(Part):
    """Who assessed the case, and who has the investigation since the proposal went."""

    assessed_by: str | None = Field(None, max_length=200)
    owner: str | None = Field(None, max_length=200)
    proposal_issued_on: date | None = None
    case_allocated_on: date | None = None


class Approval(Part):
    """A decision to decline or to propose, and who agreed and who issues it. The Delegation Scheme itself is not ours."""

    decision: Literal["decline", "propose_to_investigate"] | None = None
    within_delegation: bool | None = Field(None, description="The Delegation Scheme lets the caseworker decide it alone")
    approved_by: str | None = Field(None, max_length=200)
    issued_by: str | None = Field(None, max_length=200)


def is_material(item: EvidenceItem) -> Finding:
    """Material is what we relied on or what influenced our assessment; being flagged alone is not enough (SM-3.101)."""
    if item.relied_on or item.influenced:
        return met("material_evidence", f"{item.name} is material.", "SM-3.101")
    needs = tuple(name for name in ("relied_on", "influenced") if getattr(item, name) is None)
    if needs:
        words = f"Did we rely on {item.name}, or did it influence the assessment?"
        return cannot_tell("material_evidence", words, "SM-3.101", needs=needs)
    return not_met("material_evidence", f"We did not rely on {item.name}, and it did not influence us.", "SM-3.101")


def material(items: Sequence[EvidenceItem]) -> tuple[EvidenceItem, ...]:
    """Those flagged, and those that are material whether flagged or not."""
    return tuple(each for each in items if each.material or each.relied_on or each.influenced)


def material_referenced(items: Sequence[EvidenceItem]) -> Finding:
    """With the assessment decision, material evidence is flagged and referenced on the Decision Form (SM-3.101)."""
    left = [each.name for each in material(items) if not (each.material and each.on_decision_form)]
    if left:
        words = f"Flag as material and reference on the Decision Form: {', '.join(left)}."
        return not_met("material_referenced", words, "SM-3.101", kind="policy", needs=("on_decision_form",))
    return met("material_referenced", "All material evidence is on the Decision Form.", "SM-3.101", kind="policy")


def organisations_to_add(proposed: Sequence[str], listed: Sequence[str], *, issued_on: date | None) -> tuple[Duty, ...]:
    """Once the proposal has been issued, the organisations go onto the investigation record (SM-3.102)."""
    if issued_on is None:
        return ()
    return tuple(
        Duty("add_organisation", f"Add {name} to the investigation record.", "guidance", ("SM-3.102",), to=("caseworker",))
        for name in proposed
        if name not in listed
    )


def everything_obtained(requests: Sequence[EvidenceRequest], *, proceed_because: str | None = None) -> Finding:
    """As far as possible all information is there before the decision; else there is a reason to go on (SM-3.103)."""
    waiting = [each.what for each in requests if each.answered_on is None]
    if not waiting:
        return met("everything_obtained", "No request is still open.", "SM-3.103")
    words = f"Still waiting for: {', '.join(waiting)}."
    if not proceed_because:
        words = f"{words} Say why we decide without it."
        return not_met("everything_obtained", words, "SM-3.103", needs=("proceed_because",))
    return met(
        "everything_obtained",
        f"{words} We go on because: {proceed_because}",
        "SM-3.103",
        flags=(Flag("decided_without_evidence", words, ("SM-3.103",)),),
    )


def request_explained(request: EvidenceRequest) -> Finding:
    """A request for evidence says why it is relevant (SM-3.105)."""
    if not request.relevance:
        words = f"Explain why we need this: {request.what}."
        return not_met("request_explained", words, "SM-3.105", needs=("relevance",))
    return met("request_explained", request.relevance, "SM-3.105")


def investigation_owner(allocation: Allocation) -> Recommendation:
    """Usually the caseworker who did the assessment also does the investigation (SM-3.107)."""
    owner = allocation.owner or allocation.assessed_by
    if owner is None:
        return Recommendation("investigation_owner", None, "Who did the assessment?", ("SM-3.107",), needs=("assessed_by",))
    words = "Someone else was chosen." if allocation.owner else "They did the assessment."
    return Recommendation("investigation_owner", owner, words, ("SM-3.107",))


def case_allocated(allocation: Allocation) -> tuple[Duty, ...]:
    """Once the proposal has been issued, 'Case Allocated' is completed (SM-3.107)."""
    if allocation.proposal_issued_on is None or allocation.case_allocated_on is not None:
        return ()
    words = f"Complete 'Case Allocated': the proposal was issued on {allocation.proposal_issued_on:%-d %B %Y}."
    return (Duty("complete_case_allocated", words, "guidance", ("SM-3.107",), to=("caseworker",)),)


def approved(approval: Approval) -> Finding:
    """Declines and proposals are agreed as the Delegation Scheme asks; who agrees need not issue it (SM-3.108)."""
    if approval.approved_by:
        return met("approved", f"Agreed by {approval.approved_by}.", "SM-3.108", kind="policy")
    if approval.within_delegation is None:
        words = "Does the Delegation Scheme let the caseworker decide this alone?"
        return cannot_tell("approved", words, "SM-3.108", kind="policy", needs=("within_delegation", "approved_by"))
    if not approval.within_delegation:
        words = "It is outside the caseworker's delegation: get it approved before it is issued."
        return not_met("approved", words, "SM-3.108", kind="policy", needs=("approved_by",))
    return met("approved", "It is within the caseworker's delegation.", "SM-3.108", kind="policy")
