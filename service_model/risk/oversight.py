"""Who works on and who oversees a high risk case, and the monthly updates (SM-10.62, 10.64, 10.66, 10.67, 10.72)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part
from service_model.risk.policy import RISK, Rating, RiskPolicy

OwnerRole = Literal["caseworker", "senior_caseworker"]
DecisionMaker = Literal["ombudsman", "deputy_ombudsman", "director_of_legal_and_professional_services"]
"""The Director of Legal and Professional Services is one of the deputies (10.67)."""


class Candidate(Part):
    """Somebody a case could be allocated to."""

    name: str = Field(max_length=200)
    role: OwnerRole


class OversightAllocation(Part):
    """The choice of the Ombudsman or a deputy for a high risk case, as the meeting makes it."""

    decision_maker: DecisionMaker | None = None
    conflicts_considered: bool | None = None
    declared_conflict: bool | None = Field(None, description="Has this decision maker declared a conflict of interest")
    legal_advice_is_key: bool | None = None
    meeting_on: date | None = None
    template_complete: bool | None = None
    is_systemic: bool | None = None
    is_complex: bool | None = None
    ombudsman_has_room: bool | None = None


class UpdatesStopped(Part):
    """Why the monthly updates may end: the senior decision maker agrees, or the work on the case is finished."""

    agreed_by: DecisionMaker | None = None
    agreed_on: date | None = None
    work_finished_on: date | None = None


def suggested_owners(candidates: Iterable[Candidate], *, rating: Rating | None, allocated: bool) -> tuple[Candidate, ...]:
    """A case found high risk before it is allocated is offered to Senior Caseworkers only (SM-10.62)."""
    rows = tuple(candidates)
    return tuple(each for each in rows if each.role == "senior_caseworker") if rating == "high" and not allocated else rows


def owner(chosen: Candidate, *, rating: Rating | None, allocated: bool) -> Finding:
    """Choosing somebody else for a high risk case that is not allocated yet raises a prompt (SM-10.62)."""
    if rating is None and not allocated:
        return cannot_tell("owner", "The risk rating is not known yet.", "SM-10.62", needs=("rating",))
    if chosen in suggested_owners([chosen], rating=rating, allocated=allocated):
        return met("owner", f"{chosen.name} may have the case.", "SM-10.62")
    return not_met("owner", "A high risk case is allocated to a Senior Caseworker.", "SM-10.62")


def allocation(facts: OversightAllocation) -> tuple[Finding, ...]:
    """Whether the allocation of oversight can be saved: meeting, template, conflicts, legal advice (SM-10.66, 10.67)."""
    return _meeting(facts), _template(facts), _conflicts(facts), _legal_advice(facts)


def _meeting(facts: OversightAllocation) -> Finding:
    if facts.meeting_on is None:
        reason = "Cases are assigned at the high risk case assurance meeting. Give its date."
        return cannot_tell("assurance_meeting", reason, "SM-10.66", kind="policy", needs=("meeting_on",))
    return met("assurance_meeting", f"Assigned at the meeting of {facts.meeting_on:%-d %B %Y}.", "SM-10.66", kind="policy")


def _template(facts: OversightAllocation) -> Finding:
    if facts.template_complete:
        return met("template", "The template is complete and can be submitted.", "SM-10.66", kind="policy")
    reason, needs = "Complete the template before it is submitted.", ("template_complete",)
    answer = cannot_tell if facts.template_complete is None else not_met
    return answer("template", reason, "SM-10.66", kind="policy", needs=needs)


def _conflicts(facts: OversightAllocation) -> Finding:
    name, cite = "conflicts_of_interest", "SM-10.67"
    if not facts.conflicts_considered:
        reason = "Consider any declared conflict of interest before you allocate."
        return cannot_tell(name, reason, cite, kind="policy", needs=("conflicts_considered",))
    if facts.declared_conflict:
        return not_met(name, "This decision maker has declared a conflict of interest.", cite, kind="policy")
    return met(name, "Declared conflicts of interest were considered.", cite, kind="policy")


def _legal_advice(facts: OversightAllocation) -> Finding:
    """Where legal advice is a key factor, its Director is likely not to be the deputy for the case (SM-10.67)."""
    name, cite = "legal_advice", "SM-10.67"
    if facts.decision_maker != "director_of_legal_and_professional_services" or facts.legal_advice_is_key is False:
        return met(name, "Legal advice does not stand against this choice.", cite)
    if facts.legal_advice_is_key is None:
        return cannot_tell(name, "Is legal advice a key factor in the decision?", cite, needs=("legal_advice_is_key",))
    return not_met(name, "Legal advice is a key factor: another deputy is likely to be right.", cite)


def decision_maker(facts: OversightAllocation) -> Recommendation:
    """The most high-profile cases, systemic or complex, to the Ombudsman; to a deputy when there is no room (SM-10.64)."""
    name, cite = "decision_maker", ("SM-10.64",)
    if facts.ombudsman_has_room is False:
        return Recommendation(name, "deputy_ombudsman", "The Ombudsman has no room for another case.", cite)
    if facts.is_systemic or facts.is_complex:
        return Recommendation(name, "ombudsman", "Systemic issues or a high degree of complexity.", cite)
    if facts.is_systemic is None or facts.is_complex is None:
        return Recommendation(name, None, "Is it systemic or very complex?", cite, needs=("is_systemic", "is_complex"))
    return Recommendation(name, "deputy_ombudsman", "Neither systemic nor very complex.", cite)


def updates_due(
    meetings: Iterable[date], sent: Iterable[date], *, stopped: UpdatesStopped | None = None, policy: RiskPolicy = RISK
) -> tuple[Duty, ...]:
    """An update before each monthly meeting that has none since the meeting before it (SM-10.72).

    `meetings` are those since oversight began. The last day inside is the day before the meeting.
    """
    found, before, updates = [], date.min, sorted(sent)
    for meeting in sorted(set(meetings)):
        is_sent = any(before <= each < meeting for each in updates)
        if not is_sent and not _has_stopped(stopped, meeting):
            found.append(policy.duty("monthly_update", by=meeting - timedelta(days=1)))
        before = meeting
    return tuple(found)


def _has_stopped(stopped: UpdatesStopped | None, meeting: date) -> bool:
    """Only the senior decision maker's agreement, or the end of the work, stops the updates (SM-10.72)."""
    if stopped is None:
        return False
    agreed = stopped.agreed_by is not None and stopped.agreed_on is not None and stopped.agreed_on < meeting
    return agreed or (stopped.work_finished_on is not None and stopped.work_finished_on < meeting)
